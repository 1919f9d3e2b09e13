"""What the Leads page can be narrowed by (O-24…26); also the vocabulary of its address, its export and the API."""

from functools import cached_property

import django_filters as df
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from leadhub.lists.filters import ListFilterSet
from leadhub.lists.moments import MomentField
from leads.answers.filters import AnswerFilterSet
from leads.models import Status
from leads.orders import DELETED_ORDERS, LEAD_ORDERS
from listings.models import Listing, Marketplace

ME, NOBODY = "me", "nobody"
TEST, DO_NOT_CONTACT = "test", "do-not-contact"


class MomentFilter(df.Filter):
    field_class = MomentField


class ReceivedForm(forms.Form):
    """A range that ends before it begins holds nothing, and nobody means that."""

    def clean(self):
        first, last = self.cleaned_data.get("received_from"), self.cleaned_data.get("received_to")
        if first and last and first.start > last.start and first.start >= last.end:
            self.add_error("received_to", _("This is before “Received from”."))
        return self.cleaned_data


class LeadFilterSet(AnswerFilterSet):
    """Type AND (status OR status) AND search, AND whatever else is chosen."""

    class Meta:
        form = ReceivedForm

    orders = LEAD_ORDERS

    type = df.ChoiceFilter(
        field_name="listing_kind", choices=[("app", _("Apps")), ("service", _("Services"))], label=_("Type"),
        empty_label=_("All leads"), widget=forms.RadioSelect,
    )  # fmt: skip
    phase = df.MultipleChoiceFilter(
        method="in_phases", choices=Status.Phase.choices, label=_("Phase"), widget=forms.CheckboxSelectMultiple
    )
    status = df.MultipleChoiceFilter(method="in_statuses", label=_("Status"), widget=forms.CheckboxSelectMultiple)
    listing = df.MultipleChoiceFilter(field_name="listing__reference", label=_("Listing"), widget=forms.CheckboxSelectMultiple)
    marketplace = df.MultipleChoiceFilter(
        field_name="marketplace__slug", label=_("Marketplace"), widget=forms.CheckboxSelectMultiple
    )
    owner = df.ChoiceFilter(method="owned_by", label=_("Owner"), empty_label=_("Anybody"))
    due = df.MultipleChoiceFilter(
        method="followed_up", choices=[("1", _("Due"))], label=_("Follow-up"), widget=forms.CheckboxSelectMultiple
    )
    marked = df.ChoiceFilter(
        method="having_mark", choices=[(TEST, _("Test leads")), (DO_NOT_CONTACT, _("Do not contact"))], label=_("Marked"),
        empty_label=_("All but test leads"), widget=forms.RadioSelect,
    )  # fmt: skip
    received_from = MomentFilter(method="received_since", label=_("Received from"))
    received_to = MomentFilter(method="received_until", label=_("Received until"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked for when first needed, and once: an export by date needs none of them.
        self.filters["status"].extra["choices"] = lambda: self.status_choices
        self.filters["listing"].extra["choices"] = lambda: self.listing_choices
        self.filters["marketplace"].extra["choices"] = lambda: self.marketplace_choices
        self.filters["owner"].extra["choices"] = lambda: self.owner_choices

    @property
    def whole(self):
        """The leads that count: real ones, or test leads where these are asked for. Never both (PRODUCT §9)."""
        return self.queryset.tests() if self.value("marked") == TEST else self.queryset.real()

    def filter_queryset(self, queryset):
        return super().filter_queryset(self.whole)

    @cached_property
    def statuses(self):
        """Every status of every workflow: few, and needed anyway."""
        return list(Status.objects.with_moves().order_by("workflow_id", "position"))

    def in_statuses(self, queryset, name, slugs):
        return queryset.filter(status__in=[status.pk for status in self.statuses if status.slug in slugs])

    def in_phases(self, queryset, name, phases):
        """Of any workflow (C-16)."""
        return queryset.filter(status__in=[status.pk for status in self.statuses if status.phase in phases])

    def followed_up(self, queryset, name, value):
        return queryset.due()

    def having_mark(self, queryset, name, value):
        return queryset.not_to_contact() if value == DO_NOT_CONTACT else queryset

    def owned_by(self, queryset, name, value):
        if value == NOBODY:
            return queryset.filter(owner=None)
        if value == ME:
            return queryset.filter(owner=self.request.user)
        return queryset.filter(owner__reference=value)

    def received_since(self, queryset, name, moment):
        return queryset.filter(created_at__gte=moment.start)

    def received_until(self, queryset, name, moment):
        return queryset.filter(created_at__lt=moment.end)

    @cached_property
    def status_choices(self):
        """Equal slugs in two workflows are one choice (PRODUCT §4)."""
        names = {}
        for status in self.statuses:
            names.setdefault(status.slug, status.name)
        return list(names.items())

    @property
    def status_groups(self):
        """The check boxes of the statuses: (workflow, [(check box, status)]), each slug under the first workflow that has it."""
        boxes = dict(zip(dict(self.status_choices), self.form["status"], strict=True))
        groups = {}
        for status in self.statuses:
            if box := boxes.pop(status.slug, None):
                groups.setdefault(status.workflow, []).append((box, status))
        return list(groups.items())

    @cached_property
    def listing_choices(self):
        return list(Listing.objects.visible_to(self.request.membership).values_list("reference", "name"))

    @cached_property
    def marketplace_choices(self):
        return list(Marketplace.objects.visible_to(self.request.membership).values_list("slug", "name"))

    @cached_property
    def owner_choices(self):
        team = Membership.objects.who_work_leads(self.request.membership.partner)
        me = [(ME, _("Me"))] if self.request.user else []  # a command has no user
        return [*me, (NOBODY, _("Nobody")), *[(m.user.reference, m.user.name) for m in team]]


class DeletedFilterSet(ListFilterSet):
    orders = DELETED_ORDERS
