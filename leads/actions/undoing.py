"""Undo (PRODUCT §9): of the last change, by the one who made it, for 30 minutes, while nothing happened since."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from leads.actions.changing import restore_lead
from leads.actions.conflicts import StaleLead, UndoRefused
from leads.actions.recording import claim, is_repeat, record
from leads.models import HistoryEntry

Kind = HistoryEntry.Kind
UNDO_FOR = timedelta(minutes=30)


def can_be_undone(entry, lead, *, by):
    """Whether this person could undo this very change now: for the page that offers it."""
    return (
        entry.kind in HistoryEntry.UNDOABLE
        and (entry.version, entry.actor_id, entry.is_undo) == (lead.version, by.pk, False)
        and timezone.now() - entry.at <= UNDO_FOR
    )


@transaction.atomic
def undo_last_change(lead, *, by, version):
    """Take back the change that left the lead at `version`; may go where the workflow has no move.

    A second click finds it done. Raises StaleLead when something else happened since, UndoRefused when the change is
    somebody else's, too old, or none that can be undone.
    """
    try:
        _undo(lead, by=by, version=version)
    except StaleLead as stale:
        if not is_repeat(stale, None, version=version, by=by, is_undo=True):
            raise
        lead.refresh_from_db()


def _undo(lead, *, by, version):
    if lead.version != version:
        raise StaleLead(lead, by=by)
    entries = lead.history.filter(version=version, kind__in=HistoryEntry.UNDOABLE, is_undo=False)
    entry = entries.select_related("from_status", "to_status", "from_owner", "to_owner").first()
    if entry is None or entry.actor_id != by.pk:
        raise UndoRefused(lead, _("There is no change of yours to undo on %(lead)s.") % {"lead": lead.name})
    at = timezone.now()
    if at - entry.at > UNDO_FOR:
        raise UndoRefused(lead, _("That change is more than 30 minutes old and cannot be undone any more."))
    if entry.kind == Kind.DELETED:
        restore_lead(lead, by=by, version=version, is_undo=True)
    else:
        _put_back(lead, entry, by=by, at=at)


def _put_back(lead, entry, *, by, at):
    if entry.kind == Kind.MOVED:
        claim(lead, version=entry.version, by=by, at=at, status=entry.from_status)
        ends = {"from_status": entry.to_status, "to_status": entry.from_status}
    elif entry.kind == Kind.FOLLOW_UP:
        claim(
            lead, version=entry.version, by=by, at=at, follow_up_on=date.fromisoformat(entry.from_text) if entry.from_text else None
        )
        ends = {}
    else:
        if entry.from_owner and not Membership.objects.who_work_leads(lead.partner).filter(user=entry.from_owner).exists():
            raise UndoRefused(lead, _("%(owner)s does not work leads here any more.") % {"owner": entry.from_owner})
        claim(lead, version=entry.version, by=by, at=at, owner=entry.from_owner)
        ends = {"from_owner": entry.to_owner, "to_owner": entry.from_owner}
    record(lead, entry.kind, by=by, at=at, from_text=entry.to_text, to_text=entry.from_text, is_undo=True, **ends)
