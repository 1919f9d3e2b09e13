"""Which of a message's answers are answers to a template: those of the same key or label that are of its type."""

from django.core.exceptions import ValidationError

from leadhub.text import same_words


def sort_answers(version, answers):
    """(answered, others): the answers as Draft has them for this TemplateVersion, in its order, and what is left as it came.

    Nothing is lost: what is not of the field's type, or answers nothing that was asked, is among the others.
    """
    answered, others = [], list(answers)
    for field in version.fields if version else ():
        names = {same_words(field.key), same_words(field.label)}
        pair = next((pair for pair in others if same_words(pair[0]) in names), None)
        if pair and (value := _stored(field, pair[1])):
            answered.append({"key": field.key, "label": field.label, "type": field.type, "value": value})
            others.remove(pair)
    return answered, others


def _stored(field, text):
    """The text as the field keeps it; blank where it is none of its type."""
    values = text.split("\n") if field.type == "choices" else text
    try:
        return field.stored(field.form_field().clean(values))
    except ValidationError:
        return ""
