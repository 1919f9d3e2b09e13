"""The demo's assisted sales: who may, customers (one without a company), opportunities in every status, orders."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Membership
from listings.models import Listing, Marketplace, Offering, Plan
from opportunities.actions import (
    LineDraft,
    Setup,
    add_note,
    check_out,
    clone_opportunity,
    create_opportunity,
    delete_opportunity,
    edit_opportunity,
    finalize_opportunity,
    save_company,
    save_user,
    submit_opportunity,
)
from opportunities.models import AssistedSales, CustomerCompany, CustomerUser, Opportunity, OpportunityEntry, OpportunityNote, Order

# (vendor, name, packaging, may be resold, marketplaces, plan as (name, price, period))
PACKAGED = [
    ("aster", "Aster Everything", Listing.Packaging.BUNDLE, True, ["northwind"], ("All apps", 189, "monthly")),
    ("aster", "Aster Mail", Listing.Packaging.DOMAIN, True, ["harbour"], ("Mailbox", 4, "monthly")),
    ("aster", "Aster Premier Support", Listing.Packaging.SINGLE, False, ["northwind"], ("One year", 4800, "yearly")),
]
WITH_CHECKOUT = ["northwind"]

COMPANIES = {
    "Grimaldi & Figli": ("Italy", "https://www.grimaldi.example"),
    "Van der Griend Bouw": ("Netherlands", "https://www.vandergriend.example"),
    "Søndergaard Skibe": ("Denmark", ""),
    "株式会社青空": ("Japan", "https://www.aozora.example"),
    "Hafen Logistik GmbH": ("Germany", ""),
    "Colina Verde": ("Spain", ""),
}
# e-mail: (name, phone, job title, companies)
USERS = {
    "paola@grimaldi.example": ("Paola Grimaldi", "+39 06 555 0101", "Director", ["Grimaldi & Figli"]),
    "enzo@grimaldi.example": ("Enzo Ricci", "", "Buyer", ["Grimaldi & Figli"]),
    "ingrid@vandergriend.example": ("Ingrid de Wit", "+31 20 555 0199", "IT", ["Van der Griend Bouw", "Hafen Logistik GmbH"]),
    "mads@sondergaard.example": ("Mads Søndergaard", "+45 33 55 01 10", "Owner", ["Søndergaard Skibe"]),
    "aoki@aozora.example": ("青木 葵", "+81 3 5550 1234", "", ["株式会社青空"]),
    "lena@hafen.example": ("Lena Brandt", "", "Office manager", ["Hafen Logistik GmbH"]),
    "sofia@colina.example": ("Sofía Griñán", "+34 910 555 044", "Founder", ["Colina Verde"]),
    "noor@freelance.example": ("Noor Haddad", "", "Consultant", []),
}

# (who creates, for which user of their first company, products, name, days ago, what happens then)
SELLERS = {"sales@aster.example", "admin@aster.example", "both@aster.example", "reseller@dahlia.example"}
SALES = [
    ("sales", "paola@grimaldi.example", ["Aster Invoicing", "Aster Insights"], "Invoicing for two branches", 3, ""),
    ("sales", "enzo@grimaldi.example", ["Aster Field Service"], "", 9, "submit"),
    ("sales", "mads@sondergaard.example", ["Aster Invoicing"], "Renewal", 40, "finalize"),
    ("admin", "ingrid@vandergriend.example", ["Aster Field Service", "Rollout and Training"], "Pilot on two sites", 5, ""),
    ("admin", "aoki@aozora.example", ["Aster Insights"], "", 60, "finalize"),
    ("both", "lena@hafen.example", ["Data Migration Workshop"], "Move from the old system", 12, "submit"),
    ("both", "sofia@colina.example", ["Aster Invoicing"], "", 2, "delete"),
    ("reseller", "lena@hafen.example", ["Aster Invoicing"], "Hafen, first step", 7, ""),
    ("reseller", "sofia@colina.example", ["Aster Insights"], "Colina reports", 21, "submit"),
    ("reseller", "lena@hafen.example", ["Rollout and Training"], "", 80, "finalize"),
]


def create_sales(cast, *, until=None):
    """Create it for a cast without any sales, as if now were `until`."""
    until = until or timezone.now()
    members = {member.user.email: member for member in Membership.objects.select_related("user", "partner__parent")}
    AssistedSales.objects.create(partner=cast.partners["aster"], is_enabled=True)
    AssistedSales.objects.create(partner=cast.partners["birch"])
    create_packaged(cast)
    users, companies = create_customers(members["admin@aster.example"])
    for number, customer in enumerate([*companies.values(), *users.values()]):
        type(customer).objects.filter(pk=customer.pk).update(created_at=until - timedelta(days=130 - 3 * number, hours=number))
    for who, *sale in SALES:
        seller = next(member for email, member in members.items() if email.startswith(f"{who}@") and email in SELLERS)
        _sell(seller, sale, members["admin@aster.example"], users, until)
    closed = Opportunity.objects.filter(status=Opportunity.Status.CLOSED, by_sales_support=True).first()
    clone, _left_out = clone_opportunity(closed, by=members["sales@aster.example"])
    _backdate(clone, until - timedelta(days=1))
    bundle = Setup(users["paola@grimaldi.example"], companies["Grimaldi & Figli"], [_listing("Aster Everything")])
    order, _new = check_out(bundle, by=members["admin@aster.example"])
    Order.objects.filter(pk=order.pk).update(created_at=until - timedelta(days=15))


def create_packaged(cast):
    """Products that need a checkout, one that resellers may not sell, and the marketplace where a checkout is configured."""
    Marketplace.objects.filter(slug__in=WITH_CHECKOUT).update(has_checkout=True)
    for vendor, name, packaging, resellable, places, (plan, price, period) in PACKAGED:
        listing = Listing.objects.create(
            partner=cast.partners[vendor], name=name, kind=Listing.Kind.APP, packaging=packaging, is_resellable=resellable
        )
        Offering.objects.bulk_create([Offering(listing=listing, marketplace=cast.marketplaces[place]) for place in places])
        Plan.objects.create(listing=listing, name=plan, price=price, currency="EUR", billing_period=period, is_default=True)


def create_customers(admin):
    """Return (users by e-mail, companies by name)."""
    companies = {
        name: save_company(CustomerCompany(name=name, country=country, website=website), by=admin)
        for name, (country, website) in COMPANIES.items()
    }
    users = {
        email: save_user(
            CustomerUser(name=name, email=email, phone=phone, job_title=title), [companies[place] for place in places], by=admin
        )
        for email, (name, phone, title, places) in USERS.items()
    }
    return users, companies


def _listing(name):
    return Listing.objects.get(partner__slug="aster", name=name)


def _sell(by, sale, admin, users, until):
    email, products, name, days, then = sale
    user = users[email]
    setup = Setup(user, user.companies.first(), [_listing(product) for product in products], name=name)
    opportunity, _new = create_opportunity(setup, by=by)
    lines = [LineDraft(line.listing, line.plan, 5 + days % 7) for line in opportunity.lines.select_related("listing", "plan")]
    edit_opportunity(opportunity, by=by, version=1, name=name, lines=lines)
    add_note(opportunity, "They decide by the end of the month.", by=by)
    if then == "submit":
        submit_opportunity(opportunity, by=by, version=opportunity.version)
    elif then == "finalize":
        submit_opportunity(opportunity, by=by, version=opportunity.version)
        finalize_opportunity(opportunity, by=admin, version=opportunity.version)
    elif then == "delete":
        delete_opportunity(opportunity, by=admin, version=opportunity.version)
    _backdate(opportunity, until - timedelta(days=days, hours=3))


def _backdate(opportunity, moment):
    """As if each step had been made a day after the one before, beginning at the moment."""
    Opportunity.objects.filter(pk=opportunity.pk).update(created_at=moment, updated_at=moment + timedelta(hours=2))
    OpportunityNote.objects.filter(opportunity=opportunity).update(created_at=moment + timedelta(hours=1))
    Order.objects.filter(opportunity=opportunity).update(created_at=moment + timedelta(hours=2))
    entries = list(opportunity.history.order_by("pk"))
    for number, entry in enumerate(entries):
        entry.at = moment + timedelta(minutes=25 * number)
    OpportunityEntry.objects.bulk_update(entries, ["at"])
