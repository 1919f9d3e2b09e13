"""The two steps that every change of a lead is made of: claim the row, write the history."""

from django.db.models import F
from django.utils import timezone

from leads.actions.conflicts import StaleLead
from leads.models import HistoryEntry, Lead


def actor_fields(by):
    """Who did it, for a history row: a User keeps their name there for good; anything else is only a name."""
    return {"actor": by if hasattr(by, "pk") else None, "actor_name": str(by)[:255]}


def claim(lead, *, version, by, at, deleted=False, **changes):
    """Settle a race by row count: UPDATE the lead only where it still has the version that was shown.

    Afterwards `lead` holds the changes and its new version. Raises StaleLead when somebody was faster.
    """
    rows = Lead.objects.filter(pk=lead.pk, version=version, deleted_at__isnull=not deleted)
    if version is None or not rows.update(version=F("version") + 1, updated_at=at, **changes):
        raise StaleLead(Lead.objects.with_names().get(pk=lead.pk), by=by)
    for name, value in {**changes, "version": version + 1, "updated_at": at}.items():
        setattr(lead, name, value)


def record(lead, kind, *, by, at, **details):
    """Write the history row of a change that was just made."""
    return HistoryEntry.objects.create(lead=lead, kind=kind, version=lead.version, at=at, **actor_fields(by), **details)


def already_done(lead, kind, *, version, by, **details):
    """Whether this very change was made by this very person from this very version: a double click, not a conflict."""
    if version is None or lead.version != version + 1:
        return False
    return lead.history.filter(kind=kind, version=lead.version, actor=by, is_undo=False, **details).exists()


now = timezone.now
