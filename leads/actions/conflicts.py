"""Why a change was not made. Each carries the lead, so that its present state can be shown."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.models import HistoryEntry

Kind = HistoryEntry.Kind

# What somebody did meanwhile, by kind; a kind that has no sentence gets the last.
IN_THE_MEANTIME = {
    Kind.MOVED: gettext_lazy("%(who)s moved %(lead)s to %(to)s in the meantime."),
    Kind.ASSIGNED: gettext_lazy("%(who)s gave %(lead)s to %(to)s in the meantime."),
    Kind.EDITED: gettext_lazy("%(who)s changed the details of %(lead)s in the meantime."),
    Kind.FOLLOW_UP: gettext_lazy("%(who)s changed when to follow up on %(lead)s in the meantime."),
    Kind.DELETED: gettext_lazy("%(who)s deleted %(lead)s in the meantime."),
    Kind.RESTORED: gettext_lazy("%(who)s restored %(lead)s in the meantime."),
}
CHANGED = gettext_lazy("%(lead)s has changed since this page was made.")


class Conflict(Exception):
    """The change does not fit the lead as it is now (409). `outcome` ends the message: what became of the change."""

    outcome = gettext_lazy("Your change was not made.")

    def __init__(self, lead, message):
        self.lead = lead
        self.message = f"{message} {self.outcome}".strip()
        super().__init__(self.message)


class StaleLead(Conflict):
    """Somebody was faster: the form was made from an older version of the lead. Says who did what."""

    def __init__(self, lead, *, by):
        latest = lead.history.exclude(kind=Kind.NOTED).first()
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


class ReasonNeeded(Exception):
    """The status asks why. Not a conflict: the person is asked, and the move is made with the answer."""

    def __init__(self, lead, status):
        super().__init__(_("Say why %(lead)s is %(status)s.") % {"lead": lead.name, "status": status.name})
        self.lead = lead
        self.status = status


class OwnerRefused(Conflict):
    """The person does not work leads of the lead's partner."""

    def __init__(self, lead, owner):
        words = {"owner": owner, "partner": lead.partner}
        super().__init__(lead, _("%(owner)s does not work leads of %(partner)s.") % words)


class UndoRefused(Conflict):
    """There is nothing of yours to undo: too late, or somebody changed the lead since."""

    outcome = ""  # its sentences say so themselves


def _either(words):
    if len(words) < 2:
        return "".join(words)
    return _("%(first)s or %(last)s") % {"first": ", ".join(words[:-1]), "last": words[-1]}


def _explained(lead, entry, by):
    if entry is None:
        return CHANGED % {"lead": lead.name}
    words = {
        "who": _("You") if entry.actor_id == getattr(by, "pk", None) and entry.actor_id else entry.actor_name,
        "lead": lead.name,
        "to": entry.to_text or _("nobody"),
    }
    return IN_THE_MEANTIME.get(entry.kind, CHANGED) % words
