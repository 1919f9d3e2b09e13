"""How orders come to be: an opportunity is finalized (A-31), or a checkout confirmed (A-06). No payment is taken here."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opportunities.actions.conflicts import OpportunityClosed
from opportunities.actions.customers import link_customer
from opportunities.actions.recording import claim, record
from opportunities.models import Opportunity, OpportunityEntry, Order, OrderLine
from opportunities.selling import default_plan, fits_opportunity, has_checkout, sellable_by

Kind, Status = OpportunityEntry.Kind, Opportunity.Status


@transaction.atomic
def finalize_opportunity(opportunity, *, by, version):
    """Close it and snapshot its lines into an Order. Sent twice, it gives the one order that there is.

    Raises StaleOpportunity, and ValidationError under "products" where one cannot be sold any more.
    """
    try:
        claim(opportunity, version=version, status=Status.CLOSED)
    except OpportunityClosed:
        return Order.objects.get(opportunity=opportunity)
    lines = list(opportunity.lines.select_related("listing", "plan"))
    if lost := _lost(lines, opportunity.partner):
        raise ValidationError({"products": lost})
    order = _store(
        lines, by=by, partner=opportunity.partner, user=opportunity.user, company=opportunity.company, opportunity=opportunity,
        name=opportunity.name, by_sales_support=opportunity.by_sales_support, creator=opportunity.creator,
        owner=opportunity.owner or by.user,
    )  # fmt: skip
    record(opportunity, Kind.FINALIZED, by=by, to_text=order.reference)
    return order


def _lost(lines, partner):
    sellable = set(sellable_by(partner).filter(pk__in=[line.listing_id for line in lines]).values_list("pk", flat=True))
    return [
        _("%(partner)s cannot sell %(product)s any more: remove it first.") % {"partner": partner, "product": line.listing}
        for line in lines
        if line.listing_id not in sellable or not fits_opportunity(line.listing)
    ]


def check_out(setup, *, by):
    """Order products with domains or bundles at their default plans, without an opportunity (A-06, A-21).

    Returns (order, whether it is new). Raises ValidationError by field.
    """
    listings = setup.listings
    if listings and not has_checkout(listings, by.partner):
        raise ValidationError({"products": _("None of the marketplaces that offer this has a checkout configured.")})
    try:
        with transaction.atomic():
            setup.check(by.partner, checkout=True)
            lines = [_Chosen(listing, default_plan(listing)) for listing in listings]
            order = _store(
                lines, by=by, partner=by.partner, user=setup.user, company=setup.company, name=setup.name,
                token=setup.token, by_sales_support=by.is_sales_support, creator=by.user, owner=by.user,
            )  # fmt: skip
            return order, True
    except IntegrityError:
        known = Order.objects.filter(token=setup.token).first() if setup.token else None
        if known is None:
            raise
        return known, False


class _Chosen:
    quantity = 1

    def __init__(self, listing, plan):
        self.listing, self.plan = listing, plan


def _store(lines, *, by, partner, user, company, owner, **more):
    order = Order.objects.create(
        partner=partner, seller_id=partner.parent_id or partner.pk, user=user, company=company, user_name=user.name,
        user_email=user.email, company_name=company.name, owner=owner, owner_name=str(owner),
        created_at=timezone.now(), **more,
    )  # fmt: skip
    OrderLine.objects.bulk_create(
        [
            OrderLine(
                order=order, listing=line.listing, plan=line.plan, listing_name=line.listing.name, plan_name=line.plan.name,
                price=line.plan.price, currency=line.plan.currency, billing_period=line.plan.billing_period, quantity=line.quantity,
            )
            for line in lines
        ]
    )  # fmt: skip
    link_customer(user, by=by)
    link_customer(company, by=by)
    return order
