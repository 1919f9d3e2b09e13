"""What people write on an opportunity's page: its name and lines in one form, and notes (A-22…24)."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leadhub.form_fields import Line
from leadhub.text import storable
from leads.forms import NoteForm
from listings.models import Listing
from opportunities.actions import LineDraft
from opportunities.models.opportunity import MOST_OF_A_LINE
from opportunities.selling import default_plan, fits_opportunity, sellable_by

A_QUANTITY = gettext_lazy("A quantity is a whole number from 1 to 10,000.")


class OpportunityNoteForm(NoteForm):
    """A note, as on a lead."""


class UnknownProduct(LookupError):
    """The form names a product that this partner does not know of."""


class Row:
    """A line of the form: its listing and its three fields."""

    def __init__(self, form, listing):
        self.listing = listing
        self.plan, self.quantity = form[f"plan-{listing.reference}"], form[f"quantity-{listing.reference}"]
        self.remove = form[f"remove-{listing.reference}"]
        self.line = form.lines.get(listing.reference)
        self.only_plan = next(iter(listing.plans.all())) if len(listing.plans.all()) == 1 else None

    @property
    def fields(self):
        return [self.plan, self.quantity]

    @property
    def has_errors(self):
        return bool(self.plan.errors or self.quantity.errors)


class OpportunityForm(forms.Form):
    """Name and lines. `line` (repeated) says which products the form has; each has `plan-LS-…`, `quantity-LS-…` and,
    ticked, `remove-LS-…`; `add` is one more product, at its default plan. Raises UnknownProduct for a forged one.
    """

    name = Line(label=gettext_lazy("Name"), max_length=255, required=False)

    def __init__(self, opportunity, membership, data=None):
        super().__init__(data, auto_id="id_%s")
        self.fields["name"].widget.attrs["placeholder"] = _("Untitled opportunity")
        self.opportunity, self.membership = opportunity, membership
        self.lines = {line.listing.reference: line for line in opportunity.lines.select_related("listing", "plan")}
        self.listings = self._listings(data)
        self.initial["name"] = opportunity.name
        for listing in self.listings:
            self._add_fields(listing)
        self._offer_products()

    def _listings(self, data):
        references = list(dict.fromkeys(map(storable, data.getlist("line")))) if data is not None else list(self.lines)
        known = Listing.objects.filter(pk__in=[line.listing_id for line in self.lines.values()])
        known = known | Listing.objects.filter(pk__in=Listing.objects.visible_to(self.membership).values("pk"))
        found = {one.reference: one for one in known.filter(reference__in=references).prefetch_related("plans")}
        if found.keys() != set(references):
            raise UnknownProduct
        return [found[reference] for reference in references]

    def _add_fields(self, listing):
        line = self.lines.get(listing.reference)
        chosen = line.plan if line else default_plan(listing)
        wrong = _("That is not a plan of %(product)s. Choose one of these.") % {"product": listing}
        self.fields[f"plan-{listing.reference}"] = forms.ChoiceField(
            label=_("Plan of %(product)s") % {"product": listing}, choices=[(plan.pk, plan.name) for plan in listing.plans.all()],
            initial=chosen and chosen.pk, error_messages={"invalid_choice": wrong, "required": wrong},
        )  # fmt: skip
        self.fields[f"quantity-{listing.reference}"] = forms.IntegerField(
            label=_("Quantity of %(product)s") % {"product": listing}, initial=line.quantity if line else 1,
            min_value=1, max_value=MOST_OF_A_LINE,
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), A_QUANTITY),
        )  # fmt: skip
        self.fields[f"remove-{listing.reference}"] = forms.BooleanField(
            label=_("Remove %(product)s") % {"product": listing}, required=False
        )

    def _offer_products(self):
        """What can be added: sellable, fit for an opportunity, not in it yet."""
        there = {listing.pk for listing in self.listings}
        self.others = {
            one.reference: one
            for one in sellable_by(self.opportunity.partner).prefetch_related("plans").order_by("name")
            if fits_opportunity(one) and one.pk not in there
        }
        self.fields["add"] = forms.ChoiceField(
            label=_("Add a product"), required=False,
            choices=[("", _("Choose one")), *((reference, one.name) for reference, one in self.others.items())],
            error_messages={"invalid_choice": _("It is in it already, needs a checkout, or cannot be sold now. Choose another.")},
        )  # fmt: skip
        wanted = storable(self.data.get("add", ""))
        if wanted and wanted not in self.others and not Listing.objects.visible_to(self.membership).filter(reference=wanted):
            raise UnknownProduct

    def clean(self):
        if not self.drafts_wanted():
            words = _("An opportunity needs at least one product: the last one cannot be removed.")
            self.add_error(f"remove-{self.listings[0].reference}" if self.listings else None, words)
        return self.cleaned_data

    def drafts_wanted(self):
        kept = [one for one in self.listings if not self.cleaned_data.get(f"remove-{one.reference}")]
        return [*kept, *([self.others[self.cleaned_data["add"]]] if self.cleaned_data.get("add") else [])]

    @property
    def stands(self):
        """Whether all of it is so already."""
        if not self.is_valid() or self.cleaned_data["name"] != self.opportunity.name:
            return False
        wanted = {(draft.listing.pk, draft.plan.pk, draft.quantity) for draft in self.drafts}
        return wanted == {(line.listing_id, line.plan_id, line.quantity) for line in self.lines.values()}

    @property
    def drafts(self):
        """The lines as they are wanted."""
        return [self._draft(listing) for listing in self.drafts_wanted()]

    def _draft(self, listing):
        if f"plan-{listing.reference}" not in self.cleaned_data:
            return LineDraft(listing, default_plan(listing))
        plans = {str(plan.pk): plan for plan in listing.plans.all()}
        plan = plans[self.cleaned_data[f"plan-{listing.reference}"]]
        return LineDraft(listing, plan, self.cleaned_data[f"quantity-{listing.reference}"])

    @property
    def rows(self):
        return [Row(self, listing) for listing in self.listings]

    @property
    def typed(self):
        """What was typed, in words, for a page that has no form any more."""
        data = self.data
        told = [f"{_('Name')}: {data.get('name', '')}"]
        for one in self.listings:
            plans = {str(plan.pk): plan.name for plan in one.plans.all()}
            plan = plans.get(data.get(f"plan-{one.reference}"), "")
            gone = f" ({_('remove')})" if data.get(f"remove-{one.reference}") else ""
            told.append(f"{one.name}: {plan} × {data.get(f'quantity-{one.reference}', '')}{gone}")
        return "\n".join(told)
