"""Orders: what was sold, by whom, to whom. They stay when the Opportunities feature is off."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views import View

from accounts.access import GuardedPage
from accounts.lists import PartnerExport, PartnerList
from leadhub.references import normal
from opportunities.lists.orders import ORDER_COLUMNS, OrderFilterSet, OrderTable
from opportunities.models import AssistedSales, CustomerCompany, CustomerUser, Opportunity, Order
from opportunities.permissions import may_create_opportunities, may_see_opportunities
from opportunities.totals import totals


class OrderList(GuardedPage, PartnerList):
    permission = may_see_opportunities
    model = Order
    url_name = "orders"
    title = _("Orders")
    noun = ("%(count)s order", "%(count)s orders")
    filterset_class = OrderFilterSet
    table_class = OrderTable
    template_name = "orders/list.html"

    def get_queryset(self):
        return super().get_queryset().with_names()

    def extra_context(self, page):
        for order in page.rows:
            order.totals = totals(order.lines.all())
        return {"may_create": may_create_opportunities(self.request.membership)}


class OrderExport(GuardedPage, PartnerExport):
    """**Export**: a row for each line of the orders that the page counted, in its order."""

    permission = may_see_opportunities
    model = Order
    url_name = "orders_export"
    filterset_class = OrderFilterSet
    csv_name = "orders"
    csv_columns = ORDER_COLUMNS
    row_order = ("lines__pk",)

    def may_export(self):
        return may_see_opportunities(self.request.membership)


class OrderPage(GuardedPage, View):
    """One order, as it was made."""

    permission = may_see_opportunities
    http_method_names = ["get", "head"]

    def get(self, request, reference):
        membership = request.membership
        order = Order.objects.visible_to(membership).with_names().filter(reference=normal(reference)).first()
        if order is None:
            raise Http404
        context = {
            "order": order,
            "totals": totals(order.lines.all()),
            "opportunity": opportunity_of(order, membership),
            "sees_user": CustomerUser.objects.visible_to(membership).filter(pk=order.user_id).exists(),
            "sees_company": CustomerCompany.objects.visible_to(membership).filter(pk=order.company_id).exists(),
        }
        return render(request, "orders/order.html", context)


def opportunity_of(order, membership):
    """The opportunity that it was, where the reader may open it."""
    if order.opportunity_id is None or not AssistedSales.objects.of(membership.partner).is_enabled:
        return None
    return Opportunity.objects.visible_to(membership).filter(pk=order.opportunity_id).first()
