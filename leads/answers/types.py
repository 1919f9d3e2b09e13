"""The eleven types that a field of a lead template can have (C-01): how each asks, checks, stores and shows.

An answer is stored as text, the same for every way in: a number plainly (`12.5`), a date as `2026-11-22`, yes and no as
`yes` and `no`, several choices one a line, a country as its ISO code.
"""

from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django import forms
from django.core.validators import URLValidator
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from leadhub.form_fields import FILL_IN, TOO_LONG, Line, Paragraphs, Unlimited

TEXT_LENGTH = 1000
NUMBER_DIGITS = 20


@dataclass(frozen=True)
class TemplateField:
    """One question of a template. `key` names it in addresses and files and stays when its label changes."""

    key: str
    label: str
    type: str = "text"
    help: str = ""
    required: bool = False
    choices: tuple = ()

    @classmethod
    def from_json(cls, data):
        return cls(**{**data, "choices": tuple(data.get("choices", ()))})

    def as_json(self):
        return {**asdict(self), "choices": list(self.choices)}

    def form_field(self):
        """The Django form field that asks it; its cleaned value goes to `stored`."""
        field = TYPES[self.type].form_field(self)
        field.label, field.help_text, field.required = self.label, self.help, self.required
        field.widget.is_required = self.required
        field.error_messages["required"] = FILL_IN
        return field

    def stored(self, value):
        """A cleaned value as the text that is kept; blank where nothing was answered."""
        return "" if value in (None, "", []) else TYPES[self.type].stored(value)


class PhoneLine(Line):
    """A phone number as its owner writes it: refusing odd ones would lose leads."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})

    def validate(self, value):
        super().validate(value)
        if value and not any(character.isdecimal() for character in value):
            raise forms.ValidationError(gettext("Enter a phone number: it has digits, as in +34 910 555 001."))


class EmailLine(Unlimited, forms.EmailField):
    default_error_messages = {"invalid": _("Enter an e-mail address, as in ada@example.com.")}

    widget = forms.EmailInput(attrs={"autocomplete": "email"})


class WebAddress(Unlimited, forms.URLField):
    default_error_messages = {"invalid": _("Enter a web address, as in https://www.example.com.")}
    default_validators = [URLValidator(schemes=["http", "https"], message=default_error_messages["invalid"])]

    def __init__(self, **kwargs):
        super().__init__(assume_scheme="https", max_length=TEXT_LENGTH, error_messages=TOO_LONG, **kwargs)


class Number(forms.DecimalField):
    default_error_messages = {
        "invalid": _("Enter a number, as in 12 or 12.5."),
        "max_digits": _("Enter a number of at most 20 digits."),
    }

    def __init__(self, **kwargs):
        super().__init__(max_digits=NUMBER_DIGITS, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal"})  # a browser's number box swallows what it cannot read


class Day(forms.DateField):
    default_error_messages = {"invalid": _("Enter a date, as in 2026-11-22.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def __init__(self, **kwargs):
        # What a date picker sends, and nothing that one country reads otherwise than another.
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)


def _choice(field):
    blank = [("", gettext("Choose one"))]
    return forms.ChoiceField(choices=blank + [(choice, choice) for choice in field.choices])


def _choices(field):
    pairs = [(choice, choice) for choice in field.choices]
    return forms.MultipleChoiceField(choices=pairs, widget=forms.CheckboxSelectMultiple)


def _yes_no(field):
    pairs = [("yes", _("Yes")), ("no", _("No"))]
    return forms.ChoiceField(choices=pairs, widget=forms.RadioSelect)


def _country(field):
    return forms.ChoiceField(choices=lambda: [("", gettext("Choose one")), *countries])


@dataclass(frozen=True)
class AnswerType:
    """`form_field(field)` makes the form field, `stored(value)` its text, `shown(text)` the words people read."""

    name: str
    label: str
    form_field: object
    stored: object = str
    shown: object = str
    has_choices: bool = False


def _each_once(values):
    return "\n".join(dict.fromkeys(values))


def _number_shown(text):
    return number_format(Decimal(text), use_l10n=True)


def _country_shown(code):
    return str(countries.name(code)) or code


TYPES = {
    kind.name: kind
    for kind in [
        AnswerType("text", _("Text"), lambda field: Line()),
        AnswerType("long_text", _("Long text"), lambda field: Paragraphs(widget=forms.Textarea(attrs={"rows": 5}))),
        AnswerType("email", _("E-mail"), lambda field: EmailLine()),
        AnswerType("phone", _("Phone"), lambda field: PhoneLine()),
        AnswerType("number", _("Number"), lambda field: Number(), "{:f}".format, _number_shown),
        AnswerType("date", _("Date"), lambda field: Day(), date.isoformat, lambda text: date_format(date.fromisoformat(text))),
        AnswerType("url", _("Web address"), lambda field: WebAddress()),
        AnswerType("choice", _("Choice"), _choice, has_choices=True),
        AnswerType("choices", _("Multiple choice"), _choices, _each_once, has_choices=True),
        AnswerType("yes_no", _("Yes or no"), _yes_no, shown=lambda text: gettext("Yes") if text == "yes" else gettext("No")),
        AnswerType("country", _("Country"), _country, shown=_country_shown),
    ]
}


def shown(kind, text):
    """A stored answer in the reader's words. A text that is none of its type (an import's, say) is shown as it is."""
    if kind not in TYPES or not text:
        return text
    try:
        return TYPES[kind].shown(text)
    except (ValueError, ArithmeticError, TypeError):  # the last is Django's of a NaN
        return text
