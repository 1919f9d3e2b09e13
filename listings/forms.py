"""A listing and its plans, as a vendor's administrator writes them."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.fields import NameField
from leadhub.form_fields import CHOOSE, FILL_IN, Rows, whole_number
from leadhub.problems import Problem, problems_of
from leadhub.text import fold
from listings.actions import ListingDraft, PlanDraft
from listings.models import Listing, Marketplace, Plan

MOST_PLANS = 50
PLAN_FIELDS = ["id", "name", "price", "currency", "billing_period", "DELETE"]


class HiddenNumber(forms.CharField):
    """A number that the page itself wrote. Nonsense is None: no number of ours, and nothing to tell a person about."""

    widget = forms.HiddenInput

    def __init__(self):
        super().__init__(required=False)

    def to_python(self, value):
        return whole_number(super().to_python(value))

    def run_validators(self, value):
        """Nothing is wrong with a number."""


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


class PlanFormSet(Rows):
    """The rows. Which plan is the default is one choice among all of them, so it belongs to none."""

    default_error_messages = {"too_many_forms": _("A listing has at most %(num)d plans.")}

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.initial.get("is_new"):
            form.fields["name"].widget.attrs["autofocus"] = True
        form.fields["DELETE"].label = _("Remove")
        form.is_default = self.default == str(index)

    @property
    def default_name(self):
        return f"{self.prefix}-default"

    @property
    def default(self):
        """The number of the row that is ticked as the default, as text."""
        if self.is_bound:
            return self.data.get(self.default_name, "")
        return next((str(number) for number, row in enumerate(self.initial) if row.get("is_default")), "0")

    @property
    def kept(self):
        """The rows that are plans and stay."""
        return [form for form in self.forms if form.has_changed() and not form.is_removed]

    @property
    def problems(self):
        """What is wrong with the rows that stay, and with all of them together."""
        found = [Problem(gettext("Plans"), message, f"id_{self.default_name}") for message in self.non_form_errors()]
        for number, form in enumerate(self.forms, start=1):
            if not form.is_removed:
                found += problems_of(form, before=gettext("Plan %(number)d, ") % {"number": number})
        return found

    def clean(self):
        names = {}
        for form in self.kept:
            name = fold(form.cleaned_data.get("name", ""))
            if name and name in names:
                form.add_error("name", _("Another plan of this listing has this name."))
            names[name] = form
        if len(self.kept) > 1 and not any(form.is_default for form in self.kept):
            raise ValidationError(_("Choose which plan is the default."))

    def _draft(self, form):
        told = form.cleaned_data
        is_default = form.is_default or len(self.kept) == 1
        return PlanDraft(told["name"], told["price"], told["currency"], told["billing_period"], is_default, told.get("id"))

    @property
    def drafts(self):
        return [self._draft(form) for form in self.kept]


PlanRows = forms.formset_factory(
    PlanForm, formset=PlanFormSet, extra=0, can_delete=True, max_num=MOST_PLANS, validate_max=True, absolute_max=MOST_PLANS + 10
)


def draft_of(form, plans):
    """What both say together, once both are valid."""
    told = form.cleaned_data
    return ListingDraft(
        told["name"], told["kind"], list(told["marketplaces"]), plans.drafts, told["packaging"], told["is_resellable"]
    )


def rows_of(listing):
    """The listing's plans as rows."""
    names = ("id", "name", "price", "currency", "billing_period", "is_default")
    return list(listing.plans.values(*names)) or [{}]


def with_one_more(data, prefix):
    """The rows as they were typed, right or wrong, and an empty one for another plan."""
    typed = PlanRows(data, prefix=prefix)
    count = min(typed.total_form_count(), MOST_PLANS)
    rows = [{name: data.get(f"{prefix}-{number}-{name}", "") for name in PLAN_FIELDS} for number in range(count)]
    for number, row in enumerate(rows):
        row["is_default"] = typed.default == str(number)
    currency = next((row["currency"] for row in reversed(rows) if row["currency"]), "EUR")
    return rows + [{"currency": currency[:3], "is_new": True}] * (count < MOST_PLANS)
