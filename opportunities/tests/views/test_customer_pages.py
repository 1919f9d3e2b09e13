"""A user's and a company's page: what stands there, and for whom."""

import pytest

from opportunities.actions import finalize_opportunity
from opportunities.models import AssistedSales, Opportunity, Order


@pytest.fixture
def sold(make_opportunity, sales):
    """An open opportunity and an order of Sales support's for Paola, and an opportunity of the administrator's."""
    bought = make_opportunity(name="Bought by them")
    order = finalize_opportunity(bought, by=sales.members["admin@aster.example"], version=1)
    make_opportunity(name="Under way")
    make_opportunity(by="admin@aster.example", name="Of the administrator")
    return order


def test_a_users_page_has_their_facts_and_companies(sales, sign_in):
    user = sales.users["ingrid@vandergriend.example"]
    page = sign_in("member@aster.example").get(user.url).content.decode()
    for shown in ("Ingrid de Wit", "mailto:ingrid@vandergriend.example", "tel:+31205550199", "IT", user.reference):
        assert shown in page
    assert [sales.companies[name].url in page for name in ("Hafen Logistik GmbH", "Van der Griend Bouw", "Colina Verde")] == [
        True, True, False,
    ]  # fmt: skip


def test_a_user_without_a_company_is_told_to_need_one(sales, sign_in):
    page = sign_in("member@aster.example").get(sales.users["noor@freelance.example"].url).content.decode()
    assert "a purchase needs a company" in page
    assert "Choose a company" in page


def test_a_companys_page_has_its_facts_and_users(sales, sign_in):
    company = sales.companies["Grimaldi & Figli"]
    response = sign_in("member@aster.example").get(company.url)
    page = response.content.decode()
    for shown in ("Grimaldi &amp; Figli", "Italy", 'href="https://www.grimaldi.example"', f"add/?company={company.reference}"):
        assert shown in page
    assert [user.name for user in response.context["users"]] == ["Enzo Ricci", "Paola Grimaldi"]


@pytest.mark.parametrize("of", ["user", "company"])
@pytest.mark.parametrize(
    ("email", "opportunities", "orders"),
    [
        ("admin@aster.example", ["Of the administrator", "Under way", "Bought by them"], 1),
        ("sales@aster.example", ["Under way", "Bought by them"], 1),
        ("resellers@aster.example", [], 0),
        ("both@aster.example", ["Of the administrator"], 0),
        ("member@aster.example", None, None),
        ("viewer@aster.example", None, None),
    ],
)
def test_of_what_was_sold_everybody_sees_what_is_theirs_to_see(sold, sales, sign_in, of, email, opportunities, orders):
    response = sign_in(email).get(sold.user.url if of == "user" else sold.company.url)
    context, body = response.context, response.content.decode()
    shown = context.get("opportunities")
    assert (shown if shown is None else [opportunity.name for opportunity in shown]) == opportunities
    assert (context.get("orders") if orders is None else len(context["orders"])) == orders
    assert (sold.reference in body) == bool(orders)
    assert {name in body for name in ("Of the administrator",)} == {"Of the administrator" in (opportunities or [])}


def test_a_page_shows_the_newest_twenty_and_leads_to_the_rest(sales, sign_in, make_opportunity):
    user = sales.users["paola@grimaldi.example"]
    for number in range(21):
        opportunity = make_opportunity(name=f"No. {number:02}")
        finalize_opportunity(opportunity, by=sales.members["admin@aster.example"], version=1)
    response = sign_in("admin@aster.example").get(user.url)
    assert [order.name for order in response.context["orders"]] == [f"No. {number:02}" for number in range(20, 0, -1)]
    assert f"/orders/?user={user.reference}" in response.content.decode()


def test_where_the_feature_is_off_orders_stay_and_opportunities_go(sold, sign_in):
    AssistedSales.objects.update(is_enabled=False)
    response = sign_in("admin@aster.example").get(sold.user.url)
    assert ([order.pk for order in response.context["orders"]], response.context.get("opportunities")) == ([sold.pk], None)
    assert Opportunity.objects.count() == 3


@pytest.mark.parametrize("email", ["admin@birch.example", "manager@cedar.example", "reseller@dahlia.example"])
def test_another_partners_customers_are_not_there(sold, sign_in, email):
    client = sign_in(email)
    for url in (sold.user.url, sold.company.url):
        assert client.get(url).status_code == 404
        if email != "manager@cedar.example":
            assert client.get(f"{url}edit/").status_code == 404
            assert client.post(f"{url}edit/", {"name": "Mine", "version": 1}).status_code == 404
    assert Order.objects.get().user.name == "Paola Grimaldi"


def test_a_reseller_sees_no_other_company_of_a_linked_user(sales, sign_in, make_opportunity):
    make_opportunity(by="reseller@dahlia.example", user="ingrid@vandergriend.example", company="Hafen Logistik GmbH")
    client = sign_in("reseller@dahlia.example")
    page = client.get(sales.users["ingrid@vandergriend.example"].url)
    assert [company.name for company in page.context["companies"]] == ["Hafen Logistik GmbH"]
    # Lena is in that company too, but she is not linked.
    page = client.get(sales.companies["Hafen Logistik GmbH"].url)
    assert [user.name for user in page.context["users"]] == ["Ingrid de Wit"]


@pytest.mark.parametrize("reference", ["CU-0000-0000", "nonsense", "x" * 500])
def test_a_reference_of_nobodys_is_404(sales, sign_in, reference):
    assert sign_in("admin@aster.example").get(f"/customers/users/{reference}/").status_code == 404


def test_a_reference_is_read_as_people_type_it(sales, sign_in):
    user = sales.users["paola@grimaldi.example"]
    assert sign_in("admin@aster.example").get(f"/customers/users/{user.reference.lower()}/").status_code == 200
