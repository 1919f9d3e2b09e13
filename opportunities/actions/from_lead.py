"""A lead becomes an opportunity (A-33): the customer that is missing comes with it, and never twice."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from leads.models import Lead
from listings.models import Listing
from opportunities.actions.creating import Setup, create_opportunity, first_of_lead, unsellable
from opportunities.actions.customers import EmailTaken, link_customer, save_company, save_user
from opportunities.models import CustomerCompany, CustomerUser, Employment, Opportunity


@dataclass
class Buyer:
    """Who buys, as far as they are there: what has no primary key yet is created with the opportunity."""

    user: CustomerUser
    company: CustomerCompany


@transaction.atomic
def create_from_lead(lead, buyer, listings: list[Listing], *, by, name="", token=None, again=False):
    """Like `create_opportunity`, with whatever is missing of the buyer. Returns (opportunity, whether it is new).

    Whoever else makes one of this lead waits, and then finds it; nothing is created for them. Raises ValidationError by field.
    """
    Lead.objects.select_for_update().get(pk=lead.pk)
    known = Opportunity.objects.filter(token=token).first() if token else None
    known = known or (None if again else first_of_lead(lead))
    if known:
        return known, False
    if not listings:
        raise ValidationError({"products": _("Choose at least one product.")})
    if told := list(unsellable(listings, by.partner)):
        raise ValidationError({"products": told})
    user, company = _stored(buyer, by=by)
    return create_opportunity(Setup(user, company, listings, name=name, lead=lead, token=token), by=by, again=again)


def _stored(buyer, *, by):
    user, company = buyer.user, buyer.company
    if company.pk is None:
        company = save_company(company, by=by)  # a double click's second half is given the first one's
    try:
        user = user if user.pk else save_user(user, [company], by=by)
    except EmailTaken as taken:
        raise ValidationError(
            {"email": _("%(user)s has this e-mail already. Search for them below.") % {"user": taken.user}}
        ) from taken
    Employment.objects.get_or_create(user=user, company=company)
    link_customer(user, by=by)
    return user, company
