"""What an administrator decides about a template as a whole; its questions are rows of their own."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadhub.form_fields import CHOOSE, FILL_IN, Line, Paragraphs
from leads.forms.template import CONTACT
from leads.models import Workflow
from leads.models.template import CONTACT_FIELDS, HIDDEN, OPTIONAL, REQUIRED
from leads.template_design.hosts import HostsField
from leads.template_design.offerings import OfferingsField, by_listing, offerings_for

ASKED = [(REQUIRED, gettext_lazy("Required")), (OPTIONAL, gettext_lazy("Optional")), (HIDDEN, gettext_lazy("Not asked"))]
PICK = dict.fromkeys(("required", "invalid_choice"), CHOOSE)
SHORT = forms.Textarea(attrs={"rows": 3})


class SettingsForm(forms.Form):
    """`contact_NAME` for each contact field. `template` is the one that is edited, None for a new one."""

    name = Line(
        label=gettext_lazy("Name"), max_length=255, error_messages={"required": FILL_IN},
        help_text=gettext_lazy("For your team; it is also the heading of the form that visitors see."),
    )  # fmt: skip
    offerings = OfferingsField(label=gettext_lazy("Used by"), required=False)
    workflow = forms.ChoiceField(label=gettext_lazy("Workflow"), widget=forms.RadioSelect, error_messages=PICK)
    consent = Paragraphs(
        label=gettext_lazy("Consent"), max_length=2000, required=False, widget=SHORT,
        help_text=gettext_lazy("What a visitor has to agree to. Leave it empty to ask for nothing."),
    )  # fmt: skip
    thanks = Paragraphs(
        label=gettext_lazy("Thank-you message"), max_length=2000, required=False, widget=SHORT,
        help_text=gettext_lazy("What a visitor reads after sending the form."),
    )  # fmt: skip
    auto_reply_subject = Line(label=gettext_lazy("Subject"), max_length=255, required=False)
    auto_reply_body = Paragraphs(label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"rows": 5}))
    embed_hosts = HostsField(
        label=gettext_lazy("Hosts that may show the form in a frame"), required=False, widget=SHORT,
        help_text=gettext_lazy("One a line, as in www.example.com. Their pages have to use https."),
    )  # fmt: skip

    def __init__(self, *args, partner, template=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.template = template
        self.fields["offerings"].offer(offerings_for(partner, template))
        self.workflows = list(Workflow.objects.prefetch_related("statuses"))
        self.fields["workflow"].choices = [(workflow.slug, workflow.name) for workflow in self.workflows]
        for name in CONTACT_FIELDS:
            self.fields[f"contact_{name}"] = forms.ChoiceField(label=CONTACT[name][1], choices=ASKED, error_messages=PICK)

    def clean_workflow(self):
        return next(workflow for workflow in self.workflows if workflow.slug == self.cleaned_data["workflow"])

    def clean(self):
        told = self.cleaned_data
        if told.get("contact_email") == told.get("contact_phone") == HIDDEN:
            self.add_error("contact_email", _("Ask for an e-mail or a phone number: else nobody can answer."))
        return told

    @property
    def contact(self):
        return {name: self.cleaned_data[f"contact_{name}"] for name in CONTACT_FIELDS}

    @property
    def contact_rows(self):
        return [self[f"contact_{name}"] for name in CONTACT_FIELDS]

    @property
    def places(self):
        """The check boxes of **Used by**, listing by listing."""
        return by_listing(self["offerings"], self.template)

    @property
    def workflow_rows(self):
        """(radio button, workflow) of each; its statuses say what it is."""
        return list(zip(self["workflow"], self.workflows, strict=True))


def settings_of(design):
    """A design as the form's first values."""
    plain = ("name", "consent", "thanks", "auto_reply_subject", "auto_reply_body", "embed_hosts", "offerings")
    contact = {f"contact_{name}": asked for name, asked in design.contact.items()}
    return {name: getattr(design, name) for name in plain} | contact | {"workflow": design.workflow.slug}


def typed_settings(data):
    """What was typed, right or wrong."""
    return {name: data[name] for name in data} | {"offerings": data.getlist("offerings")}
