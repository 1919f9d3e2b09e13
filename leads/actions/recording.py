"""The two steps that every change of a lead is made of: claim the row, write the history."""

from django.db.models import F
from django.utils import timezone

from leads.actions.conflicts import StaleLead
from leads.models import HistoryEntry, Lead

now = timezone.now


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


def claim_and_record(lead, kind, *, version, by, changes, deleted=False, **details):
    """Both steps, for a change that a person makes with one click: the second click of the same person finds it done.

    `changes` go to the lead, `details` to its history row. Raises StaleLead when somebody else was faster.
    """
    at = now()
    try:
        claim(lead, version=version, by=by, at=at, deleted=deleted, **changes)
    except StaleLead as stale:
        ends = {name: details[name] for name in ("to_status", "to_owner") if name in details}
        if not _is_repeat(stale, kind, version=version, by=by, **ends):
            raise
        lead.refresh_from_db()
    else:
        record(lead, kind, by=by, at=at, **details)


def _is_repeat(stale, kind, *, version, by, **ends):
    """Whether the lead is as it is because this very person made this very change from this very version."""
    if version is None or stale.lead.version != version + 1:
        return False
    return stale.lead.history.filter(kind=kind, version=version + 1, actor=by, **ends).exists()
