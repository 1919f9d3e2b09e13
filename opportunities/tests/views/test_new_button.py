"""**New Lead or Purchase** (A-01, A-02, A-08…13): on which pages, with what preselected, for whom; enabled by an operator alone."""

import re

import pytest
from django.urls import reverse

from leadhub.tests.admin_forms import problems, rows
from opportunities.models import AssistedSales

LISTS = ["/customers/users/", "/customers/companies/", "/orders/"]


def button_on(response):
    """Where the button leads; None without one."""
    links = re.findall(
        r'<a class="button primary" href="([^"]*)">(?:(?!</a>).)*New Lead or Purchase</a>', response.content.decode()
    )
    assert len(links) <= 1
    return links[0].replace("&amp;", "&") if links else None


@pytest.mark.parametrize("path", LISTS)
def test_on_the_lists_it_begins_with_nothing_chosen(sales, sign_in, path):
    assert button_on(sign_in("admin@aster.example").get(path)) == "/opportunities/new/"


def test_on_a_users_page_the_user_and_their_company_are_chosen(sales, sign_in):
    user, client = sales.users["ingrid@vandergriend.example"], sign_in("sales@aster.example")
    company = sales.companies["Hafen Logistik GmbH"]
    assert button_on(client.get(user.url)) == f"/opportunities/new/?user={user.reference}&company={company.reference}"
    alone = sales.users["noor@freelance.example"]
    assert button_on(client.get(alone.url)) == f"/opportunities/new/?user={alone.reference}"


def test_on_a_companys_page_the_company_is_chosen(sales, sign_in):
    company = sales.companies["Colina Verde"]
    assert button_on(sign_in("both@aster.example").get(company.url)) == f"/opportunities/new/?company={company.reference}"


@pytest.mark.parametrize(
    ("email", "has_it"),
    [
        ("admin@aster.example", True),
        ("sales@aster.example", True),
        ("both@aster.example", True),
        ("reseller@dahlia.example", True),
        ("resellers@aster.example", False),
        ("member@aster.example", False),
        ("viewer@aster.example", False),
        ("admin@birch.example", False),
        ("member@birch.example", False),
        ("manager@cedar.example", False),
    ],
)
def test_it_is_there_for_those_who_may_create_and_nobody_else(sales, sign_in, email, has_it):
    client = sign_in(email)
    answers = {path: client.get(path) for path in LISTS}
    shown = {path: button_on(answer) is not None for path, answer in answers.items() if answer.status_code == 200}
    assert set(shown) >= {"/customers/users/", "/customers/companies/"}
    assert set(shown.values()) == {has_it}


# --- enabling (A-01) ------------------------------------------------------------------------------


def enable(operator, partner, **ticks):
    """Save the partner's page in the administration with these ticks."""
    known = AssistedSales.objects.filter(partner=partner).first()
    row = {"id": known.pk if known else "", "partner": partner.pk} | ticks
    fields = {"name": partner.name, "parent": ""} | rows("memberships") | rows("assisted_sales", row, initial=1 if known else 0)
    answer = operator.post(reverse("admin:accounts_partner_change", args=[partner.pk]), fields)
    assert answer.status_code == 302, problems(answer)


def test_an_operator_enables_it_and_the_button_is_there_on_the_next_request(sales, sign_in):
    admin, member, operator = map(sign_in, ("admin@birch.example", "member@birch.example", "operator@leadhub.example"))
    paths = ["/customers/users/", "/customers/companies/"]
    assert [button_on(admin.get(path)) for path in [*paths, "/orders/"]] == [None, None, None]
    enable(operator, sales.partners["birch"], is_enabled="on")
    assert [button_on(admin.get(path)) for path in [*paths, "/orders/"]] == ["/opportunities/new/"] * 3
    assert [button_on(member.get(path)) for path in paths] == [None, None]
    enable(operator, sales.partners["birch"])
    assert [button_on(admin.get(path)) for path in [*paths, "/orders/"]] == [None, None, None]


def test_it_is_enabled_for_a_partner_that_never_had_it(sales, sign_in):
    enable(sign_in("operator@leadhub.example"), sales.partners["cedar"], is_enabled="on", may_finalize="on")
    made = AssistedSales.objects.get(partner=sales.partners["cedar"])
    assert (made.is_enabled, made.may_finalize) == (True, True)
    assert button_on(sign_in("manager@cedar.example").get("/customers/users/")) == "/opportunities/new/"


def test_with_the_feature_off_customers_and_orders_stay(sales, sign_in):
    admin = sign_in("admin@birch.example")
    assert [admin.get(path).status_code for path in LISTS] == [200, 200, 200]
    labels = re.findall(r'<a href="(/customers/[a-z]+/|/orders/|/opportunities/)"', admin.get("/leads/").content.decode())
    assert labels == LISTS


def test_a_resellers_page_in_the_administration_has_no_switch_of_its_own(sales, sign_in):
    operator, dahlia = sign_in("operator@leadhub.example"), sales.partners["dahlia"]
    assert "assisted_sales" not in operator.get(reverse("admin:accounts_partner_change", args=[dahlia.pk])).content.decode()
    answer = operator.post(reverse("admin:opportunities_assistedsales_add"), {"partner": dahlia.pk, "is_enabled": "on"})
    assert answer.context["adminform"].form.errors == {
        "partner": ["Dahlia Resale is a reseller: decide for Aster Apps, which it follows."]
    }


@pytest.mark.parametrize("email", ["admin@aster.example", "admin@birch.example", "member@birch.example"])
def test_nobody_of_a_partner_can_enable_it(sales, sign_in, email):
    birch, client = sales.partners["birch"], sign_in(email)
    url = reverse("admin:accounts_partner_change", args=[birch.pk])
    fields = (
        {"name": birch.name, "parent": ""} | rows("memberships") | rows("assisted_sales", {"partner": birch.pk, "is_enabled": "on"})
    )
    assert client.post(url, fields, follow=True).status_code == 403
    assert not AssistedSales.objects.get(partner=birch).is_enabled
