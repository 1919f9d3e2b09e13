"""Why a change was not made. Each carries the lead, so that its present state can be shown."""

from django.utils.translation import gettext as _

from leads.models import HistoryEntry


class Conflict(Exception):
    """The change does not fit the lead as it is now (409)."""

    def __init__(self, lead, message):
        super().__init__(message)
        self.lead = lead
        self.message = message


class StaleLead(Conflict):
    """Somebody was faster: the form was made from an older version of the lead. Says who did what."""

    def __init__(self, lead, *, by):
        latest = lead.history.exclude(kind=HistoryEntry.Kind.NOTED).first()
        super().__init__(lead, _explained(lead, latest, by))


class MoveRefused(Conflict):
    """The workflow has no such move. Names the allowed ones."""

    def __init__(self, lead, slug, *, allowed):
        allowed = [status.name for status in allowed]
        if allowed:
            message = _("%(name)s is %(status)s and can move to %(allowed)s, not to “%(slug)s”.")
        else:
            message = _("%(name)s is %(status)s, and that is final: there is no further move.")
        super().__init__(lead, message % {"name": lead.name, "status": lead.status.name, "slug": slug, "allowed": _either(allowed)})


class OwnerRefused(Conflict):
    """The person does not work leads of the lead's partner."""

    def __init__(self, lead, owner):
        words = {"owner": owner, "partner": lead.partner}
        super().__init__(lead, _("%(owner)s does not work leads of %(partner)s.") % words)


class UndoRefused(Conflict):
    """There is nothing of yours to undo: too late, or somebody changed the lead since."""


def _either(words):
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _explained(lead, entry, by):
    if entry is None:
        return _("%(lead)s has changed since this page was made.") % {"lead": lead.name}
    words = {
        "who": _("You") if entry.actor_id == getattr(by, "pk", None) and entry.actor_id else entry.actor_name,
        "lead": lead.name,
        "to": entry.to_text or _("nobody"),
    }
    sentences = {
        "moved": _("%(who)s moved %(lead)s to %(to)s in the meantime."),
        "assigned": _("%(who)s gave %(lead)s to %(to)s in the meantime."),
        "edited": _("%(who)s changed the details of %(lead)s in the meantime."),
        "deleted": _("%(who)s deleted %(lead)s in the meantime."),
        "restored": _("%(who)s restored %(lead)s in the meantime."),
    }
    return sentences.get(entry.kind, _("%(lead)s has changed since this page was made.")) % words
