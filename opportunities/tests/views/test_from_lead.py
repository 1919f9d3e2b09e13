"""From a lead (A-33): the customer matched or created, product preselected, links both ways, never twice."""

import re
from html import unescape

import pytest

from leadhub.problems import Problem
from leads.models import Lead
from listings.models import Listing
from opportunities.models import AssistedSales, CustomerCompany, CustomerUser, Opportunity

SALES = "sales@aster.example"
ADA = {
    "first_name": "Ada", "last_name": "Lovelace", "email": "Ada@engines.example", "company": "Analytical Engines",
    "phone": "+44 20 7946 0001", "job_title": "Engineer", "country": "United Kingdom", "listing": "Aster Invoicing",
}  # fmt: skip
TYPED = {
    "buyer_name": "Ada King", "buyer_email": "ada@engines.example", "buyer_company": "new",
    "buyer_company_name": "Engines Ltd", "buyer_country": "England",
}  # fmt: skip


@pytest.fixture
def client(sales, sign_in):
    return sign_in(SALES)


@pytest.fixture
def ada(sales, make_lead):
    return make_lead(**ADA)


def main(response):
    return unescape(response.content.decode().partition("<main")[2].partition("</main>")[0])


def form_of(response):
    """What the page's form would send as it stands."""
    context = response.context
    choice, buyer = context["choice"], context["buyer"]
    data = {"lead": choice.lead.reference, "product": [one.reference for one in choice.listings], "token": context["token"]}
    data |= {name: getattr(choice, name).reference for name in ("user", "company") if getattr(choice, name)}
    return data | ({field.html_name: field.value() or "" for field in buyer} if buyer else {}) | {"create": "1"}


def address(lead):
    return f"/opportunities/new/?lead={lead.reference}"


def test_a_leads_page_has_the_button_for_those_who_create(sign_in, ada, sales):
    offers = {
        "admin@aster.example": True, SALES: True, "both@aster.example": True, "member@aster.example": False,
        "viewer@aster.example": False, "resellers@aster.example": False,
    }  # fmt: skip
    shown = {person: f'href="{address(ada)}"' in main(sign_in(person).get(ada.url)) for person in offers}
    assert shown == offers


def test_without_the_feature_a_leads_page_has_no_button(sign_in, sales, make_lead):
    lead = make_lead(partner="birch")
    assert "Create Opportunity" not in main(sign_in("admin@birch.example").get(lead.url))
    assert sign_in("admin@birch.example").get(address(lead)).status_code == 404


def test_a_distributor_reads_a_vendors_lead_and_sells_nothing_to_it(sign_in, sales, make_lead, cast):
    AssistedSales.objects.create(partner=cast.partners["cedar"], is_enabled=True)
    lead = make_lead(listing="Aster Insights", marketplace="cedar-store")
    manager = sign_in("manager@cedar.example")
    assert "Create Opportunity" not in main(manager.get(lead.url))
    assert manager.get(address(lead)).status_code == 403


def test_the_missing_user_and_company_are_shown_and_created_as_they_were_edited(client, ada):
    page = client.get(address(ada))
    assert "Create Opportunity adds this user:" in main(page)
    assert {name: page.context["buyer"][name].value() for name in page.context["buyer"].fields} == {
        "buyer_name": "Ada Lovelace", "buyer_email": "Ada@engines.example", "buyer_phone": "+44 20 7946 0001",
        "buyer_job_title": "Engineer", "buyer_company": "new", "buyer_company_name": "Analytical Engines",
        "buyer_country": "United Kingdom",
    }  # fmt: skip
    response = client.post("/opportunities/new/", form_of(page) | TYPED)
    opportunity = Opportunity.objects.get()
    assert (response.status_code, response.url) == (303, opportunity.url)
    assert (opportunity.user.name, opportunity.user.email, opportunity.user.phone) == (
        "Ada King", "ada@engines.example", "+44 20 7946 0001",
    )  # fmt: skip
    assert (opportunity.company.name, opportunity.company.country) == ("Engines Ltd", "England")
    assert [(line.listing.name, line.plan.name) for line in opportunity.lines.all()] == [("Aster Invoicing", "Team")]
    assert (opportunity.lead, list(opportunity.user.companies.all())) == (ada, [opportunity.company])


