from django.db import transaction
from django.utils import timezone

from leadhub.text import refold
from leads.actions.recording import claim, record
from leads.models import HistoryEntry, Lead

FOLDED = ["search_text", "answers_text", "first_name_key", "last_name_key", "company_key", "listing_key"]
BATCH = 1000


@transaction.atomic
def edit_lead(lead, changes, *, by, version, **told):
    """Change the lead's details: `changes` maps field names to new values. Nothing different changes nothing.

    `told` goes to the history row besides: the `lead_import` that did it, or that it `is_undo`. Returns whether anything
    changed. Raises StaleLead when somebody was faster.
    """
    different = {name: value for name, value in changes.items() if getattr(lead, name) != value}
    if not different:
        return False
    before = {name: getattr(lead, name) for name in different}
    for name, value in different.items():
        setattr(lead, name, value)
    refold(lead)
    at = timezone.now()
    claim(lead, version=version, by=by, at=at, **different, **{name: getattr(lead, name) for name in FOLDED})
    pairs = {name: [_plain(before[name]), _plain(value)] for name, value in different.items()}
    record(lead, HistoryEntry.Kind.EDITED, by=by, at=at, changes=pairs, **told)
    return True


def _plain(value):
    return value if isinstance(value, str | list | bool | None) else str(value)


def refold_listing(listing):
    """Let the leads of a listing follow its name and kind, in search and order too. Not a change of the leads."""
    stale = Lead.objects.filter(listing=listing).exclude(listing_name=listing.name, listing_kind=listing.kind)
    last = 0
    while batch := list(stale.select_for_update().filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        for lead in batch:
            lead.listing_name, lead.listing_kind = listing.name, listing.kind
            refold(lead)
        Lead.objects.bulk_update(batch, ["listing_name", "listing_kind", *FOLDED])
