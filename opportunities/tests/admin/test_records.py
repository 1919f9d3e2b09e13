"""What operators can do with customers, opportunities and orders: look, at a price that does not grow; and delete the unused."""

import pytest
from django.urls import reverse

from leadhub.tests.admin_forms import cost
from opportunities.actions import finalize_opportunity

READ_ONLY = ("order", "orderline", "opportunity", "opportunityline", "opportunityentry", "opportunitynote", "employment")


@pytest.fixture
def sell(make_opportunity, sales):
    def make(**opportunity):
        made = make_opportunity(products=["Aster Invoicing", "Aster Insights"], **opportunity)
        return finalize_opportunity(made, by=sales.members["admin@aster.example"], version=1)

    return make


@pytest.mark.parametrize("model", [*READ_ONLY, "customercompany", "customeruser", "assistedsales"])
def test_a_list_costs_the_same_at_one_row_and_at_ten(sell, sign_in, model):
    operator, url = sign_in("operator@leadhub.example"), reverse(f"admin:opportunities_{model}_changelist")
    sell()
    few = cost(operator, url)
    for _number in range(9):
        sell()
    assert cost(operator, url) == few


def test_orders_and_what_happened_cannot_be_changed_even_by_an_operator(sales, sign_in):
    operator = sign_in("operator@leadhub.example")
    for model in READ_ONLY:
        assert operator.get(reverse(f"admin:opportunities_{model}_add")).status_code == 403


def test_an_operator_deletes_a_customer_that_nothing_was_sold_to_and_no_other(sales, sign_in, make_opportunity):
    make_opportunity()
    operator = sign_in("operator@leadhub.example")
    sold_to, unused = sales.users["paola@grimaldi.example"], sales.users["noor@freelance.example"]
    for user in (sold_to, unused):
        operator.post(reverse("admin:opportunities_customeruser_delete", args=[user.pk]), {"post": "yes"})
    assert [type(user).objects.filter(pk=user.pk).exists() for user in (sold_to, unused)] == [True, False]
