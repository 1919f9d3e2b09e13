"""Assisted sales in a browser, with JavaScript and without: from each of the six pages to the order (A-08…31, A-33)."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import ERRORS, expect_no_violation
from listings.models import Listing, Plan
from opportunities.models import Opportunity

pytestmark = pytest.mark.browser

ADMIN, SALES = "admin@aster.example", "sales@aster.example"
BOTH_WAYS = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


def customer(page):
    return page.get_by_role("region", name="Customer")


def product(page):
    return page.get_by_role("region", name="Product")


def look_for(page, label, words, *, by="button"):
    page.get_by_label(label).fill(words)
    if by == "Enter":
        page.get_by_label(label).press("Enter")
    else:
        page.get_by_role("button", name={"User search": "Search users", "Product search": "Search products"}[label]).click()


def select(where, about):
    where.get_by_role("button", name=f"Select {about}", exact=True).click()


def start(page):
    page.get_by_role("link", name="New Lead or Purchase").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New Lead or Purchase")


@BOTH_WAYS
def test_from_each_of_the_six_pages_the_right_things_are_preselected(browse, sales, javascript):
    page = browse(SALES, to=None, javascript=javascript)
    for path in ("/customers/users/", "/customers/companies/", "/orders/", "/opportunities/"):
        page.goto(path)
        start(page)
        expect(customer(page).get_by_role("button", name="Change")).to_have_count(0)
    page.goto(sales.users["paola@grimaldi.example"].url)
    start(page)
    expect(customer(page)).to_contain_text("Paola Grimaldi")
    expect(customer(page)).to_contain_text("Grimaldi & Figli")
    expect(page.get_by_label("User search")).to_have_count(0)
    page.goto(sales.companies["Grimaldi & Figli"].url)
    start(page)
    members = customer(page).get_by_role("list", name="Users of Grimaldi & Figli")
    expect(members.get_by_role("button")).to_have_text(["Select Enzo Ricci", "Select Paola Grimaldi"])
    select(members, "Enzo Ricci")
    expect(customer(page)).to_contain_text("enzo@grimaldi.example")


@BOTH_WAYS
def test_from_the_search_to_the_order(browse, sales, javascript):
    page = browse(SALES, to="/opportunities/", javascript=javascript)
    start(page)
    page.get_by_label("Name of the opportunity").fill("Two branches")
    look_for(page, "User search", "gri")
    found = customer(page).get_by_role("listitem")
    expect(found.locator("strong")).to_have_text(["Enzo Ricci", "Ingrid de Wit", "Ingrid de Wit", "Paola Grimaldi", "Sofía Griñán"])
    select(customer(page), "Ingrid de Wit, Van der Griend Bouw")
    look_for(page, "Product search", "invoic", by="Enter")
    expect(product(page).get_by_role("listitem")).to_have_count(1)
    select(product(page), "Aster Invoicing")
    expect(product(page).get_by_role("button", name="Remove Aster Invoicing")).to_be_visible()
    expect(page.get_by_label("Name of the opportunity")).to_have_value("Two branches")
    page.get_by_role("button", name="Create Opportunity").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Two branches")
    expect(page.get_by_label("Plan of Aster Invoicing")).to_have_value(str(plan_of("Aster Invoicing", "Team")))
    page.get_by_label("Plan of Aster Invoicing").select_option("Business")
    page.get_by_label("Quantity of Aster Invoicing").fill("3")
    page.get_by_label("Add a product").select_option("Aster Insights")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Plan of Aster Insights")).to_be_visible()
    expect(page.locator(".line-sums li")).to_have_text(["0.00 EUR Monthly", "870.00 EUR Yearly"])

    page.get_by_role("button", name="Clone").click()
    expect(page.get_by_text("This is the clone of Two branches.")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Two branches")).to_be_visible()
    page.get_by_label("Write a note").fill("They decide on Friday.")
    page.get_by_role("button", name="Add Note").click()
    expect(page.locator(".notes .body")).to_have_text("They decide on Friday.")
    page.get_by_role("button", name="Submit for Approval").click()
    expect(page.locator("h1 .status")).to_have_text("Pending review")
    expect(page.get_by_role("button", name="Save")).to_have_count(0)

    clone = Opportunity.objects.get(cloned_from__isnull=False)
    admin = browse(ADMIN, to=clone.url, javascript=javascript)
    admin.get_by_role("button", name="Finalize").click()
    expect(admin.get_by_role("main")).to_contain_text("870.00")
    admin.goto(clone.url)
    expect(admin.locator("h1 .status")).to_have_text("Closed")
    expect(admin.get_by_role("main").locator("form, button, input, select, textarea")).to_have_count(0)
    expect(admin.get_by_role("main").get_by_role("link", name="OR-").first).to_be_visible()


def plan_of(listing, name):
    return Plan.objects.get(listing__name=listing, name=name).pk


@BOTH_WAYS
def test_a_bundle_goes_through_the_checkout_where_there_is_one(browse, sales, javascript):
    page = browse(SALES, to=sales.users["paola@grimaldi.example"].url, javascript=javascript)
    start(page)
    look_for(page, "Product search", "mail")
    select(product(page), "Aster Mail")
    expect(page.get_by_text("has a checkout configured, so this purchase cannot be completed here")).to_be_visible()
    expect(page.get_by_role("button", name="Create Opportunity")).to_have_count(0)
    expect(page.get_by_role("button", name="Continue to Checkout")).to_have_count(0)
    page.get_by_role("button", name="Remove Aster Mail").click()
    look_for(page, "Product search", "everything")
    select(product(page), "Aster Everything")
    page.get_by_role("button", name="Continue to Checkout").click()
    expect(page.get_by_role("cell", name="189.00 EUR", exact=True)).to_be_visible()
    page.get_by_role("button", name="Place the order").click()
    expect(page.get_by_text("Ordered. No payment was taken here.")).to_be_visible()


@BOTH_WAYS
def test_from_a_lead_with_its_customer(browse, sales, make_lead, javascript):
    lead = make_lead(
        first_name="Ada", last_name="Lovelace", email="ada@engines.example", company="Engines", listing="Aster Insights"
    )
    page = browse(SALES, to=lead.url, javascript=javascript)
    page.get_by_role("link", name="Create Opportunity").click()
    expect(customer(page).get_by_label("E-mail")).to_have_value("ada@engines.example")
    page.get_by_label("Name of the new company").fill("Engines Ltd")
    look_for(page, "Product search", "invoicing")
    select(product(page), "Aster Invoicing")
    expect(product(page).get_by_role("list", name="Chosen products").get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_label("Name of the new company")).to_have_value("Engines Ltd")
    page.get_by_role("button", name="Create Opportunity").click()
    page.get_by_role("button", name="Move it to Contacted").click()
    expect(page.get_by_text("Ada Lovelace is now Contacted.")).to_be_visible()
    page.locator(f'dd a[href="{lead.url}"]').click()
    expect(page.get_by_role("region", name="Opportunities").get_by_role("link")).to_have_count(1)
    page.get_by_role("link", name="Create Opportunity").click()
    expect(page.get_by_role("heading", name="This lead has an opportunity already")).to_be_visible()
    page.get_by_role("link", name="Create another").click()
    expect(page.get_by_role("button", name="Create Opportunity")).to_be_visible()


def test_delete_and_undo(browse, make_opportunity):
    opportunity = make_opportunity(name="Renewal")
    page = browse(ADMIN, to=opportunity.url)
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("heading", name="No opportunities yet")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Renewal is back.")).to_be_visible()


@pytest.fixture
def paths(make_opportunity, make_lead, sales):
    """Every page type by a word."""
    opened, closed = make_opportunity(products=["Aster Invoicing", "Rollout and Training"]), make_opportunity(status="closed")
    lead = make_lead(email="ada@engines.example", company="Engines", listing="Aster Insights")
    paola, ingrid = sales.users["paola@grimaldi.example"], sales.users["ingrid@vandergriend.example"]
    return {
        "cards": "/opportunities/?view=cards",
        "table": "/opportunities/?view=list",
        "nothing": "/opportunities/?q=nobody",
        "deleted": "/opportunities/deleted/",
        "setup": "/opportunities/new/?who=gri&what=aster",
        "several companies": f"/opportunities/new/?user={ingrid.reference}",
        "nobody to choose": "/opportunities/new/?who=noor",
        "customer chosen": f"/opportunities/new/?user={paola.reference}&product={reference('Aster Everything')}",
        "members": f"/opportunities/new/?company={sales.companies['Grimaldi & Figli'].reference}",
        "from a lead": f"/opportunities/new/?lead={lead.reference}",
        "checkout": (
            f"/opportunities/checkout/?user={paola.reference}&company={paola.companies.get().reference}"
            f"&product={reference('Aster Everything')}"
        ),
        "page": opened.url,
        "closed": closed.url,
        "owner": f"{opened.url}owner/",
        "lead": lead.url,
    }


def reference(listing):
    return Listing.objects.get(name=listing).reference


@pytest.mark.parametrize("width", [1440, 320])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(browse, paths, width):
    page = browse(ADMIN, to=None, width=width)
    for word, path in paths.items():
        page.goto(path)
        expect_no_violation(page)
        assert overflow(page) <= 0, word


def test_axe_finds_nothing_in_mistakes_and_conflicts(browse, paths, sales):
    page = browse(ADMIN, to=paths["page"], allowed=ERRORS)
    page.get_by_label("Quantity of Aster Invoicing").fill("0")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".error-summary li")).to_have_count(1)
    expect_no_violation(page)
    page.get_by_label("Quantity of Aster Invoicing").fill("2")
    page.locator(".lines-form [name=version]").evaluate("field => field.value = 99")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you typed is still below.")).to_be_visible()
    expect_no_violation(page)
    page.goto(paths["owner"])
    page.get_by_label("Give this opportunity to").select_option("Jonas Weber (Dahlia Resale)")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("now belongs to Jonas Weber")).to_be_visible()
    page.goto("/opportunities/new/")
    page.get_by_role("button", name="Create Opportunity").click()
    expect(page.locator(".error-summary li")).to_have_count(2)
    expect_no_violation(page)
    page.goto(paths["from a lead"])
    page.get_by_label("E-mail").fill("x")
    page.get_by_role("button", name="Create Opportunity").click()
    expect(page.locator(".error-summary li")).to_have_count(2)
    expect_no_violation(page)
