"""**New Lead or Purchase** by request (A-08…22): preselection, searches, errors at their place, exactly one opportunity."""

import re
from html import unescape

import pytest

from listings.models import Listing
from opportunities.models import AssistedSales, CustomerUser, Opportunity, Order

SALES = "sales@aster.example"


def listing(name):
    return Listing.objects.get(name=name)


@pytest.fixture
def client(sales, sign_in):
    return sign_in(SALES)


@pytest.fixture
def chosen(sales):
    """`chosen(user="paola@…", company="…", products=[…])`: what the form sends for a choice."""

    def make(user="paola@grimaldi.example", company="Grimaldi & Figli", products=("Aster Invoicing",), **more):
        data = {
            "user": sales.users[user].reference if user else "",
            "company": sales.companies[company].reference if company else "",
        }
        return {**data, "product": [listing(name).reference for name in products], **more}

    return make


def text(response):
    return unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", response.content.decode())))


def pairs(response):
    return [(pair.user.name, pair.company and pair.company.name) for pair in response.context["choice"].found]


def hidden(response, name):
    return re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', response.content.decode())


def test_the_user_search_finds_users_named_so_and_users_of_companies_named_so(client):
    assert pairs(client.get("/opportunities/new/?who=gri")) == [
        ("Enzo Ricci", "Grimaldi & Figli"),
        ("Ingrid de Wit", "Hafen Logistik GmbH"),
        ("Ingrid de Wit", "Van der Griend Bouw"),
        ("Paola Grimaldi", "Grimaldi & Figli"),
        ("Sofía Griñán", "Colina Verde"),
    ]
    assert pairs(client.get("/opportunities/new/?who=HAFEN")) == [
        ("Ingrid de Wit", "Hafen Logistik GmbH"),
        ("Lena Brandt", "Hafen Logistik GmbH"),
    ]
    assert pairs(client.get("/opportunities/new/?who=%25")) == []


def test_a_user_without_a_company_is_shown_and_cannot_be_chosen(client):
    response = client.get("/opportunities/new/?who=noor")
    assert pairs(response) == [("Noor Haddad", None)]
    assert 'name="select"' not in response.content.decode()
    assert "In no company: cannot be chosen. A purchase needs a company." in text(response)


def test_a_user_comes_with_their_company_and_one_of_two_is_asked_for(client, sales):
    paola, ingrid = sales.users["paola@grimaldi.example"], sales.users["ingrid@vandergriend.example"]
    response = client.get(f"/opportunities/new/?user={paola.reference}")
    assert (hidden(response, "user"), hidden(response, "company")) == (
        [paola.reference],
        [sales.companies["Grimaldi & Figli"].reference],
    )
    response = client.get(f"/opportunities/new/?user={ingrid.reference}")
    assert (hidden(response, "user"), hidden(response, "company")) == ([ingrid.reference], [])
    assert "For which company?" in text(response)


def test_a_company_comes_with_the_list_of_its_members(client, sales):
    company = sales.companies["Grimaldi & Figli"]
    response = client.get(f"/opportunities/new/?company={company.reference}")
    assert [user.name for user in response.context["choice"].members] == ["Enzo Ricci", "Paola Grimaldi"]
    assert hidden(response, "company") == [company.reference]


def test_presses_lead_to_an_address_that_holds_the_choice(client, sales, chosen):
    form = {**chosen(user=None, company=None, products=[]), "who": "paola", "name": "Two sites"}
    paola, company = sales.users["paola@grimaldi.example"].reference, sales.companies["Grimaldi & Figli"].reference
    response = client.post("/opportunities/new/", {**form, "select": f"{paola}/{company}"})
    assert response.status_code == 303
    assert response.url == f"/opportunities/new/?user={paola}&company={company}&name=Two+sites#customer"
    product = listing("Aster Invoicing").reference
    response = client.post("/opportunities/new/", {**chosen(products=[]), "add": product, "what": "inv"})
    assert response.url == f"/opportunities/new/?user={paola}&company={company}&product={product}#product"
    response = client.post("/opportunities/new/", {**chosen(), "drop": product})
    assert response.url == f"/opportunities/new/?user={paola}&company={company}#product"
    response = client.post("/opportunities/new/", {**chosen(), "change": "1"})
    assert response.url == f"/opportunities/new/?product={product}#customer"


def test_the_product_search_shows_what_can_be_sold(client, sign_in, sales):
    shown = lambda one, words: [p.name for p in one.get(f"/opportunities/new/?what={words}").context["choice"].products]  # noqa: E731
    assert shown(client, "ASTER in") == ["Aster Insights", "Aster Invoicing"]
    assert shown(client, "backup") == []
    assert shown(client, "premier") == ["Aster Premier Support"]
    assert shown(sign_in("reseller@dahlia.example"), "premier") == []


