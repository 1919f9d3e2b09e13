"""Who may create leads by hand, and what everybody else is told."""

import pytest

from leads.models import Lead
from leads.tests.creating.wizard import ADA, URL, Wizard
from leads.tests.forms_shown import ShownForm
from listings.models import Offering


def test_a_distributors_staff_create_leads_that_the_vendor_owns(sign_in, cast):
    wizard = Wizard(sign_in("manager@cedar.example"), cast)
    wizard.open()
    assert "Cloud Readiness Assessment (Service, Birch Services)" in wizard.form.said
    assert "Aster Invoicing (App, Aster Apps)" not in wizard.form.said
    assert wizard.open("Aster Insights", "harbour").status_code == 422
    wizard.open("Aster Insights", "cedar-store")
    url = wizard.press("create", **ADA).url
    lead = Lead.objects.get()
    assert (lead.partner.slug, lead.distributor.slug, lead.source.partner.slug) == ("aster", "cedar", "cedar")
    assert wizard.client.get(url).status_code == 200
    assert "Created by <bdi>Ines Keller</bdi> as <b>New</b>" in wizard.client.get(lead.url).content.decode()


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("viewer@aster.example", "Viewers can read leads but not change or export them."),
        ("reseller@dahlia.example", "Leads for listings of Aster Apps belong to Aster Apps, and Dahlia Resale would not see them."),
    ],
)
def test_whoever_may_not_is_told_why_and_sees_no_button(sign_in, cast, email, words):
    client = sign_in(email)
    typed = ADA | {"step": "create", "listing": cast.listings["Aster Invoicing"].reference, "marketplace": "northwind"}
    for response in (client.get(URL), client.post(URL, typed)):
        assert (response.status_code, words in response.content.decode()) == (403, True)
    assert "Create Lead" not in client.get("/leads/").content.decode()
    assert Lead.objects.count() == 0


@pytest.mark.parametrize(
    "email", ["member@aster.example", "sales@aster.example", "manager@cedar.example", "resellers@aster.example"]
)
def test_whoever_may_finds_the_button_on_the_leads_page(sign_in, email):
    assert (URL, "Create Lead") in ShownForm(sign_in(email).get("/leads/")).links


def test_with_nothing_offered_administrators_are_sent_to_the_listings_and_others_to_them(sign_in):
    Offering.objects.update(is_active=False)
    page = sign_in("admin@aster.example").get(URL).content.decode()
    assert 'href="/settings/listings/">Go to Listings</a>' in page
    page = sign_in("member@aster.example").get(URL).content.decode()
    assert "Ask an administrator of <bdi>Aster Apps</bdi>" in page
    assert "Go to Listings" not in page
