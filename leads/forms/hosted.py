"""What a hosted form adds to its template's questions: about which product, and a trap for machines (C-21)."""

from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from leads.forms.template import TemplateForm

# People never see it, and browsers have nothing to fill in there; whoever fills it in is a machine.
TRAP = "homepage"
UNKNOWN = _("This is not offered here any more. Choose another.")


class HostedForm(TemplateForm):
    """`offered` are the offerings to choose among; a single one is known, and carried along out of sight."""

    field_order = ["offering"]

    def __init__(self, data=None, *, offered, **kwargs):
        super().__init__(data, **kwargs)
        self.offered = {offering.key: offering for offering in offered}
        names = {key: offering.listing.name for key, offering in self.offered.items()}
        if len({offering.marketplace_id for offering in offered}) > 1:
            names = {key: f"{name} ({self.offered[key].marketplace})" for key, name in names.items()}
        choices = [("", _("Choose one")), *names.items()]
        errors = {"invalid_choice": UNKNOWN, "required": _("Choose a product.")}
        field = self.fields["offering"] = forms.ChoiceField(label=_("Product"), choices=choices, error_messages=errors)
        self.order_fields(self.field_order)
        if len(self.offered) == 1:
            field.initial = next(iter(self.offered))
            if not self.is_bound or data.get("offering") == field.initial:
                field.widget = forms.HiddenInput()

    def draft(self):
        draft = super().draft()
        offering = self.offered[self.cleaned_data["offering"]]
        draft.listing, draft.marketplace = offering.listing, offering.marketplace
        return draft


def narrowed(offered, asked):
    """(the offerings that an address such as `?listing=LS-…&marketplace=…` asks for, that part of the address).

    An address that asks for nothing offered here is taken as asking for nothing.
    """
    wanted = {name: asked[name] for name in ("listing", "marketplace") if asked.get(name)}
    found = [
        offering
        for offering in offered
        if wanted.get("listing", offering.listing.reference) == offering.listing.reference
        and wanted.get("marketplace", offering.marketplace.slug) == offering.marketplace.slug
    ]
    return (found, urlencode(wanted)) if found else (offered, "")
