"""The questions of a template as rows of its editor: one form each, in the order in which a visitor is asked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadhub.form_fields import FILL_IN, Line, Paragraphs, Rows
from leadhub.text import fold
from leads.answers.types import TYPES, TemplateField

MOST_FIELDS = 50
MOST_CHOICES = 100
LABEL_LENGTH = CHOICE_LENGTH = 200
PREFIX = "fields"
NAMES = ("key", "label", "type", "required", "help", "choices")
PICK_TYPE = gettext_lazy("Choose one of these types.")


class ChoicesField(Paragraphs):
    """One choice a line; gives them as a list, in order."""

    def clean(self, value):
        choices = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        if len(choices) > MOST_CHOICES:
            raise ValidationError(
                _("A field has at most %(most)d choices; these are %(count)d.") % {"most": MOST_CHOICES, "count": len(choices)}
            )
        seen = set()
        for choice in choices:
            if len(choice) > CHOICE_LENGTH:
                words = {"most": CHOICE_LENGTH, "choice": f"{choice[:40]}…"}
                raise ValidationError(_("A choice has at most %(most)d characters: “%(choice)s” is longer.") % words)
            if fold(choice) in seen:
                raise ValidationError(_("“%(choice)s” stands here twice.") % {"choice": choice})
            seen.add(fold(choice))
        return choices


class FieldRow(forms.Form):
    """One question. A row without a label says so: nothing that was typed is left out in silence."""

    focus = ""  # which part of it the page puts the focus on

    key = Line(max_length=60, required=False, widget=forms.HiddenInput)
    label = Line(label=gettext_lazy("Label"), max_length=LABEL_LENGTH, error_messages={"required": FILL_IN})
    type = forms.ChoiceField(
        label=gettext_lazy("Type"), choices=[(kind.name, kind.label) for kind in TYPES.values()], initial="text",
        error_messages={"required": PICK_TYPE, "invalid_choice": PICK_TYPE},
    )  # fmt: skip
    required = forms.BooleanField(label=gettext_lazy("Required"), required=False)
    help = Line(label=gettext_lazy("Help"), max_length=500, required=False)
    choices = ChoicesField(
        label=gettext_lazy("Choices"), max_length=MOST_CHOICES * (CHOICE_LENGTH + 1), required=False,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=gettext_lazy("One a line."),
    )  # fmt: skip

    def clean(self):
        told = self.cleaned_data
        if told.get("type") in TYPES:
            if not TYPES[told["type"]].has_choices:
                self.errors.pop("choices", None)  # not shown, so nothing there can be wrong
            elif not told.get("choices", True):
                self.add_error("choices", _("Write at least one choice."))
        return told

    @property
    def asked(self):
        """The TemplateField that a valid row describes; its key is as it was sent."""
        told = self.cleaned_data
        choices = tuple(told["choices"]) if TYPES[told["type"]].has_choices else ()
        return TemplateField(told["key"], told["label"], told["type"], told["help"], told["required"], choices)


class FieldRowsBase(Rows):
    default_error_messages = {"too_many_forms": gettext_lazy("A template has at most %(num)d fields.")}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.empty_permitted = False
        form.use_required_attribute = False

    def clean(self):
        seen = set()
        for form in self.forms:
            label = fold(form.cleaned_data.get("label", ""))
            if label and label in seen:
                form.add_error("label", _("Another field of this template has this label."))
            seen.add(label)

    @cached_property
    def asked(self):
        return [form.asked for form in self.forms]

    @property
    def has_room(self):
        return self.total_form_count() < MOST_FIELDS


FieldRows = forms.formset_factory(
    FieldRow, formset=FieldRowsBase, extra=0, max_num=MOST_FIELDS, validate_max=True, absolute_max=MOST_FIELDS + 10
)


def rows_of(design):
    """The fields of a design as rows."""
    return [{**field.as_json(), "choices": "\n".join(field.choices)} for field in design.fields]


def typed_rows(data):
    """The rows as they were typed, right or wrong."""
    count = min(FieldRows(data, prefix=PREFIX).total_form_count(), MOST_FIELDS)
    return [{name: data.get(f"{PREFIX}-{number}-{name}", "") for name in NAMES} for number in range(count)]
