"""What the Leads page can be narrowed by (O-24…26); also the vocabulary of its address, its export and the API."""

from functools import cached_property

import django_filters as df
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership
from leadhub.lists.filters import ListFilterSet
from leadhub.lists.moments import MomentField
from leads.models import Status
from leads.orders import DELETED_ORDERS, LEAD_ORDERS
from listings.models import Listing, Marketplace

ME, NOBODY = "me", "nobody"


class MomentFilter(df.Filter):
    field_class = MomentField


class LeadFilterSet(ListFilterSet):
    """Type AND (status OR status) AND search, AND whatever else is chosen."""

    orders = LEAD_ORDERS

    type = df.ChoiceFilter(
        field_name="listing_kind", choices=[("app", _("Apps")), ("service", _("Services"))], label=_("Type"),
        empty_label=_("All leads"), widget=forms.RadioSelect,
    )  # fmt: skip
    status = df.MultipleChoiceFilter(method="in_statuses", label=_("Status"), widget=forms.CheckboxSelectMultiple)
    listing = df.MultipleChoiceFilter(field_name="listing__reference", label=_("Listing"))
    marketplace = df.MultipleChoiceFilter(field_name="marketplace__slug", label=_("Marketplace"))
    owner = df.ChoiceFilter(method="owned_by", label=_("Owner"), empty_label=_("Anybody"))
    received_from = MomentFilter(method="received_since", label=_("Received from"))
    received_to = MomentFilter(method="received_until", label=_("Received until"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Asked for when first needed, and once: an export by date needs none of them.
        self.filters["status"].extra["choices"] = lambda: self.status_choices
        self.filters["listing"].extra["choices"] = lambda: self.listing_choices
        self.filters["marketplace"].extra["choices"] = lambda: self.marketplace_choices
        self.filters["owner"].extra["choices"] = lambda: self.owner_choices

    @cached_property
    def statuses(self):
        """Every status of every workflow: few, and needed anyway."""
        return list(Status.objects.with_moves().order_by("workflow_id", "position"))

    def in_statuses(self, queryset, name, slugs):
        return queryset.filter(status__in=[status.pk for status in self.statuses if status.slug in slugs])

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
