"""What is done to listings."""

from django.db import transaction

from leadhub.slots import Slot

# Called as `hook(listing)` inside the transaction that saved the listing: leads keep its name and kind with them.
after_save = Slot()


@transaction.atomic
def save_listing(listing):
    """Save a new or changed listing and let the rooms above follow its name and kind."""
    listing.save()
    for follow in after_save:
        follow(listing)
    return listing