def test_nothing_is_created_by_looking(client, ada):
    before = (CustomerUser.objects.count(), CustomerCompany.objects.count())
    client.get(address(ada))
    assert (CustomerUser.objects.count(), CustomerCompany.objects.count(), Opportunity.objects.count()) == (*before, 0)


def test_a_known_customer_is_matched_by_e_mail_and_company(client, sales, make_lead):
    lead = make_lead(**{**ADA, "email": "INGRID@vandergriend.example", "company": "van der griend bouw"})
    page = client.get(address(lead))
    choice = page.context["choice"]
    assert (choice.user.name, choice.company.name, page.context["buyer"]) == ("Ingrid de Wit", "Van der Griend Bouw", None)
    client.post("/opportunities/new/", form_of(page))
    assert Opportunity.objects.get().user == sales.users["ingrid@vandergriend.example"]


def test_a_known_user_of_no_company_joins_the_one_of_the_lead(client, sales, make_lead):
    lead = make_lead(**{**ADA, "email": "noor@freelance.example", "company": "COLINA verde"})
    page = client.get(address(lead))
    colina = sales.companies["Colina Verde"]
    assert (page.context["choice"].user.name, page.context["buyer"]["buyer_company"].value()) == ("Noor Haddad", colina.reference)
    client.post("/opportunities/new/", form_of(page))
    assert (Opportunity.objects.get().company, list(sales.users["noor@freelance.example"].companies.all())) == (colina, [colina])


def test_a_product_that_cannot_be_sold_is_not_preselected(client, sales, make_lead):
    lead = make_lead(**{**ADA, "listing": None, "listing_text": "Something else"})
    assert client.get(address(lead)).context["choice"].listings == []


def test_mistakes_keep_what_was_typed_and_stand_at_their_fields(client, ada):
    form = form_of(client.get(address(ada))) | TYPED
    response = client.post("/opportunities/new/", form | {"buyer_email": "ada", "buyer_company_name": "", "product": []})
    assert response.status_code == 422
    assert response.context["problems"] == [
        Problem("", "Choose at least one product.", "product"),
        Problem("E-mail", "Enter a valid email address.", "buyer_email"),
        Problem("Name of the new company", "A purchase needs a company. Write its name.", "buyer_company_name"),
    ]
    assert 'value="Ada King"' in main(response)
    taken = client.post("/opportunities/new/", form | {"buyer_email": "Paola@grimaldi.example"})
    assert (taken.status_code, "Paola Grimaldi has this e-mail already." in main(taken)) == (422, True)
    assert (Opportunity.objects.count(), CustomerCompany.objects.filter(name="Engines Ltd").exists()) == (0, False)


def test_what_was_typed_stays_while_products_are_chosen(client, ada):
    form = form_of(client.get(address(ada))) | TYPED
    form.pop("create")
    response = client.post("/opportunities/new/", form | {"what": "insights"})
    assert (response.status_code, 'value="Ada King"' in main(response), 'value="Engines Ltd"' in main(response)) == (
        200,
        True,
        True,
    )


def test_twice_leads_to_the_existing_one_and_to_another_on_purpose(client, ada):
    form = form_of(client.get(address(ada))) | TYPED
    first = client.post("/opportunities/new/", form)
    again = client.post("/opportunities/new/", form | {"token": "other"})
    assert (again.url, Opportunity.objects.count(), CustomerUser.objects.filter(name="Ada King").count()) == (first.url, 1, 1)
    page = client.get(address(ada))
    assert "This lead has an opportunity already" in main(page)
    assert f'href="/opportunities/new/?lead={ada.reference}&amp;again=1"' in page.content.decode()
    page = client.get(f"{address(ada)}&again=1")
    other = client.post("/opportunities/new/", form_of(page) | {"again": "1"})
    assert other.url != first.url
    assert (Opportunity.objects.count(), CustomerUser.objects.filter(name="Ada King").count()) == (2, 1)
    assert CustomerCompany.objects.filter(name="Engines Ltd").count() == 1


