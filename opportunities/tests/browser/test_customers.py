"""Customers and orders in a browser: with and without JavaScript, on a phone, for axe in light and dark."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import expect_names, export, overflow, search, sort_by
from leads.tests.browser.test_axe import ERRORS, expect_no_violation
from opportunities.actions import finalize_opportunity
from opportunities.models import CustomerCompany, CustomerUser

pytestmark = pytest.mark.browser

ADMIN = "admin@aster.example"
USERS, COMPANIES, ORDERS = "/customers/users/", "/customers/companies/", "/orders/"
LONG, ARABIC = "Donaudampfschifffahrtsgesellschaft und Söhne Logistik GmbH 60", "شركة النخيل للتجارة"


@pytest.fixture
def order(make_opportunity, sales):
    """An order of two products for Paola, whose company has a long name; the other company's name is Arabic."""
    CustomerCompany.objects.filter(name="Grimaldi & Figli").update(name=LONG)
    CustomerCompany.objects.filter(name="Colina Verde").update(name=ARABIC)
    opportunity = make_opportunity(products=["Aster Invoicing", "Rollout and Training"], name="Branch in Turin")
    return finalize_opportunity(opportunity, by=sales.members[ADMIN], version=1)


def paths_of(order):
    return [
        USERS, f"{USERS}?q=nobody", f"{USERS}?color=red", COMPANIES, ORDERS, f"{USERS}add/", f"{COMPANIES}add/", order.url,
        order.user.url, order.company.url, f"{order.user.url}edit/", f"{order.company.url}edit/",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_window(browse, order, width):
    page = browse(ADMIN, to=None, width=width)
    for path in paths_of(order):
        page.goto(path)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect_no_violation(page)
        assert overflow(page) == 0, path


def test_axe_finds_nothing_at_wrong_fields_conflicts_and_for_viewers(browse, order):
    page = browse(ADMIN, to=f"{USERS}add/", allowed=ERRORS)
    page.get_by_label("Name").fill("Paola")
    page.get_by_label("E-mail").fill("paola@grimaldi.example")
    page.get_by_role("button", name="Add the user").click()
    expect(page.locator(".error-summary a")).to_have_text("E-mail: There is a user with this e-mail already.")
    expect(page.get_by_role("link", name="Open Paola Grimaldi")).to_be_visible()
    expect_no_violation(page)
    page.goto(f"{order.user.url}edit/")
    CustomerUser.objects.filter(pk=order.user.pk).update(version=7)
    page.get_by_label("Name").fill("Paola Conti")
    page.get_by_role("button", name="Save the user").click()
    expect(page.get_by_role("heading", name="As it is now")).to_be_visible()
    expect_no_violation(page)
    viewer = browse("viewer@aster.example", to=order.user.url)
    expect(viewer.get_by_text("Viewers can read customers but not change them.")).to_be_visible()
    expect_no_violation(viewer)


def test_open_filters(browse, order):
    page = browse(ADMIN, to=None)
    for path in (USERS, COMPANIES, ORDERS):
        page.goto(path)
        page.get_by_role("button", name="Filter", exact=True).click()
        expect(page.locator("#filter")).to_be_visible()
        expect_no_violation(page, within="#filter")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_user_is_added_with_a_company_that_was_looked_for(browse, sales, javascript):
    page = browse("member@aster.example", to=USERS, javascript=javascript)
    page.get_by_role("link", name="Add a user").click()
    page.get_by_label("Name").fill("Nia Owusu")
    page.get_by_label("E-mail").fill("nia@new.example")
    page.get_by_label("Colina Verde").check()
    page.get_by_label("Find a company").fill("GRI")
    page.get_by_role("button", name="Find", exact=True).click()
    expect(page.get_by_role("group", name="Chosen companies")).to_contain_text("Colina Verde")
    offered = page.get_by_role("group", name="Companies to choose from")
    expect(offered.locator("label bdi").first).to_have_text("Grimaldi & Figli")
    expect(page.get_by_label("Name")).to_have_value("Nia Owusu")
    offered.get_by_label("Grimaldi & Figli").check()
    page.get_by_role("button", name="Add the user").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nia Owusu")
    companies = page.get_by_role("region", name="Companies")
    expect(companies.get_by_role("link")).to_have_text(["Colina Verde", "Grimaldi & Figli"])


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_enter_in_the_company_search_looks_and_saves_nothing(browse, sales, javascript):
    page = browse("member@aster.example", to=f"{USERS}add/", javascript=javascript)
    page.get_by_label("Name").fill("Nia Owusu")
    page.get_by_label("Find a company").fill("verde")
    page.keyboard.press("Enter")
    expect(page.get_by_text("These match “verde”.")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Nia Owusu")
    assert CustomerUser.objects.count() == 8


def test_without_javascript_from_a_new_company_to_its_user_and_back(browse, sales):
    page = browse("member@aster.example", to=COMPANIES, javascript=False, allowed=ERRORS)
    page.get_by_role("link", name="Add a company").click()
    page.get_by_label("Website").fill("javascript:alert(1)")
    page.get_by_role("button", name="Add the company").click()
    expect(page.locator(".error-summary a")).to_have_text(
        ["Name: Fill this in.", "Website: This does not look like a web address, as in https://www.example.com."]
    )
    page.get_by_label("Name").fill("Elder & Sons")
    page.get_by_label("Website").fill("elder.example")
    page.get_by_role("button", name="Add the company").click()
    expect(page.get_by_role("link", name="https://elder.example")).to_be_visible()
    page.get_by_role("link", name="Add a user").click()
    expect(page.get_by_role("group", name="Chosen companies").get_by_label("Elder & Sons")).to_be_checked()
    page.get_by_label("Name").fill("Nia")
    page.get_by_label("E-mail").fill("nia@new.example")
    page.get_by_role("button", name="Add the user").click()
    page.get_by_role("link", name="Elder & Sons").click()
    expect(page.get_by_role("region", name="Users").get_by_role("link", name="Nia")).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_list_is_searched_sorted_and_exported(browse, sales, javascript):
    page = browse("member@aster.example", to=USERS, javascript=javascript)
    search(page, "grimaldi", by="Enter")
    expect_names(page, "Enzo Ricci", "Paola Grimaldi")
    if javascript:
        sort_by(page, "Date added (oldest first)")
    else:
        page.get_by_role("columnheader", name="Added").get_by_role("link").click()
    expect_names(page, "Paola Grimaldi", "Enzo Ricci")
    assert [row["Name"] for row in export(page)] == ["Paola Grimaldi", "Enzo Ricci"]


def test_the_next_users_load_as_the_end_comes_into_view(browse, sales, cast):
    CustomerUser.objects.bulk_create(
        CustomerUser(
            seller=cast.partners["aster"], name=f"A{n:03}", email=f"a{n}@x.example", created_at=cast.partners["aster"].created_at
        )
        for n in range(60)
    )
    page = browse("member@aster.example", to=f"{USERS}?sort=name")
    for last in (24, 49):
        page.get_by_role("link", name=f"A{last:03}").scroll_into_view_if_needed()
        expect(page.get_by_role("link", name=f"A{last + 1:03}")).to_be_attached()
    expect(page.locator("[data-item]")).to_have_count(68)


def test_from_a_users_page_to_the_order_and_back(browse, order):
    page = browse("sales@aster.example", to=order.user.url)
    page.get_by_role("region", name="Orders").get_by_role("link", name=order.reference).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Order {order.reference}")
    expect(page.locator(".sale-totals li")).to_have_text(["1,800.00\xa0EUR Once", "29.00\xa0EUR Monthly"])
    page.get_by_role("link", name="Paola Grimaldi").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paola Grimaldi")
