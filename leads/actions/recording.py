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


def entry(lead, kind, *, by, at, **details):
    """The history row of a change, not stored yet: for those who store many at once."""
    return HistoryEntry(lead=lead, kind=kind, version=lead.version, at=at, **actor_fields(by), **details)


def record(lead, kind, *, by, at, **details):
    """Write the history row of a change that was just made."""
    entry(lead, kind, by=by, at=at, **details).save()


def claim_and_record(lead, kind, *, version, by, changes, deleted=False, **details):
    """Both steps, for a change that a person makes with one click: the second click of the same person finds it done.

    `changes` go to the lead, `details` to its history row. Raises StaleLead when somebody else was faster.
    """
    at = timezone.now()
    try:
        claim(lead, version=version, by=by, at=at, deleted=deleted, **changes)
    except StaleLead as stale:
        ends = {name: details[name] for name in ("to_status", "to_owner", "is_undo") if name in details}
        if not is_repeat(stale, kind, version=version, by=by, **ends):
            raise
        lead.refresh_from_db()
    else:
        record(lead, kind, by=by, at=at, **details)


def is_repeat(stale, kind, *, version, by, is_undo=False, **ends):
    """Whether the lead is as it is because this very person made this very change from this very version.

    `kind` None is any: there is one undo of a change.
    """
    if version is None or stale.lead.version != version + 1:
        return False
    same = stale.lead.history.filter(version=version + 1, is_undo=is_undo, **actor_fields(by), **ends)
    return (same.filter(kind=kind) if kind else same.exclude(kind=HistoryEntry.Kind.NOTED)).exists()
