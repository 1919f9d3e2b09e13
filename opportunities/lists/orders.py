"""The Orders list: how it is ordered, narrowed and shown, and the columns of its file."""

import django_filters as df
from django import forms
from django.db.models import CharField, F, Func
from django.utils.translation import gettext_lazy as _

from accounts.models import Partner
from leadhub.lists.export import CsvColumn, IsoTime
from leadhub.lists.filters import ListFilterSet
from leadhub.lists.keyset import Order
from leadhub.lists.tables import CellColumn, ListTable
from leads.filters import MomentFilter
from opportunities.lists.customer_choices import CustomerChoiceFilter
from opportunities.lists.customers import BY_DATE, companies_seen
from opportunities.models import CustomerUser

ORDER_ORDERS = (
    Order("-created", _("Date (newest first)"), BY_DATE, descending=True),
    Order("created", _("Date (oldest first)"), BY_DATE),
    Order("company", _("Company"), ("company_key", "id")),
)


def users_seen(request):
    return CustomerUser.objects.visible_to(request.membership)


def sellers(request):
    """Those whose orders may stand here: the partner and its resellers."""
    partner = request.membership.partner
    return (Partner.objects.filter(pk=partner.pk) | Partner.objects.filter(parent=partner)).order_by("name")


class PeriodForm(forms.Form):
    """A period that ends before it begins holds nothing, and nobody means that."""

    def clean(self):
        first, last = self.cleaned_data.get("sold_from"), self.cleaned_data.get("sold_to")
        if first and last and first.start > last.start and first.start >= last.end:
            self.add_error("sold_to", _("This is before “Sold from”."))
        return self.cleaned_data


class OrderFilterSet(ListFilterSet):
    class Meta:
        form = PeriodForm

    orders = ORDER_ORDERS

    company = CustomerChoiceFilter(
        customers=companies_seen, method="by_reference", label=_("Company"), empty_label=_("All companies")
    )
    user = CustomerChoiceFilter(customers=users_seen, method="by_reference", label=_("User"), empty_label=_("All users"))
    partner = df.ChoiceFilter(field_name="partner__slug", choices=(), label=_("Sold by"), empty_label=_("Any partner"))
    sold_from = MomentFilter(method="sold_since", label=_("Sold from"))
    sold_to = MomentFilter(method="sold_until", label=_("Sold until"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["partner"].extra["choices"] = lambda: sellers(self.request).values_list("slug", "name")

    def by_reference(self, queryset, name, value):
        return queryset.filter(**{f"{name}__reference": value})

    def sold_since(self, queryset, name, moment):
        return queryset.filter(created_at__gte=moment.start)

    def sold_until(self, queryset, name, moment):
        return queryset.filter(created_at__lt=moment.end)


class OrderTable(ListTable):
    order = CellColumn("orders/cells/order.html", _("Order"))
    company = CellColumn("orders/cells/company.html", _("Customer"))
    seller = CellColumn("orders/cells/seller.html", _("Sold by"))
    totals = CellColumn("orders/cells/totals.html", _("Total"))
    sold = CellColumn("orders/cells/sold.html", _("Sold"))

    css_name = "orders-table"
    orders = {"company": ("company", None), "sold": ("created", "-created")}


class Exact(Func):
    """A product of prices and quantities with two decimals: counted in cents on SQLite, which has no decimals of its own."""

    output_field = CharField()

    def as_postgresql(self, compiler, connection, **extra):
        return self._filled("CAST({} AS TEXT)", compiler, " * ")

    def as_sqlite(self, compiler, connection, **extra):
        parts = [compiler.compile(part) for part in self.source_expressions]
        (price, params), others = parts[0], parts[1:]
        cents = " * ".join([f"CAST(ROUND({price} * 100) AS INTEGER)", *(sql for sql, _params in others)])
        params = [*params, *(param for _sql, more in others for param in more)]
        return f"PRINTF('%%d.%%02d', ({cents}) / 100, ({cents}) %% 100)", [*params, *params]

    def _filled(self, template, compiler, between):
        parts = [compiler.compile(part) for part in self.source_expressions]
        return template.format(between.join(sql for sql, _params in parts)), [p for _sql, params in parts for p in params]


# A row for each line: an order's totals stand in several currencies and periods, which are never added up.
ORDER_COLUMNS = (
    CsvColumn("Order ID", "reference"),
    CsvColumn("Sold", IsoTime("created_at")),
    CsvColumn("Name", "name"),
    CsvColumn("Company", "company_name"),
    CsvColumn("User", "user_name"),
    CsvColumn("Email", "user_email"),
    CsvColumn("Sold by", "owner_name"),
    CsvColumn("Partner", "partner__name"),
    CsvColumn("Opportunity ID", "opportunity__reference"),
    CsvColumn("Product", "lines__listing_name"),
    CsvColumn("Plan", "lines__plan_name"),
    CsvColumn("Quantity", "lines__quantity", text=False),
    CsvColumn("Price", Exact(F("lines__price"))),
    CsvColumn("Currency", "lines__currency"),
    CsvColumn("Billing period", "lines__billing_period"),
    CsvColumn("Amount", Exact(F("lines__price"), F("lines__quantity"))),
)
