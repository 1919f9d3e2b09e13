"""Acting for another of your partners, and what is yours elsewhere."""

import pytest

from accounts.models import Membership
from accounts.tests.reading import told, without_tokens


@pytest.fixture
def client(sign_in, cast):
    """Works for Aster, and for Birch too."""
    Membership.objects.create(user=cast.people["member@aster.example"], partner=cast.partners["birch"], is_viewer=True)
    return sign_in("member@aster.example")


def test_switch_says_for_whom_you_act_and_goes_to_the_leads(client):
    response = client.post("/accounts/switch/", {"partner": "birch", "next": "/"}, follow=True)
    assert response.redirect_chain == [("/", 303), ("/leads/", 302)]
    assert told(response) == ["You now act for Birch Services."]


@pytest.mark.parametrize("partner", ["cedar", "nowhere", "", "Birch Services"])
def test_switch_to_a_partner_of_others_is_not_found_and_changes_nothing(client, partner):
    assert client.post("/accounts/switch/", {"partner": partner}).status_code == 404
    assert client.get("/accounts/profile/").context["membership"].partner.slug == "aster"


def test_switch_is_no_link(client):
    assert client.get("/accounts/switch/").status_code == 405


def test_switch_leads_nowhere_else(client):
    response = client.post("/accounts/switch/", {"partner": "birch", "next": "https://evil.example/"})
    assert response.url == "/"


@pytest.mark.parametrize("page", ["", "notes/"])
def test_lead_of_another_of_my_partners_offers_the_switch_and_opens_after_it(client, make_lead, page):
    url = f"/leads/{make_lead(partner='birch', first_name='Zacharias', company='Quux').reference}/{page}"
    response = client.get(url)
    assert (response.status_code, response.templates[0].name) == (404, "accounts/elsewhere.html")
    assert f'<input type="hidden" name="next" value="{url}">' in response.content.decode()
    assert not any(word in response.content.decode() for word in ("Zacharias", "Quux"))
    response = client.post("/accounts/switch/", {"partner": "birch", "next": url}, follow=True)
    assert (response.redirect_chain, response.status_code) == ([(url, 303)], 200)
    assert response.context["lead"].first_name == "Zacharias"


def test_change_of_a_lead_of_another_of_my_partners_leads_to_its_page(client, make_lead):
    lead = make_lead(partner="birch")
    response = client.post(f"/leads/{lead.reference}/delete/")
    assert response.status_code == 404
    assert f'name="next" value="/leads/{lead.reference}/"' in response.content.decode()


def test_htmx_change_of_a_lead_of_another_of_my_partners_gets_a_notice(client, make_lead):
    response = client.post(f"/leads/{make_lead(partner='birch').reference}/delete/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Reswap"]) == (404, "none")
    assert (
        response.context["notice"].text == "This belongs to Birch Services, and you act for another partner now. Reload the page."
    )


@pytest.mark.parametrize("page", ["", "notes/"])
def test_strangers_lead_cannot_be_told_from_one_that_does_not_exist(client, make_lead, page):
    theirs = client.get(f"/leads/{make_lead(partner='cedar').reference}/{page}")
    nobodys = client.get(f"/leads/LD-0000-0000/{page}")
    assert (theirs.status_code, without_tokens(theirs)) == (404, without_tokens(nobodys))
    assert theirs.headers == nobodys.headers
