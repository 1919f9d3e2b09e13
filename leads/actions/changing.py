"""Move, assign, delete, restore. `version` is the lead's version that the person saw; None is as good as stale."""

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership
from leads.actions.conflicts import MoveRefused, OwnerRefused, ReasonNeeded, StaleLead
from leads.actions.recording import claim_and_record
from leads.models import HistoryEntry, Lead, Status

Kind = HistoryEntry.Kind


@transaction.atomic
def move_lead(lead, slug, *, by, version, reason=""):
    """Move the lead to the status with this slug in its workflow (O-12, O-13, C-11…14).

    Raises StaleLead when the lead changed meanwhile, MoveRefused when its workflow has no such move, and ReasonNeeded when
    the status asks for a `reason` (up to 255 characters) and none is given.
    """
    workflow = {status.pk: status for status in Status.objects.with_moves().filter(workflow=lead.status.workflow_id)}
    before = workflow[lead.status_id]
    to = next((status for status in workflow.values() if status.slug == slug), None)
    if lead.version == version and to not in before.allowed_next:
        raise MoveRefused(lead, slug, allowed=before.allowed_next)
    if to is None:
        raise StaleLead(lead, by=by)
    if lead.version == version and to.asks_reason and not reason:
        raise ReasonNeeded(lead, to)
    words = {"from_text": before.name, "to_text": to.name, "reason": reason if to.asks_reason else ""}
    ends = {"from_status": before, "to_status": to, **words}
    claim_and_record(lead, Kind.MOVED, version=version, by=by, changes={"status": to}, **ends)


@transaction.atomic
def assign_lead(lead, owner, *, by, version):
    """Give the lead to a person who works leads of its partner, or to nobody (None).

    Returns whether that changed anything. Raises OwnerRefused for anybody else.
    """
    before = lead.owner
    if before == owner and lead.version == version and not lead.deleted_at:
        return False
    if owner and not Membership.objects.who_work_leads(lead.partner).filter(user=owner).exists():
        raise OwnerRefused(lead, owner)
    ends = {"from_owner": before, "to_owner": owner, "from_text": str(before or ""), "to_text": str(owner or "")}
    claim_and_record(lead, Kind.ASSIGNED, version=version, by=by, changes={"owner": owner}, **ends)
    return True


@transaction.atomic
def follow_up_on(lead, day, *, by, version):
    """Remind the team of the lead on this day (C-15), or on none (None). Returns whether that changed anything."""
    before = lead.follow_up_on
    if before == day and lead.version == version and not lead.deleted_at:
        return False
    words = {"from_text": before.isoformat() if before else "", "to_text": day.isoformat() if day else ""}
    claim_and_record(lead, Kind.FOLLOW_UP, version=version, by=by, changes={"follow_up_on": day}, **words)
    return True


@transaction.atomic
def delete_lead(lead, *, by, version):
    """Take the lead out of every list, count, search and export; it can be restored for 30 days (O-17)."""
    changes = {"deleted_at": timezone.now(), "deleted_by_name": str(by)}
    claim_and_record(lead, Kind.DELETED, version=version, by=by, changes=changes)


@transaction.atomic
def restore_lead(lead, *, by, version, is_undo=False):
    """Bring a deleted lead back as it was."""
    changes = {"deleted_at": None, "deleted_by_name": "", **_known_again(lead)}
    claim_and_record(lead, Kind.RESTORED, version=version, by=by, changes=changes, deleted=True, is_undo=is_undo)


def _known_again(lead):
    """By what an import knew the lead, where its Undo let go of that and no other lead has it by now."""
    deleted = lead.history.filter(kind=Kind.DELETED).first()
    changes = (deleted.changes if deleted else None) or {}
    released, _none = changes.get("identity", (None, None))
    is_free = released and not Lead.objects.filter(partner=lead.partner_id, identity=released).exists()
    return {"identity": released} if is_free else {}
