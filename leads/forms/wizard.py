"""The Create Lead wizard's memory (C-20): what has been chosen and typed so far, all of it carried by the page itself."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.forms.template import CONSENT, TemplateForm
from leads.models.template import CONTACT_FIELDS
from listings.models import Offering

PRODUCT, MARKETPLACE, FORM, SUMMARY = "product", "marketplace", "form", "summary"
STEPS = {
    PRODUCT: gettext_lazy("Product"),
    MARKETPLACE: gettext_lazy("Marketplace"),
    FORM: gettext_lazy("Details"),
    SUMMARY: gettext_lazy("Summary"),
}
MOST_BUTTONS = 12  # more choices than this are a list to open


class Progress:
    """`data` are the request's GET or POST; `step` is the step to show, `problem` why it is not the one that was wanted."""

    def __init__(self, membership, data):
        self.membership, self.data = membership, data
        self.problem = ""
        self.step = self._step(data.get("step", ""))

    @cached_property
    def offerings(self):
        """Everything that this person may create leads for."""
        offered = Offering.objects.open_to(self.membership).select_related("listing__partner", "marketplace__distributor")
        return list(offered.order_by("listing__name", "listing_id", "marketplace__name"))

    @cached_property
    def listing(self):
        return self.listings.get(self.data.get("listing"))

    @cached_property
    def marketplace(self):
        return self.marketplaces.get(self.data.get("marketplace"))

    @property
    def listings(self):
        return {offering.listing.reference: offering.listing for offering in self.offerings}

    @property
    def marketplaces(self):
        """Where the chosen product is offered."""
        return {one.marketplace.slug: one.marketplace for one in self.offerings if one.listing == self.listing}

    @property
    def offering(self):
        return next(one for one in self.offerings if one.listing == self.listing and one.marketplace == self.marketplace)

    @property
    def typed(self):
        """[(name, value)] of what was typed into the form, that of another product's form included."""
        names = [name for name in self.data if name in (*CONTACT_FIELDS, CONSENT) or name.startswith("answer_")]
        return [(name, value) for name in names for value in self.data.getlist(name)]

    def _step(self, wanted):
        """The furthest step that the choices allow, unless an earlier one is wanted."""
        if not self.listing:
            if self.data.get("listing"):
                self.problem = _("The product asked for is not one that you can create leads for. Choose one of these.")
            elif wanted and wanted != PRODUCT:
                self.problem = _("Choose a product first.")
            return PRODUCT
        if wanted == PRODUCT:
            return PRODUCT
        if not self.marketplace and wanted != MARKETPLACE:
            if self.data.get("marketplace"):
                self.problem = _("%(listing)s is not offered on the marketplace asked for. Choose one of these.")
            elif wanted:
                self.problem = _("Choose a marketplace first.")
            self.problem = self.problem and self.problem % {"listing": self.listing}
        return FORM if self.marketplace and wanted != MARKETPLACE else MARKETPLACE


class DetailsForm(TemplateForm):
    """The template's form, filled in for somebody else: the browser must not offer what it knows of the person typing."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["autocomplete"] = "off"


class ChoiceForm(forms.Form):
    """One choice: as buttons while they are few, as a list when they are many."""

    def __init__(self, name, label, choices, chosen):
        super().__init__()
        widget = forms.RadioSelect
        if len(choices) > MOST_BUTTONS:
            widget, choices = forms.Select, [("", _("Choose one")), *choices]
        only = choices[0][0] if len(choices) == 1 else ""
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, widget=widget, initial=chosen or only)


def product_form(progress):
    is_distributor = progress.membership.partner.is_distributor
    choices = []
    for reference, listing in progress.listings.items():
        words = [listing.get_kind_display(), *([listing.partner.name] if is_distributor else [])]
        choices.append((reference, f"{listing.name} ({', '.join(words)})"))
    return ChoiceForm("listing", _("Which product is the lead about?"), choices, progress.data.get("listing"))


def marketplace_form(progress):
    choices = [(slug, place.name) for slug, place in progress.marketplaces.items()]
    return ChoiceForm("marketplace", _("On which marketplace?"), choices, progress.data.get("marketplace"))
