"""What a name that a sender uses means: one of our listings, and perhaps a template."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.forms.source import GONE
from leadhub.form_fields import CHOOSE, FILL_IN, Line
from leads.models import LeadTemplate
from listings.models import Listing


class TemplateField(forms.ModelChoiceField):
    """One of the partner's active lead templates, or none."""

    def __init__(self, **kwargs):
        super().__init__(
            LeadTemplate.objects.none(), label=_("Lead template"), required=False, to_field_name="reference",
            empty_label=_("The listing’s own"), error_messages={"invalid_choice": GONE}, **kwargs,
        )  # fmt: skip

    def offer(self, membership, *, kept=None):
        """The active ones, and the one that stands there already, whatever became of it."""
        wanted = LeadTemplate.objects.visible_to(membership).exclude(current=None)
        self.queryset = wanted.filter(state=LeadTemplate.State.ACTIVE) | wanted.filter(pk=kept.pk if kept else None)


class NameForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = Line(
        label=_("Name that the sender uses"), max_length=255, error_messages={"required": FILL_IN},
        help_text=_("As it stands in the messages. Capitals and accents make no difference."),
    )  # fmt: skip
    listing = forms.ModelChoiceField(
        Listing.objects.none(), label=_("Your listing"), to_field_name="reference", empty_label=_("Choose a listing"),
        error_messages={"required": CHOOSE, "invalid_choice": GONE},
    )  # fmt: skip
    template = TemplateField()

    def __init__(self, *args, membership, known=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["listing"].queryset = Listing.objects.nameable_by(membership.partner).order_by("name")
        self.fields["template"].offer(membership, kept=known.template if known else None)
