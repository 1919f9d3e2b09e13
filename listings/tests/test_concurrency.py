"""Two administrators who save one listing at once: one is told, and nothing is mixed."""

import pytest

from accounts.tests.test_concurrency import all_at_once
from listings.actions import ListingDraft, NameTaken, PlanDraft, StaleListing, add_listing, change_listing
from listings.models import Listing

pytestmark = pytest.mark.django_db(transaction=True)


def draft(name, price):
    return ListingDraft(name, "app", plans=[PlanDraft(f"{name} plan", price, "EUR", "monthly", is_default=True)])


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_changes_at_once_exactly_one_is_made_whole(cast, attempt):
    listing = cast.listings["Aster Invoicing"]
    raised = all_at_once([lambda n=n: change_listing(listing, draft(f"Name {n}", n), version=1) for n in (1, 2)])
    assert sorted(raised, key=str) == [StaleListing, None]
    listing.refresh_from_db()
    assert (listing.version, [plan.name for plan in listing.plans.all()]) == (2, [f"{listing.name} plan"])


def test_of_two_listings_of_one_name_at_once_one_is_made(cast):
    raised = all_at_once([lambda n=n: add_listing(cast.partners["aster"], draft(n, 1)) for n in ("Crème", "CREME")])
    assert sorted(raised, key=str) == [NameTaken, None]
    assert Listing.objects.filter(partner__slug="aster").count() == 6
