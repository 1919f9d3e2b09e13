"""The eleven types of a template field (C-01): what each takes, what it keeps, how it shows it."""

import pytest
from django.core.exceptions import ValidationError

from leads.answers.types import TYPES, TemplateField, shown

CHOICES = ("Small", "Large")

TAKEN = [
    ("text", "  two\nlines ", "two lines", "two lines"),
    ("text", "<b>&\0", "<b>&\ufffd", "<b>&\ufffd"),
    ("long_text", "one\r\ntwo\n", "one\ntwo", "one\ntwo"),
    ("email", "ada@lovelace.example", "ada@lovelace.example", "ada@lovelace.example"),
    ("phone", "call 5, ask for Ada", "call 5, ask for Ada", "call 5, ask for Ada"),
    ("number", "12.50", "12.50", "12.50"),
    ("number", "1e3", "1000", "1000"),
    ("number", "-0.001", "-0.001", "-0.001"),
    ("date", "2026-11-22", "2026-11-22", "22 Nov 2026"),
    ("url", "example.com/a", "https://example.com/a", "https://example.com/a"),
    ("choice", "Large", "Large", "Large"),
    ("choices", ["Small", "Large"], "Small\nLarge", "Small\nLarge"),
    ("choices", ["Small", "Large", "Small"], "Small\nLarge", "Small\nLarge"),
    ("yes_no", "no", "no", "No"),
    ("country", "CI", "CI", "Côte d'Ivoire"),
]

REFUSED = [
    ("text", "x" * 1001, "This can have 1000 characters; it has 1001."),
    ("long_text", "x" * 10_001, "This can have 10000 characters; it has 10001."),
    ("email", "ada", "Enter an e-mail address, as in ada@example.com."),
    ("phone", "none", "Enter a phone number: it has digits, as in +34 910 555 001."),
    ("number", "a dozen", "Enter a number, as in 12 or 12.5."),
    ("number", "NaN", "Enter a number, as in 12 or 12.5."),
    ("number", "1e400", "Enter a number of at most 20 digits."),
    ("date", "31/02/2026", "Enter a date, as in 2026-11-22."),
    ("date", "03/04/2026", "Enter a date, as in 2026-11-22."),  # April or March: asked again, never guessed
    ("url", "javascript:alert(1)", "Enter a web address, as in https://www.example.com."),
    ("url", "ftp://example.com", "Enter a web address, as in https://www.example.com."),
    ("choice", "Medium", "Select a valid choice. Medium is not one of the available choices."),
    ("choices", ["Small", "Medium"], "Select a valid choice. Medium is not one of the available choices."),
    ("yes_no", "maybe", "Select a valid choice. maybe is not one of the available choices."),
    ("country", "Atlantis", "Select a valid choice. Atlantis is not one of the available choices."),
]


def field_of(kind, **more):
    return TemplateField("key", "Label", kind, choices=CHOICES if TYPES[kind].has_choices else (), **more)


@pytest.mark.parametrize(("kind", "given", "kept", "read"), TAKEN)
def test_what_is_taken_is_kept_and_shown(kind, given, kept, read):
    field = field_of(kind)
    stored = field.stored(field.form_field().clean(given))
    assert (stored, shown(kind, stored)) == (kept, read)


@pytest.mark.parametrize(("kind", "given", "sentence"), REFUSED)
def test_what_is_not_of_the_type_is_refused_in_words(kind, given, sentence):
    with pytest.raises(ValidationError) as refusal:
        field_of(kind).form_field().clean(given)
    assert refusal.value.messages == [sentence]


@pytest.mark.parametrize("kind", TYPES)
def test_a_blank_is_kept_as_nothing_unless_the_field_is_required(kind):
    blank = [] if kind == "choices" else ""
    field = field_of(kind)
    assert field.stored(field.form_field().clean(blank)) == ""
    with pytest.raises(ValidationError):
        field_of(kind, required=True).form_field().clean(blank)


@pytest.mark.parametrize(
    ("kind", "text"), [("number", "a dozen"), ("number", "NaN"), ("date", "soon"), ("country", "Atlantis"), ("shoes", "44")]
)
def test_a_text_that_is_none_of_its_type_is_shown_as_it_is(kind, text):
    assert shown(kind, text) == text


def test_a_field_survives_being_written_down():
    field = TemplateField("size", "Größe", "choice", help="How many?", required=True, choices=("1", "2"))
    assert TemplateField.from_json(field.as_json()) == field
