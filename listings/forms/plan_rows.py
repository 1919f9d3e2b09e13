"""The plans of a listing: the rows of its form, and which of them is the default."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leadhub.form_fields import Rows
from leadhub.problems import Problem, problems_of
from leadhub.text import fold
from listings.actions import PlanDraft
from listings.forms.plan import PlanForm

MOST_PLANS = 50
PLAN_FIELDS = ["id", "name", "price", "currency", "billing_period", "DELETE"]


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
