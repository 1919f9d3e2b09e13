"""Which customer an address means, and what has been sold to them as far as one may know."""

from django.http import Http404

from leadhub.references import normal
from opportunities.models import AssistedSales, Opportunity, Order
from opportunities.permissions import may_create_opportunities, may_edit_customers, may_see_opportunities

MOST_SHOWN = 20


def find(customers, membership, reference):
    """The customer of this reference among those that the membership sees, else 404."""
    customer = customers.visible_to(membership).filter(reference=normal(reference)).first()
    if customer is None:
        raise Http404
    return customer


def sales_context(membership, **customer):
    """What a customer's page shows of opportunities and orders: those that this membership may see, the newest."""
    settings = AssistedSales.objects.of(membership.partner)
    context = {"may_create": may_create_opportunities(membership, settings), "may_edit": may_edit_customers(membership)}
    if may_see_opportunities(membership):
        context["orders"] = newest(Order.objects.visible_to(membership).with_names().filter(**customer))
        if settings.is_enabled:
            context["opportunities"] = newest(Opportunity.objects.visible_to(membership).with_names().filter(**customer))
    return context


def newest(sales):
    """The newest, in a list that knows whether there are `more`."""
    shown = Shown(sales.order_by("-created_at", "-pk")[: MOST_SHOWN + 1])
    shown.more = len(shown) > MOST_SHOWN
    del shown[MOST_SHOWN:]
    return shown


class Shown(list):
    more = False
