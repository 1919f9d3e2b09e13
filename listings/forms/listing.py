"""A listing, as a vendor's administrator writes it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from leadhub.form_fields import CHOOSE, FILL_IN, HiddenNumber
from listings.actions import ListingDraft
from listings.models import Listing, Marketplace


class ListingForm(forms.Form):
    version = HiddenNumber()
    name = NameField(label=_("Name"), max_length=255, error_messages={"required": FILL_IN})
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Listing.Kind, error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
        widget=forms.RadioSelect(attrs={"class": "options"}),
    )  # fmt: skip
    marketplaces = forms.ModelMultipleChoiceField(
        Marketplace.objects.all(), label=_("Offered on"), required=False, to_field_name="slug",
        error_messages={"invalid_choice": _("One of these marketplaces is not there any more. Choose again.")},
        widget=forms.CheckboxSelectMultiple(attrs={"class": "options"}),
        help_text=_("Where people can ask for it. Leads that came from elsewhere stay."),
    )  # fmt: skip
    packaging = forms.ChoiceField(
        label=_("How it is bought"), choices=Listing.Packaging, initial=Listing.Packaging.SINGLE, required=False,
        error_messages={"invalid_choice": CHOOSE}, widget=forms.RadioSelect(attrs={"class": "options"}),
        help_text=_("What comes with a domain, and bundles, go through a checkout and not into an opportunity."),
    )  # fmt: skip
    is_resellable = forms.ChoiceField(
        label=_("Resellers may sell it"), choices=[("yes", _("Yes")), ("no", _("No"))], initial="yes", required=False,
        error_messages={"invalid_choice": CHOOSE}, widget=forms.RadioSelect(attrs={"class": "options"}),
    )  # fmt: skip

    def clean_packaging(self):
        return self.cleaned_data["packaging"] or Listing.Packaging.SINGLE

    def clean_is_resellable(self):
        return self.cleaned_data["is_resellable"] != "no"


def draft_of(form, plans):
    """What both say together, once both are valid."""
    told = form.cleaned_data
    return ListingDraft(
        told["name"], told["kind"], list(told["marketplaces"]), plans.drafts, told["packaging"], told["is_resellable"]
    )
