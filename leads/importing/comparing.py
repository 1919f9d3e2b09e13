"""What a row says otherwise than the lead that it is."""

from leadhub.lists.export import without_guard
from leadhub.text import one_line
from leads.actions.receiving import contact_fields


def changes_to(lead, draft):
    """{field: new value}: details only, never status, owner, notes, listing or created. A blank cell says nothing."""
    fields = contact_fields(draft)
    told = fields.pop("answers")
    changes = {name: text for name, text in fields.items() if text and not _says(_shown(lead, name), text)}
    answers = _merged(lead.answers, told)
    return changes if answers == lead.answers else {**changes, "answers": answers}


def _shown(lead, name):
    return lead.source_name if name == "source_text" else getattr(lead, name)


def _says(present, text):
    """Equal, as far as a file can tell: our export for systems leaves an apostrophe where the import takes one off."""
    present = one_line(present)
    return text in (present, without_guard(present).strip())


def _merged(present, told):
    """The lead's answers with those of the row: the nth of a label replaces the nth; others stay, new ones follow."""
    merged = [dict(answer) for answer in present]
    free = {}
    for answer in merged:
        free.setdefault(answer["label"], []).append(answer)
    for answer in told:
        if same := free.get(answer["label"]):
            same.pop(0)["value"] = answer["value"]
        else:
            merged.append(answer)
    return merged
