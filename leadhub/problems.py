"""What is wrong with a form, as its summary on top says it: in the words of the page, each with the way to its control."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What needs another look: the field's words, the sentence, and the id of its control; of the whole form a sentence alone."""

    label: str
    message: str
    control: str = ""


def problems_of(form, names=None, before=""):
    """The problems of these fields, or of the whole form, in their order; `before` stands before each label."""
    if names is None:
        yield from (Problem("", message) for message in form.non_field_errors())
    for field in (form[name] for name in names or form.fields):
        yield from (Problem(f"{before}{field.label}", message, control_of(field)) for message in field.errors)


def control_of(field):
    """The id that a link to a BoundField leads to: of several radio buttons or check boxes, which share a label, the first."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label or field.auto_id
