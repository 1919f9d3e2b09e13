"""A plan of a listing: one row of its form."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from leadhub.form_fields import CHOOSE, FILL_IN, HiddenNumber
from listings.models import Plan


class PriceField(forms.CharField):
    """An amount as people write it: `29`, `29.50` or `29,50`; gives a Decimal."""

    WRITTEN = re.compile(r"[0-9]+(?:[.,][0-9]{1,2})?")
    MOST = Decimal("9999999999.99")

    def to_python(self, value):
        text = super().to_python(value)
        if text in self.empty_values:
            return None
        if text.startswith(("-", "−")):
            raise ValidationError(_("A price cannot be negative."))
        if not self.WRITTEN.fullmatch(text):
            raise ValidationError(_("Write a price such as 29 or 29.50."))
        price = Decimal(text.replace(",", "."))
        if price > self.MOST:
            raise ValidationError(_("A price has at most ten digits before the point."))
        return price

    def run_validators(self, value):
        """All that can be wrong has been said."""


class PlanForm(forms.Form):
    """One row. Where neither name nor price is typed, it is an empty row and no plan."""

    id = HiddenNumber()
    name = NameField(label=_("Name of the plan"), max_length=255, error_messages={"required": FILL_IN})
    price = PriceField(
        label=_("Price"), error_messages={"required": FILL_IN}, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )  # fmt: skip
    currency = forms.CharField(
        label=_("Currency"), initial="EUR", error_messages={"required": FILL_IN},
        widget=forms.TextInput(attrs={"autocapitalize": "characters", "size": 4}),
    )  # fmt: skip
    billing_period = forms.ChoiceField(
        label=_("Billed"), choices=Plan.BillingPeriod, initial=Plan.BillingPeriod.MONTHLY,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )  # fmt: skip

    def has_changed(self):
        return any((self[name].data or "").strip() for name in ("id", "name", "price"))

    @property
    def is_removed(self):
        return bool(self["DELETE"].data)

    def clean_currency(self):
        code = self.cleaned_data["currency"].upper()
        if not re.fullmatch("[A-Z]{3}", code):
            raise ValidationError(_("Three letters, as in EUR."))
        return code