def test_who_does_not_see_the_existing_one_is_told_that_there_is_one(client, sign_in, ada):
    client.post("/opportunities/new/", form_of(client.get(address(ada))) | TYPED)
    both, opportunity = sign_in("both@aster.example"), Opportunity.objects.get()
    page = both.get(address(ada))
    assert "Chloé Laurent created it; your role does not show it to you." in main(page)
    assert opportunity.reference not in main(page)
    response = both.post("/opportunities/new/", {"lead": ada.reference, **TYPED, "create": "1"})
    assert response.status_code == 409
    assert opportunity.reference not in main(response)


def test_lead_and_opportunity_link_to_each_other_for_those_who_see_both(client, sign_in, ada):
    client.post("/opportunities/new/", form_of(client.get(address(ada))) | TYPED)
    opportunity = Opportunity.objects.get()
    assert f'href="{opportunity.url}"' in main(client.get(ada.url))
    assert f'href="{ada.url}"' in main(client.get(opportunity.url))
    for person in ("both@aster.example", "member@aster.example"):
        assert opportunity.reference not in main(sign_in(person).get(ada.url))
    Lead.objects.filter(pk=ada.pk).update(deleted_at=ada.created_at)
    assert ada.reference not in main(client.get(opportunity.url))


def test_the_next_status_is_suggested_and_one_click_away(client, ada):
    client.post("/opportunities/new/", form_of(client.get(address(ada))) | TYPED)
    opportunity = Opportunity.objects.get()
    body = main(client.get(opportunity.url))
    assert re.findall(r'name="status" value="(\w+)"', body) == ["contacted"]
    assert Lead.objects.get().status.slug == "new"
    form = {"status": "contacted", "version": ada.version, "next": opportunity.url}
    response = client.post(f"{ada.url}status/", form)
    assert response.url.partition("#")[0] == opportunity.url
    assert 'name="status"' not in main(client.get(opportunity.url))


def test_a_reseller_is_linked_to_the_customer_it_knows_by_e_mail(sign_in, sales, make_lead):
    lead = make_lead(partner="dahlia", email="paola@grimaldi.example", company="Grimaldi & Figli", first_name="Paola")
    reseller = sign_in("reseller@dahlia.example")
    page = reseller.get(address(lead))
    assert (page.context["choice"].user.name, page.context["choice"].company) == ("Paola Grimaldi", None)
    form = form_of(page) | {"product": [Listing.objects.get(name="Aster Invoicing").reference]}
    assert reseller.post("/opportunities/new/", form).status_code == 303
    member = sales.members["reseller@dahlia.example"]
    assert [user.name for user in CustomerUser.objects.visible_to(member)] == ["Paola Grimaldi"]
    assert [company.name for company in CustomerCompany.objects.visible_to(member)] == ["Grimaldi & Figli"]


def test_two_leads_of_one_new_company_make_it_once(client, ada, make_lead):
    other = make_lead(**ADA | {"first_name": "Charles", "email": "charles@engines.example"})
    client.post("/opportunities/new/", form_of(client.get(address(ada))) | TYPED)
    typed = TYPED | {"buyer_name": "Charles Babbage", "buyer_email": "charles@engines.example"}
    assert client.post("/opportunities/new/", form_of(client.get(address(other))) | typed).status_code == 303
    company = CustomerCompany.objects.get(name="Engines Ltd")
    assert sorted(user.name for user in company.users.all()) == ["Ada King", "Charles Babbage"]


def test_an_e_mail_that_no_column_holds_is_a_mistake(client, ada):
    long = "a" * 60 + "@" + ".".join(["b" * 60] * 4) + ".example"
    response = client.post("/opportunities/new/", form_of(client.get(address(ada))) | TYPED | {"buyer_email": long})
    assert response.status_code == 422
    assert list(response.context["buyer"].errors) == ["buyer_email"]
