"""What forms share: text that is kept as it was written, numbers that a page wrote itself, rows, and what they say."""

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.utils.translation import gettext_lazy as _

from leadhub.text import one_line, storable

FILL_IN = _("Fill this in.")
CHOOSE = _("Choose one of these.")
TOO_LONG = {"max_length": _("This can have %(limit_value)d characters; it has %(show_value)d.")}


def whole_number(text):
    """The number that a page of ours wrote into a form or an address; None for anything else, and for more than a column holds."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


class HiddenNumber(forms.CharField):
    """A number that the page itself wrote. Nonsense is None: no number of ours, and nothing to tell a person about."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        return whole_number(super().to_python(value))

    def run_validators(self, value):
        """Nothing is wrong with a number."""


class Unlimited:
    """Without `maxlength`, with which the browser would cut a pasted text off in silence."""

    def widget_attrs(self, widget):
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class Line(Unlimited, forms.CharField):
    """Text on one line, made storable before it is measured, and never cut off in silence."""

    def __init__(self, *, max_length=1000, error_messages=None, **kwargs):
        super().__init__(max_length=max_length, error_messages=TOO_LONG | (error_messages or {}), **kwargs)
        self.validators = [check for check in self.validators if not isinstance(check, ProhibitNullCharactersValidator)]

    def to_python(self, value):
        return one_line(super().to_python(value))


class Paragraphs(Line):
    """Text of several lines; a line break is one character."""

    widget = forms.Textarea

    def __init__(self, *, max_length=10_000, **kwargs):
        super().__init__(max_length=max_length, strip=False, **kwargs)

    def to_python(self, value):
        return storable(forms.CharField.to_python(self, value)).strip()


class Rows(forms.BaseFormSet):
    """Rows of which every one counts: how many there were before says nothing about those that come back."""

    default_error_messages = {
        "missing_management_form": _("The page did not arrive whole. Go back, reload it and send it again."),
    }

    def initial_form_count(self):
        return 0

    def total_form_count(self):
        return super().total_form_count() if self.is_bound else len(self.initial or ())