def test_what_was_sold_last_and_most_is_offered(client, make_opportunity):
    for product in ["Aster Insights", "Aster Insights", "Aster Field Service", "Rollout and Training"]:
        make_opportunity(products=[product])
    offered = client.get("/opportunities/new/").context["choice"]
    assert ([product.name for product in offered.products], offered.is_suggested) == (
        ["Rollout and Training", "Aster Field Service", "Aster Insights"],
        True,
    )


def test_create_opportunity_opens_its_page_with_the_default_plans(client, chosen):
    response = client.post("/opportunities/new/", chosen(products=["Aster Invoicing", "Aster Insights"], name="Two", create="1"))
    opportunity = Opportunity.objects.get()
    assert (response.status_code, response.url) == (303, opportunity.url)
    assert [(line.listing.name, line.plan.name, line.quantity) for line in opportunity.lines.all()] == [
        ("Aster Invoicing", "Team", 1),
        ("Aster Insights", "Starter", 1),
    ]
    assert (opportunity.name, opportunity.owner.email) == ("Two", SALES)


def test_a_form_sent_twice_makes_one_and_a_changed_one_another(client, chosen):
    for _ in range(2):
        response = client.post("/opportunities/new/", chosen(create="1", token="t"))
        assert response.url == Opportunity.objects.get().url
    client.post("/opportunities/new/", chosen(create="1", token="t", name="Another"))
    assert Opportunity.objects.count() == 2


@pytest.mark.parametrize(
    ("choice", "place", "sentence"),
    [
        (
            {"user": "noor@freelance.example", "company": "Colina Verde"},
            "customer",
            "Noor Haddad is in no company. Add one first: a purchase needs a company.",
        ),
        ({"user": "noor@freelance.example", "company": None}, "customer", "Choose a user."),
        ({"company": "Colina Verde"}, "customer", "Paola Grimaldi is not in Colina Verde."),
        ({"user": None, "company": None}, "customer", "Choose a user."),
        ({"products": []}, "product", "Choose at least one product."),
        (
            {"products": ["Aster Everything"]},
            "product",
            "Aster Everything (Bundle) cannot be part of an opportunity: use Continue to Checkout.",
        ),
    ],
)
def test_a_mistake_keeps_everything_and_is_said_at_its_place_and_on_top(client, chosen, choice, place, sentence):
    response = client.post("/opportunities/new/", chosen(**choice, name="Kept", create="1"))
    assert response.status_code == 422
    body = unescape(response.content.decode())
    assert f'<a href="#{place}">{sentence}</a>' in body
    assert body.count(sentence) == 2
    assert hidden(response, "product") == chosen(**choice)["product"]
    assert 'value="Kept"' in body
    assert not Opportunity.objects.exists()


def test_what_cannot_be_sold_is_said(client, chosen):
    listing("Aster Invoicing").offerings.update(is_active=False)
    response = client.post("/opportunities/new/", chosen(create="1"))
    assert (response.status_code, "Aster Apps cannot sell Aster Invoicing now." in text(response)) == (422, True)


def test_a_name_that_is_too_long_is_said_and_kept(client, chosen):
    response = client.post("/opportunities/new/", chosen(name="x" * 256, create="1"))
    assert (response.status_code, "This can have 255 characters; it has 256." in text(response)) == (422, True)
    assert "x" * 256 in response.content.decode()


@pytest.mark.parametrize("what", ["user", "company", "product", "lead"])
def test_what_is_another_partners_is_not_here(sales, sign_in, make_lead, cast, what):
    AssistedSales.objects.update(is_enabled=True)
    forged = {
        "user": sales.users["paola@grimaldi.example"].reference,
        "company": sales.companies["Grimaldi & Figli"].reference,
        "product": listing("Aster Invoicing").reference,
        "lead": make_lead().reference,
    }[what]
    stranger = sign_in("admin@birch.example")
    assert stranger.get(f"/opportunities/new/?{what}={forged}").status_code == 404
    assert stranger.post("/opportunities/new/", {what: forged, "create": "1"}).status_code == 404
    assert sign_in("admin@aster.example").get(f"/opportunities/new/?{what}={forged}").status_code == 200


def test_a_reseller_sees_linked_customers_alone(sales, sign_in, make_opportunity):
    reseller = sign_in("reseller@dahlia.example")
    assert pairs(reseller.get("/opportunities/new/?who=gri")) == []
    paola = CustomerUser.objects.get(email="paola@grimaldi.example")
    assert reseller.get(f"/opportunities/new/?user={paola.reference}").status_code == 404
    make_opportunity(by="reseller@dahlia.example")
    assert pairs(reseller.get("/opportunities/new/?who=gri")) == [("Paola Grimaldi", "Grimaldi & Figli")]


