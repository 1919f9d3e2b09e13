"""The list of a source's deliveries: what it shows, is narrowed by, and in which order."""

import django_filters as df
from django import forms
from django.db.models import Count, Max
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from intake.models import Delivery, Outcome
from leadhub.lists.filters import ListFilterSet
from leadhub.lists.keyset import Order
from leadhub.lists.tables import CellColumn, ListTable
from leads.filters import MomentFilter, ReceivedForm
from leads.models import Lead

DELIVERY_ORDERS = (Order("-received", _("Received (newest first)"), ("received_at", "id"), descending=True),)

# What became of the leads in it, in the order in which it is said.
IN_WORDS = {
    Outcome.Kind.CREATED: ngettext_lazy("%(count)d new lead", "%(count)d new leads", "count"),
    Outcome.Kind.UPDATED: ngettext_lazy("%(count)d brought up to date", "%(count)d brought up to date", "count"),
    Outcome.Kind.REPEATED: ngettext_lazy("%(count)d known already", "%(count)d known already", "count"),
    Outcome.Kind.REFUSED: ngettext_lazy("%(count)d not understood", "%(count)d not understood", "count"),
}


class DeliveryFilterSet(ListFilterSet):
    class Meta:
        form = ReceivedForm

    orders = DELIVERY_ORDERS
    q = None  # what was sent has no words of ours to search for

    state = df.MultipleChoiceFilter(choices=Delivery.State, label=_("State"), widget=forms.CheckboxSelectMultiple)
    reason = df.CharFilter(field_name="reason", lookup_expr="exact", label=_("Reason"), max_length=500)
    received_from = MomentFilter(method="received_since", label=_("Received from"))
    received_to = MomentFilter(method="received_until", label=_("Received until"))

    def received_since(self, queryset, name, moment):
        return queryset.filter(received_at__gte=moment.start)

    def received_until(self, queryset, name, moment):
        return queryset.filter(received_at__lt=moment.end)


class DeliveryTable(ListTable):
    received = CellColumn("intake/cells/received.html", _("Received"))
    state = CellColumn("intake/cells/state.html", _("State"))
    outcome = CellColumn("intake/cells/outcome.html", _("What became of it"))
    size = CellColumn("intake/cells/size.html", _("Size"))

    css_name = "deliveries-table"


def listed(deliveries):
    """With what a row shows: of the bodies their size alone."""
    return deliveries.defer("body", "mended_body").annotate(size=Length("body"))


def with_outcomes(deliveries, membership):
    """The deliveries, each with `told` (its outcome in words) and `lead` (where it is about one that this person may see)."""
    deliveries = list(deliveries)
    counts, leads = {}, {}
    rows = Outcome.objects.filter(delivery__in=deliveries).order_by().values_list("delivery", "kind")
    for delivery, kind, count, lead in rows.annotate(Count("pk"), Max("lead")):
        counts.setdefault(delivery, {})[kind] = count
        leads.setdefault(delivery, set()).add(lead)
    seen = Lead.objects.known_to(membership).in_bulk({lead for found in leads.values() for lead in found if lead})
    for delivery in deliveries:
        told = counts.get(delivery.pk, {})
        delivery.told = [words % {"count": told[kind]} for kind, words in IN_WORDS.items() if kind in told]
        delivery.lead = next(map(seen.get, leads[delivery.pk]), None) if sum(told.values()) == 1 else None
    return deliveries
