"""What a later message does to the lead that it tells of again."""

from leads.actions import edit_lead
from leads.actions.receiving import contact_fields
from leads.importing.comparing import changes_to
from leads.models import HistoryEntry

ONLY_ONCE = {"Occurred at"}


def bring_up_to_date(lead, draft, *, by, names, replaces):
    """Let the lead say what the message says, as far as that is the sender's to say. Returns whether anything changed.

    What staff changed stays as it is. With `replaces` (the sender's own id) the message is the lead's later state; without,
    it is the same interest sent again: blanks are filled, and what it says besides is added. A deleted lead stays as it is.
    `names` is everything that the sender has been called in histories.
    """
    if lead.deleted_at:
        return False
    changes = changes_to(lead, draft)
    if draft.do_not_contact:
        changes["do_not_contact"] = True
    for name in changed_by_others(lead, names) & changes.keys():
        del changes[name]
    if not replaces:
        changes = {name: value for name, value in changes.items() if name != "answers" and not getattr(lead, name)}
        if added := _added(lead, draft):
            changes["answers"] = [*lead.answers, *added]
    return bool(changes) and edit_lead(lead, changes, by=by, version=lead.version)


def changed_by_others(lead, names):
    """The names of the details that somebody other than this sender changed last."""
    author = {}
    entries = lead.history.filter(kind=HistoryEntry.Kind.EDITED).order_by("at", "pk")
    for changes, actor_name in entries.values_list("changes", "actor_name"):
        author |= dict.fromkeys(changes or (), actor_name)
    return {name for name, actor_name in author.items() if actor_name not in names}


def _added(lead, draft):
    """The answers of the draft that the lead does not have yet, as they are stored."""
    labels = {answer["label"] for answer in lead.answers}
    present = {(answer["label"], answer["value"]) for answer in lead.answers}
    told = contact_fields(draft)["answers"]
    new = [answer for answer in told if (answer["label"], answer["value"]) not in present]
    return [answer for answer in new if not (answer["label"] in ONLY_ONCE and answer["label"] in labels)]
