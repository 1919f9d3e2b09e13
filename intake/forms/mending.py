"""How a message that was not understood is to be read."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.actions.mending import Mending
from intake.formats import FORMATS
from intake.forms.naming import TemplateField
from intake.forms.source import GONE
from leadhub.form_fields import CHOOSE, Paragraphs
from listings.models import Listing

# What a person can still look through in a box; longer messages are mended where they come from.
LONGEST_EDITED = 100_000


class MendForm(forms.Form):
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    listing = forms.ModelChoiceField(
        Listing.objects.none(), label=_("Listing"), required=False, to_field_name="reference",
        empty_label=_("As the message and the source say"), error_messages={"invalid_choice": GONE},
    )  # fmt: skip
    template = TemplateField()
    format = forms.ChoiceField(label=_("Format"), required=False, error_messages={"invalid_choice": CHOOSE})
    body = Paragraphs(
        label=_("Text"), max_length=LONGEST_EDITED, required=False,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "code"}),
        help_text=_("Mend it here. What came is kept as it is, beside this. Empty the box to go back to it."),
    )  # fmt: skip

    def __init__(self, *args, delivery, membership, original, **kwargs):
        """`original` is the text that came; None where there is none that can be edited."""
        super().__init__(*args, **kwargs)
        self.delivery, self.original = delivery, original
        self.fields["listing"].queryset = Listing.objects.nameable_by(membership.partner).order_by("name")
        self.fields["template"].offer(membership, kept=delivery.mended_template)
        usual = _("As the source says: %(format)s") % {"format": delivery.endpoint.format_name}
        others = [(name, each.LABEL) for name, each in FORMATS.items() if name != delivery.endpoint.format]
        self.fields["format"].choices = [("", usual), *others]
        if original is None:
            del self.fields["body"]

    @property
    def mending(self):
        told = self.cleaned_data
        body = told.get("body", self.delivery.mended_body)
        changed = body if body != as_typed(self.original or "") else ""
        return Mending(changed, told["format"], told["listing"], told["template"])


def as_typed(text):
    """A text as it comes back from a box in which nobody changed it."""
    return MendForm.base_fields["body"].to_python(text)
