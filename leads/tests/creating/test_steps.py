"""**Create Lead** (C-20): product → marketplace → the template's form, one step after another."""

import pytest

from leads.tests.creating.wizard import URL
from listings.models import Listing, Offering

NOT_YOURS = "The product asked for is not one that you can create leads for. Choose one of these."


def test_the_product_leads_to_its_marketplaces_and_those_to_the_form(wizard):
    wizard.open()
    assert wizard.step == "Product"
    for listing in ("Aster Invoicing (App)", "Rollout and Training (Service)"):
        assert listing in wizard.form.said
    assert "Managed Backup (Service)" not in wizard.form.said
    wizard.open("Aster Invoicing", step="marketplace")
    assert wizard.step == "Marketplace"
    assert [name for name in wizard.form.said if name in ("Harbour Cloud Store", "Northwind Marketplace", "Cedar Store")] == [
        "Harbour Cloud Store",
        "Northwind Marketplace",
    ]
    wizard.open("Aster Invoicing", "northwind", step="form")
    assert wizard.step == "Details"
    assert list(wizard.form.values)[-5:] == ["first_name", "last_name", "company", "email", "phone"]


def test_an_address_that_names_both_opens_the_form(wizard):
    wizard.open("Aster Invoicing", "northwind")
    assert (wizard.step, wizard.response.status_code) == ("Details", 200)


def test_a_single_choice_is_made_already_and_still_shown(wizard):
    Offering.objects.exclude(listing__name="Aster Insights", marketplace__slug="harbour").update(is_active=False)
    wizard.open()
    assert wizard.form.values["listing"] == wizard.cast.listings["Aster Insights"].reference
    wizard.open("Aster Insights", step="marketplace")
    assert wizard.form.values["marketplace"] == "harbour"


@pytest.mark.parametrize(
    ("query", "step", "words"),
    [
        ({"step": "marketplace"}, "Product", "Choose a product first."),
        ({"listing": "LS-0000-0000"}, "Product", NOT_YOURS),
        ({"listing": "\x00"}, "Product", NOT_YOURS),
        ({"listing": "Managed Backup"}, "Product", NOT_YOURS),
        ({"listing": "Aster Invoicing", "step": "form"}, "Marketplace", "Choose a marketplace first."),
        (
            {"listing": "Aster Invoicing", "marketplace": "cedar-store"}, "Marketplace",
            "Aster Invoicing is not offered on the marketplace asked for. Choose one of these.",
        ),
        (
            {"listing": "Aster Invoicing", "marketplace": "100%s", "step": "form"}, "Marketplace",
            "Aster Invoicing is not offered on the marketplace asked for. Choose one of these.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_choice_gets_a_sentence_and_the_step_again(wizard, query, step, words):
    if listing := wizard.cast.listings.get(query.get("listing")):
        query = {**query, "listing": listing.reference}
    wizard.look(wizard.client.get(URL, query))
    assert (wizard.response.status_code, wizard.step, words in wizard.form.said) == (422, step, True)


def test_what_is_not_offered_now_is_no_choice(wizard):
    Offering.objects.filter(listing__name="Aster Invoicing").update(is_active=False)
    wizard.open()
    assert "Aster Invoicing (App)" not in wizard.form.said
    assert wizard.open("Aster Invoicing", "northwind").status_code == 422


def test_many_products_are_a_list_to_open(wizard, cast):
    for number in range(12):
        listing = Listing.objects.create(partner=cast.partners["aster"], name=f"Extra {number:02}", kind="app")
        Offering.objects.create(listing=listing, marketplace=cast.marketplaces["harbour"])
    page = wizard.open().content.decode()
    assert '<select name="listing"' in page
    assert wizard.client.get(URL, {"step": "marketplace", "listing": listing.reference}).status_code == 200


def test_the_form_does_not_offer_the_persons_own_details(wizard):
    page = wizard.open("Aster Invoicing", "northwind").content.decode()
    assert page.count('autocomplete="off"') == 5
    assert 'autocomplete="email"' not in page