@pytest.mark.parametrize(
    ("person", "code", "words"),
    [
        ("member@aster.example", 403, "Opportunities and orders are for administrators"),
        ("viewer@aster.example", 403, "Opportunities and orders are for administrators"),
        ("resellers@aster.example", 403, "a Reseller manager needs Sales support as well"),
        ("admin@birch.example", 404, ""),
        ("member@birch.example", 404, ""),
    ],
)
def test_others_are_told_why_not(sales, sign_in, person, code, words):
    response = sign_in(person).get("/opportunities/new/")
    assert (response.status_code, words in text(response)) == (code, True)


def test_once_an_operator_enables_it_the_button_is_there_on_the_next_request(sales, sign_in):
    admin, member = sign_in("admin@birch.example"), sign_in("member@birch.example")
    assert admin.get("/opportunities/").status_code == 404
    assert b'href="/opportunities/"' not in admin.get("/leads/").content
    AssistedSales.objects.filter(partner=sales.partners["birch"]).update(is_enabled=True)
    assert b"New Lead or Purchase" in admin.get("/opportunities/").content
    assert b'href="/opportunities/"' in admin.get("/leads/").content
    assert member.get("/opportunities/").status_code == 403
    assert b'href="/opportunities/"' not in member.get("/leads/").content


def test_a_search_costs_the_same_queries_whatever_it_finds(client, sales, django_assert_max_num_queries):
    for number in range(30):
        user = CustomerUser.objects.create(seller=sales.partners["aster"], name=f"Zed {number}", email=f"z{number}@x.example",
                                           created_at=sales.users["paola@grimaldi.example"].created_at)  # fmt: skip
        user.employments.create(company=sales.companies["Colina Verde"])
    with django_assert_max_num_queries(15):
        response = client.get("/opportunities/new/?who=zed&what=aster")
    assert len(pairs(response)) == 20
    assert "there are more: write more of the name" in text(response)


class TestCheckout:
    """**Continue to Checkout** (A-06, A-21)."""

    def test_a_bundle_is_ordered_after_one_confirmation_and_once(self, client, chosen):
        form = chosen(products=["Aster Everything"])
        body = text(client.get("/opportunities/new/", form))
        assert "Continue to Checkout" in body
        assert "Create Opportunity" not in body
        response = client.post("/opportunities/new/", {**form, "checkout": "1"})
        assert response.status_code == 303
        page = client.get(response.url)
        assert "189.00\N{NO-BREAK SPACE}EUR" in page.content.decode()
        assert not Order.objects.exists()
        form |= {"token": hidden(page, "token"), "prices": hidden(page, "prices")}
        for _ in range(2):
            response = client.post("/opportunities/checkout/", form)
            assert (response.status_code, response.url) == (303, Order.objects.get().url)
        assert not Opportunity.objects.exists()

    def test_where_no_checkout_is_configured_the_page_says_so(self, client, chosen):
        form = chosen(products=["Aster Mail"])
        body = text(client.get("/opportunities/new/", form))
        assert "Continue to Checkout" not in body
        assert "has a checkout configured, so this purchase cannot be completed here" in body
        response = client.post("/opportunities/new/", {**form, "checkout": "1"})
        assert (response.status_code, "has a checkout configured." in text(response)) == (422, True)

    def test_another_price_than_was_shown_is_not_ordered(self, client, chosen):
        form = chosen(products=["Aster Everything"])
        prices = hidden(client.get("/opportunities/checkout/", form), "prices")
        listing("Aster Everything").plans.update(price=200)
        response = client.post("/opportunities/checkout/", {**form, "prices": prices})
        assert (response.status_code, "200.00" in text(response)) == (409, True)
        assert not Order.objects.exists()

    def test_what_needs_no_checkout_goes_through_approval(self, client, sign_in, chosen):
        form = chosen(products=["Aster Field Service"])
        assert "Continue to Checkout" not in text(client.get("/opportunities/new/", form))
        assert client.get("/opportunities/checkout/", form).status_code == 403
        assert "Continue to Checkout" in text(sign_in("admin@aster.example").get("/opportunities/new/", form))

    def test_an_unfinished_choice_leads_back(self, client, chosen):
        form = chosen(user=None, company=None, products=["Aster Everything"])
        assert client.get("/opportunities/checkout/", form).url.startswith("/opportunities/new/?product=")
        assert client.post("/opportunities/checkout/", form).status_code == 303
        response = client.post("/opportunities/new/", {**form, "checkout": "1"})
        assert (response.status_code, "Choose a user." in text(response)) == (422, True)
