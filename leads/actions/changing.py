"""Move, assign, delete, restore. `version` is the lead's version that the person saw; None is as good as stale."""

from django.db import transaction

from leads.actions.conflicts import MoveRefused, StaleLead
from leads.actions.recording import already_done, claim, now, record
from leads.models import HistoryEntry

Kind = HistoryEntry.Kind


@transaction.atomic
def move_lead(lead, slug, *, by, version):
    """Move the lead to the status with this slug in its workflow (O-12, O-13).

    Raises StaleLead when the lead changed meanwhile, MoveRefused when its workflow has no such move.
    """
    if already_done(lead, Kind.MOVED, version=version, by=by, to_status__slug=slug):
        return
    before, at = lead.status, now()
    to = next((status for status in before.allowed_next if status.slug == slug), None)
    if to is None:
        raise MoveRefused(lead, slug) if lead.version == version else StaleLead(lead, by=by)
    claim(lead, version=version, by=by, at=at, status=to)
    record(lead, Kind.MOVED, by=by, at=at, from_status=before, to_status=to, from_text=before.name, to_text=to.name)


@transaction.atomic
def assign_lead(lead, owner, *, by, version):
    """Give the lead to a person who works leads of its partner, or to nobody (None)."""
    if already_done(lead, Kind.ASSIGNED, version=version, by=by, to_owner=owner):
        return
    before, at = lead.owner, now()
    if before == owner and lead.version == version:
        return
    claim(lead, version=version, by=by, at=at, owner=owner)
    names = {"from_text": str(before or ""), "to_text": str(owner or "")}
    record(lead, Kind.ASSIGNED, by=by, at=at, from_owner=before, to_owner=owner, **names)


@transaction.atomic
def delete_lead(lead, *, by, version):
    """Take the lead out of every list, count, search and export; it can be restored for 30 days (O-17)."""
    if already_done(lead, Kind.DELETED, version=version, by=by):
        return
    at = now()
    claim(lead, version=version, by=by, at=at, deleted_at=at, deleted_by_name=str(by))
    record(lead, Kind.DELETED, by=by, at=at)


@transaction.atomic
def restore_lead(lead, *, by, version, is_undo=False):
    """Bring a deleted lead back as it was."""
    if already_done(lead, Kind.RESTORED, version=version, by=by):
        return
    at = now()
    claim(lead, version=version, by=by, at=at, deleted=True, deleted_at=None, deleted_by_name="")
    record(lead, Kind.RESTORED, by=by, at=at, is_undo=is_undo)
