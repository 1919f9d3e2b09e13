"""Assisted sales for the cast: enabled for Aster, with customers and packaged products."""

from types import SimpleNamespace

import pytest

from accounts.models import Membership
from listings.models import Listing
from opportunities.actions import Setup, create_opportunity
from opportunities.demo import create_customers, create_packaged
from opportunities.models import AssistedSales, Opportunity


@pytest.fixture
def sales(cast):
    """`sales.users[e-mail]`, `sales.companies[name]`, `sales.members[e-mail]`: Aster may, Birch may not."""
    AssistedSales.objects.create(partner=cast.partners["aster"], is_enabled=True)
    AssistedSales.objects.create(partner=cast.partners["birch"])
    create_packaged(cast)
    members = {member.user.email: member for member in Membership.objects.select_related("user", "partner__parent")}
    users, companies = create_customers(members["admin@aster.example"])
    return SimpleNamespace(users=users, companies=companies, members=members, partners=cast.partners)


@pytest.fixture
def make_opportunity(sales):
    """`make_opportunity(by="sales@aster.example", products=["Aster Invoicing"], status="open")`."""

    def make(
        *, by="sales@aster.example", user="paola@grimaldi.example", company=None, products=("Aster Invoicing",), status=None, **more
    ):
        user = sales.users[user]
        company = sales.companies[company] if company else user.companies.first()
        listings = [Listing.objects.get(name=name) for name in products]
        opportunity, _new = create_opportunity(Setup(user, company, listings, **more), by=sales.members[by])
        if status:
            Opportunity.objects.filter(pk=opportunity.pk).update(status=status)
            opportunity.refresh_from_db()
        return opportunity

    return make
