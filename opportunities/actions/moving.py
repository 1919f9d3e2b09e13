"""Submit, assign, delete, restore. `version` is the opportunity's version that the person saw."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opportunities.actions.conflicts import UndoRefused
from opportunities.actions.customers import link_customer
from opportunities.actions.recording import claim, record
from opportunities.models import Opportunity, OpportunityEntry
from opportunities.querysets import RESTORABLE_FOR
from opportunities.selling import sellable_by

Kind, Status = OpportunityEntry.Kind, Opportunity.Status


@transaction.atomic
def submit_opportunity(opportunity, *, by, version):
    """Open → Pending review, from where there is no way back to Open (A-30)."""
    claim(opportunity, version=version, status=Status.PENDING)
    record(opportunity, Kind.SUBMITTED, by=by)


def lines_lost_to(opportunity, owner):
    """The lines that would be removed because the new owner (a Membership) may not sell them."""
    lines = list(opportunity.lines.select_related("listing"))
    sellable = set(sellable_by(owner.partner).filter(pk__in=[line.listing_id for line in lines]).values_list("pk", flat=True))
    return [line for line in lines if line.listing_id not in sellable]


@transaction.atomic
def assign_opportunity(opportunity, owner, *, by, version, lost=()):
    """Give it to another person (a Membership of the partner, its parent or one of its resellers).

    `lost` are the ids of the lines that the page warned of. Lines that the new owner may not sell are removed, but only
    those; where they are others than were warned of, nothing is done. Raises OpportunityConflict.
    """
    was = str(opportunity.owner or "")
    # In a reseller's hands it is the reseller's: its staff see what stands in their own partner.
    claim(opportunity, version=version, owner=owner.user, partner=owner.partner)
    losing = lines_lost_to(opportunity, owner)
    if {line.pk for line in losing} != set(lost):
        raise UndoRefused(opportunity, _("What %(owner)s may sell has changed meanwhile. Look again.") % {"owner": owner.user})
    if len(losing) == opportunity.lines.count():
        words = {"owner": owner.user}
        raise UndoRefused(opportunity, _("%(owner)s may sell none of its products, and it needs at least one.") % words)
    removed = [_("Removed %(product)s") % {"product": line.listing} for line in losing]
    opportunity.lines.filter(pk__in=[line.pk for line in losing]).delete()
    link_customer(opportunity.user, by=owner)
    link_customer(opportunity.company, by=owner)
    record(opportunity, Kind.ASSIGNED, by=by, from_text=was, to_text=str(owner.user), details=removed)


@transaction.atomic
def delete_opportunity(opportunity, *, by, version):
    """Take it out of every list; it can be restored for 30 days."""
    claim(opportunity, version=version, deleted_at=timezone.now(), deleted_by_name=str(by.user))
    record(opportunity, Kind.DELETED, by=by)


@transaction.atomic
def restore_opportunity(opportunity, *, by, version):
    """Bring a deleted opportunity back as it was."""
    if opportunity.deleted_at and timezone.now() - opportunity.deleted_at > RESTORABLE_FOR:
        raise UndoRefused(opportunity, _("It was deleted more than 30 days ago."))
    other = opportunity.lead_id and Opportunity.objects.filter(lead=opportunity.lead_id, is_first_of_lead=True, deleted_at=None)
    changes = {"is_first_of_lead": False} if other and other.exists() else {}
    claim(opportunity, version=version, deleted=True, deleted_at=None, deleted_by_name="", **changes)
    record(opportunity, Kind.RESTORED, by=by)
