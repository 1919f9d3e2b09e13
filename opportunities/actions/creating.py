"""How opportunities come to be: set up, from a lead, or cloned."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leads.models import Lead
from listings.models import Listing
from opportunities.actions.customers import link_customer
from opportunities.actions.recording import record
from opportunities.models import CustomerCompany, CustomerUser, Opportunity, OpportunityEntry, OpportunityLine
from opportunities.selling import default_plan, fits_opportunity, sellable_by

Kind = OpportunityEntry.Kind


@dataclass
class Setup:
    """What **New Lead or Purchase** asks for (A-04). `token` makes one opportunity of a form however often it is sent."""

    user: CustomerUser
    company: CustomerCompany
    listings: list[Listing]
    name: str = ""
    lead: Lead | None = None
    token: str | None = None
    plans: dict | None = None

    def check(self, partner, *, checkout=False):
        """Raise ValidationError, by field, where this cannot be an opportunity of the partner's, or its `checkout`."""
        problems = {}
        if not self.user.employments.exists():
            problems["user"] = _("%(user)s is in no company. Add one first: a purchase needs a company.") % {"user": self.user}
        elif not self.user.employments.filter(company=self.company).exists():
            words = {"user": self.user, "company": self.company}
            problems["company"] = _("%(user)s is not in %(company)s.") % words
        if not self.listings:
            problems["products"] = _("Choose at least one product.")
        elif told := list(unsellable(self.listings, partner, checkout=checkout)):
            problems["products"] = told
        if problems:
            raise ValidationError(problems)


def unsellable(listings, partner, *, checkout=False):
    """Why listings cannot enter an opportunity of the partner's (or its checkout): a sentence for each that cannot."""
    sellable = set(sellable_by(partner).filter(pk__in=[listing.pk for listing in listings]).values_list("pk", flat=True))
    for listing in listings:
        if listing.pk not in sellable:
            yield _("%(partner)s cannot sell %(product)s now.") % {"partner": partner, "product": listing}
        elif not checkout and not fits_opportunity(listing):
            words = {"product": listing, "kind": listing.get_packaging_display()}
            yield _("%(product)s (%(kind)s) cannot be part of an opportunity: use Continue to Checkout.") % words


def create_opportunity(setup, *, by, again=False):
    """Save the opportunity with its products at their default plans (A-20). Returns (opportunity, whether it is new).

    The same form sent again, or the same lead (unless `again`: another one on purpose), gives the one that there is.
    Raises ValidationError by field.
    """
    try:
        with transaction.atomic():
            if setup.lead:  # whoever else makes one of this lead waits here, and then finds it
                Lead.objects.select_for_update().get(pk=setup.lead.pk)
                if not again and (known := first_of_lead(setup.lead)):
                    return known, False
            setup.check(by.partner)
            return _create(setup, by=by, kind=Kind.CREATED), True
    except IntegrityError:
        known = Opportunity.objects.filter(token=setup.token).first() if setup.token else None
        if known is None:
            raise
        return known, False


def first_of_lead(lead):
    return Opportunity.objects.filter(lead=lead, is_first_of_lead=True, deleted_at=None).first()


def clone_opportunity(opportunity, *, by, token=None):
    """Customer and lines carried over, as far as they are still sellable (A-05). Returns (clone, names of what was not).

    The cloner owns it; it is Open. The same form sent again gives the one clone. Raises ValidationError where nothing of it
    can be sold any more, or the user left the company.
    """
    try:
        with transaction.atomic():
            return _clone(opportunity, by=by, token=token)
    except IntegrityError:
        known = Opportunity.objects.filter(token=token).first() if token else None
        if known is None:
            raise
        return known, []


def _clone(opportunity, *, by, token):
    lines = list(opportunity.lines.select_related("listing", "plan"))
    left_out = {listing.pk for listing in [line.listing for line in lines] if list(unsellable([listing], by.partner))}
    kept = [line for line in lines if line.listing_id not in left_out]
    plans = {line.listing_id: (line.plan, line.quantity) for line in kept}
    setup = Setup(
        opportunity.user, opportunity.company, [line.listing for line in kept], name=opportunity.name, token=token, plans=plans
    )
    setup.check(by.partner)
    clone = _create(setup, by=by, kind=Kind.CLONED, cloned_from=opportunity)
    return clone, [line.listing.name for line in lines if line.listing_id in left_out]


def _create(setup, *, by, kind, cloned_from=None):
    at = timezone.now()
    first = bool(setup.lead) and first_of_lead(setup.lead) is None
    opportunity = Opportunity.objects.create(
        partner=by.partner, seller_id=by.partner.parent_id or by.partner_id, name=setup.name,
        user=setup.user, company=setup.company, user_name=setup.user.name, company_name=setup.company.name,
        owner=by.user, creator=by.user, creator_name=str(by.user), by_sales_support=by.is_sales_support,
        lead=setup.lead, is_first_of_lead=first, cloned_from=cloned_from, token=setup.token, created_at=at, updated_at=at,
    )  # fmt: skip
    for listing in setup.listings:
        plan, quantity = (setup.plans or {}).get(listing.pk, (default_plan(listing), 1))
        OpportunityLine.objects.create(opportunity=opportunity, listing=listing, plan=plan, quantity=quantity)
    link_customer(setup.user, by=by)
    link_customer(setup.company, by=by)
    record(opportunity, kind, by=by, from_text=cloned_from.reference if cloned_from else "")
    return opportunity
