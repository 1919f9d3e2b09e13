"""A template's form: one place in which the browser, the hosted form and the API ask and check (C-01…09)."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leadhub.form_fields import FILL_IN
from leads.actions import Draft
from leads.actions.receiving import COLUMN_LENGTH
from leads.answers.types import EmailLine, Line, PhoneLine
from leads.models.template import CONTACT_FIELDS, HIDDEN, REQUIRED, TemplateVersion

CONTACT = {
    "first_name": (Line, _("First name"), "given-name"),
    "last_name": (Line, _("Last name"), "family-name"),
    "company": (Line, _("Company"), "organization"),
    "email": (EmailLine, _("E-mail"), "email"),
    "phone": (PhoneLine, _("Phone"), "tel"),
    "job_title": (Line, _("Job title"), "organization-title"),
    "country": (Line, _("Country"), "country-name"),
}
CONSENT = "consent"


class TemplateForm(forms.Form):
    """Asks what `version` asks: contact fields by their names, template fields as `answer_KEY`, then consent.

    A valid form gives a `draft()`; whoever has it adds listing, marketplace and identity. An unsaved TemplateVersion() is
    the usual contact form, for a lead without a template.
    """

    required_css_class = "is-required"

    def __init__(self, data=None, *, version: TemplateVersion, **kwargs):
        super().__init__(data, **kwargs)
        self.version = version
        for name in CONTACT_FIELDS:
            if version.contact.get(name, HIDDEN) != HIDDEN:
                self.fields[name] = _contact_field(name, is_required=version.contact[name] == REQUIRED)
        for field in version.fields:
            self.fields[f"answer_{field.key}"] = field.form_field()
        for field in self.fields.values():
            if type(field.widget) in (forms.TextInput, forms.Textarea) and "inputmode" not in field.widget.attrs:
                field.widget.attrs["dir"] = "auto"  # names and sentences in any script
        if version.consent:
            self.fields[CONSENT] = forms.BooleanField(
                label=version.consent, error_messages={"required": _("Tick this to agree, or we may not keep what you send.")}
            )

    def clean(self):
        """One question, one answer: of two, which no browser sends, neither is dropped in silence."""
        for name, field in self.fields.items():
            values = self.data.getlist(name) if hasattr(self.data, "getlist") else []
            if len(set(values)) > 1 and not isinstance(field, forms.MultipleChoiceField):
                self.add_error(name, _("This came with two answers. Give one."))

    def draft(self):
        """What a valid form knows of its lead."""
        contact = {name: self.cleaned_data[name] for name in CONTACT_FIELDS if name in self.cleaned_data}
        version = self.version if self.version.pk else None
        return Draft(**contact, template_version=version, answered=[*self._answers(), *self._agreed()])

    def _answers(self):
        for field in self.version.fields:
            if value := field.stored(self.cleaned_data[f"answer_{field.key}"]):
                yield {"key": field.key, "label": field.label, "type": field.type, "value": value}

    def _agreed(self):
        if self.version.consent:
            yield {"key": CONSENT, "label": str(_("Agreed to")), "type": "long_text", "value": self.version.consent}


def _contact_field(name, *, is_required):
    kind, label, autocomplete = CONTACT[name]
    limit = {} if kind is EmailLine else {"max_length": COLUMN_LENGTH}
    field = kind(label=label, required=is_required, **limit)
    field.widget.attrs["autocomplete"] = autocomplete
    field.error_messages["required"] = FILL_IN
    return field
