"""The demo's assisted sales: something to see for everybody who may see."""

import pytest

from opportunities.demo import create_sales
from opportunities.models import CustomerUser, Opportunity, Order


@pytest.fixture
def shown(cast):
    create_sales(cast)


def test_there_are_opportunities_in_every_status_by_every_role_that_creates(shown):
    made = set(Opportunity.objects.values_list("creator__email", "status"))
    sellers = ["sales@aster.example", "reseller@dahlia.example"]
    assert {(seller, status) for seller in sellers for status in ("open", "pending-review", "closed")} <= made
    assert {email for email, _status in made} == {*sellers, "admin@aster.example", "both@aster.example"}


def test_somebody_has_no_company_and_somebody_two(shown):
    companies = {user.name: user.companies.count() for user in CustomerUser.objects.all()}
    assert (companies["Noor Haddad"], companies["Ingrid de Wit"]) == (0, 2)


def test_orders_come_from_opportunities_and_from_a_checkout(shown):
    assert Order.objects.filter(opportunity=None).count() == 1
    assert Order.objects.exclude(opportunity=None).count() == Opportunity.objects.filter(status="closed").count()
