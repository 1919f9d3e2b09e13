from datetime import timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Partner
from leadhub.text import refold
from opportunities.models import CustomerCompany, CustomerUser, Employment, Opportunity

JUST_NOW = timedelta(minutes=1)


class StaleCustomer(Exception):
    """Somebody saved the customer meanwhile (409)."""

    def __init__(self, customer):
        self.message = _("%(name)s was changed in the meantime. Your change was not made.") % {"name": customer.name}
        super().__init__(self.message)
        self.customer = customer


class EmailTaken(Exception):
    """The selling partner has a user with this e-mail."""

    def __init__(self, user):
        self.message = _("There is a user with this e-mail already.")
        super().__init__(self.message)
        self.user = user


@transaction.atomic
def save_company(company, *, by, version=None):
    """Store a new or changed company of the selling partner; a reseller's is linked to it.

    `version` is the one that was shown, for a change. Raises StaleCustomer. Opportunities and their search follow a new
    name. Names may repeat, but the very same company twice within a minute is a double click: it gives the first.
    """
    if company.pk is None and (known := _just_made(company, by)):
        return known
    _save(company, by=by, version=version)
    rename_follows(company=company)
    return company


def _just_made(company, by):
    # One at a time, so that the second half of a double click finds what the first half has made.
    Partner.objects.select_for_update(no_key=True).get(pk=by.partner.parent_id or by.partner_id)
    same = {name: getattr(company, name) for name in ("name", "country", "website")}
    fresh = CustomerCompany.objects.visible_to(by).filter(created_at__gt=timezone.now() - JUST_NOW, version=1)
    return fresh.filter(**same).first()


@transaction.atomic
def save_user(user, companies, *, by, version=None):
    """Store a new or changed user with exactly these companies. Raises StaleCustomer, EmailTaken.

    A reseller who enters an e-mail that its parent knows is linked to that user and changes nothing of it
    (PRODUCT §9): the known user is returned.
    """
    # In one case, by Python: the two databases do not agree about "É".
    user.email = user.email.lower()
    is_new = user.pk is None
    try:
        with transaction.atomic():  # or whoever else enters this e-mail at this moment is first
            _save(user, by=by, version=version)
    except IntegrityError:
        known = CustomerUser.objects.filter(seller=by.partner.parent_id or by.partner_id, email__iexact=user.email).first()
        if known is None:
            raise
        if not (is_new and by.partner.parent_id):
            raise EmailTaken(known) from None
        link_customer(known, by=by)
        return known
    _set_companies(user, companies, by=by)
    rename_follows(user=user)
    return user


def _set_companies(user, companies, *, by):
    wanted = {company.pk for company in companies}
    # A reseller sees only some of a user's companies, and takes none away that it does not see.
    shown = user.employments.filter(company__resellers=by.partner) if by.partner.parent_id else user.employments.all()
    shown.exclude(company__in=wanted).delete()
    known = set(user.employments.values_list("company_id", flat=True))
    Employment.objects.bulk_create([Employment(user=user, company_id=pk) for pk in sorted(wanted - known)])


def link_customer(customer, *, by):
    """Let a reseller see a user or company of its parent's. For anybody else there is nothing to do."""
    if by.partner.parent_id:
        customer.resellers.add(by.partner)


def _save(customer, *, by, version):
    if customer.pk is None:
        customer.seller_id = by.partner.parent_id or by.partner_id
        customer.created_at = timezone.now()
        customer.save()
        link_customer(customer, by=by)
        return
    if version is None or not type(customer).objects.filter(pk=customer.pk, version=version).update(version=F("version") + 1):
        raise StaleCustomer(type(customer).objects.get(pk=customer.pk))
    customer.version = version + 1
    customer.save()


def rename_follows(**customer):
    """Let search and order of opportunities follow the name of their customer. Orders keep the names they were made with."""
    ((role, who),) = customer.items()
    stale = list(Opportunity.objects.filter(**customer).exclude(**{f"{role}_name": who.name}))
    for opportunity in stale:
        setattr(opportunity, f"{role}_name", who.name)
        refold(opportunity)
    Opportunity.objects.bulk_update(stale, [f"{role}_name", "search_text", "company_key"], batch_size=500)
