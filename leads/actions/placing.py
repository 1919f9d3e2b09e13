"""Say which listing a lead is about that came with a name nobody knew (PRODUCT §6)."""

from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Membership
from leadhub.text import refold
from leads.actions.conflicts import StaleLead
from leads.actions.editing import FOLDED
from leads.actions.recording import claim, record
from leads.models import HistoryEntry, Lead

BATCH = 200


@dataclass
class Placed:
    """How many leads got their listing, and those that did not: somebody was faster, or their partner has that lead already."""

    done: int = 0
    skipped: list[Lead] = field(default_factory=list)


@transaction.atomic
def place_lead(lead, listing, *, by, version):
    """Give the lead its listing, whose vendor's lead it is from then on. Nothing different changes nothing.

    Its status and answers stay as they are. An owner who does not work leads of that vendor is taken off it. Returns whether
    anything changed. Raises StaleLead when somebody was faster.
    """
    if lead.listing_id == listing.pk:
        return False
    told = {"listing": [lead.listing_name, listing.name]}
    changes = {"listing": listing, "listing_name": listing.name, "listing_kind": listing.kind, "partner": listing.partner}
    if lead.owner and not _works_there(lead.owner, listing.partner):
        told["owner"] = [str(lead.owner), ""]
        changes["owner"] = None
    for name, value in changes.items():
        setattr(lead, name, value)
    refold(lead)
    at = timezone.now()
    claim(lead, version=version, by=by, at=at, **changes, **{name: getattr(lead, name) for name in FOLDED})
    record(lead, HistoryEntry.Kind.EDITED, by=by, at=at, changes=told)
    return True


def place_leads(leads, listing, *, by):
    """Give every lead of this queryset that has no listing this one, batch by batch. Returns Placed."""
    placed, last = Placed(), 0
    waiting = leads.filter(listing=None).select_related("owner").order_by("pk")
    while batch := list(waiting.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        with transaction.atomic():
            for lead in batch:
                _place(lead, listing, by, placed)
    return placed


def _place(lead, listing, by, placed):
    try:
        with transaction.atomic():
            placed.done += place_lead(lead, listing, by=by, version=lead.version)
    except (StaleLead, IntegrityError):
        placed.skipped.append(lead)


def _works_there(person, partner):
    return Membership.objects.who_work_leads(partner).filter(user=person).exists()
