"""**Create Lead** in a browser (C-20): with JavaScript and without, on a phone, and for axe."""

import pytest
from playwright.sync_api import expect

from leads.answers.types import TemplateField
from leads.models import Lead
from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import expect_no_violation
from listings.models import Offering

pytestmark = pytest.mark.browser

FIELDS = [
    TemplateField("size", "Team size", "number", required=True),
    TemplateField("modules", "Modules", "choices", choices=("Invoices", "Reports")),
]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


@pytest.fixture
def template(make_template):
    return make_template(fields=FIELDS)


def go(page, name, button="Next"):
    page.get_by_label(name).check()
    page.get_by_role("button", name=button, exact=True).click()


def to_the_form(page):
    page.get_by_role("link", name="Create Lead").click()
    go(page, "Aster Invoicing (App)")
    go(page, "Northwind Marketplace")
    expect(page.get_by_label("Last name")).to_be_visible()


@both
def test_from_the_leads_page_to_the_summary_and_the_details(browse, template, javascript):
    page = browse(javascript=javascript)
    to_the_form(page)
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("E-mail").fill("ada@lovelace.example")
    page.get_by_label("Team size").fill("12")
    page.get_by_label("Reports").check()
    page.get_by_role("button", name="Create Lead").click()
    expect(page.get_by_role("heading", name="The lead is created")).to_be_visible()
    lead = Lead.objects.get()
    main = page.get_by_role("main")
    for words in (lead.reference, "Lovelace", "Pending", "Aster Invoicing", "Northwind Marketplace"):
        expect(main.get_by_text(words, exact=True)).to_be_visible()
    with page.expect_popup() as popup:
        page.get_by_role("link", name=f"{lead.reference} (opens in a new window)").click()
    expect(popup.value.get_by_role("heading", level=1)).to_have_text("Lovelace")
    page.get_by_role("link", name="Go to Details").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Lovelace")
    page.go_back()
    page.get_by_role("link", name="Close").click()
    expect(page.get_by_role("link", name="Create Lead")).to_be_visible()
    expect(page.get_by_text("Lovelace").first).to_be_visible()


@both
def test_both_ways_back_keep_what_was_typed(browse, template, javascript):
    page = browse(javascript=javascript)
    to_the_form(page)
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("Team size").fill("12")
    page.get_by_label("Invoices").check()
    for _ in range(2):
        page.get_by_role("button", name="Back").click()
    go(page, "Aster Invoicing (App)")
    go(page, "Harbour Cloud Store")
    expect(page.get_by_label("Last name")).to_have_value("Lovelace")
    page.get_by_role("button", name="Back").click()
    go(page, "Northwind Marketplace")
    expect(page.get_by_label("Team size")).to_have_value("12")
    expect(page.get_by_label("Invoices")).to_be_checked()


def test_the_browsers_own_back_returns_to_the_choice(browse, template):
    page = browse()
    to_the_form(page)
    page.go_back()
    expect(page.get_by_label("Northwind Marketplace")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Aster Invoicing (App)")).to_be_visible()
    page.go_forward()
    page.go_forward()
    expect(page.get_by_label("Last name")).to_be_visible()


def test_a_double_click_makes_one_lead(browse, template):
    page = browse(to=None)
    page.goto(
        "/leads/create/?listing=" + Offering.objects.get(lead_templates=template).listing.reference + "&marketplace=northwind"
    )
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("E-mail").fill("ada@lovelace.example")
    page.get_by_label("Team size").fill("12")
    page.get_by_role("button", name="Create Lead").dblclick()
    expect(page.get_by_role("heading", name="The lead is created")).to_be_visible()
    assert Lead.objects.count() == 1


def test_enter_creates_and_errors_lead_to_their_fields(browse, template):
    page = browse(allowed=["422"])
    to_the_form(page)
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("E-mail").fill("ada@lovelace.example")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Team size – Fill this in.").click()
    expect(page.get_by_label("Team size")).to_be_focused()
    page.keyboard.type("12")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="The lead is created")).to_be_visible()


def test_nothing_chosen_is_said_and_asked_again(browse, template):
    page = browse(to="/leads/create/", allowed=["422"])
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("alert").filter(has_text="Choose a product first.")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_every_step_fits_and_axe_finds_nothing(browse, template, width):
    page = browse(to=None, width=width, allowed=["422"])
    page.goto("/leads/create/")
    looks = []

    def look():
        looks.append(overflow(page))
        expect_no_violation(page)

    look()
    go(page, "Aster Invoicing (App)")
    expect(page.get_by_label("Northwind Marketplace")).to_be_visible()
    look()
    go(page, "Northwind Marketplace")
    expect(page.get_by_label("Last name")).to_be_visible()
    look()
    page.get_by_role("button", name="Create Lead").click()
    expect(page.locator(".error-summary")).to_be_visible()
    look()
    page.get_by_label("Last name").fill("L" * 60)
    page.get_by_label("E-mail").fill("ada@lovelace.example")
    page.get_by_label("Team size").fill("12")
    page.get_by_role("button", name="Create Lead").click()
    expect(page.get_by_role("heading", name="The lead is created")).to_be_visible()
    look()
    page.goto("/leads/create/?listing=LS-0000-0000")
    look()
    Offering.objects.update(is_active=False)
    page.goto("/leads/create/")
    look()
    assert looks == [0] * 7
