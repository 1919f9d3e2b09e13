"""Listings in the settings: added with plans, edited, and nothing for axe to find, in light and in dark."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import ERRORS, expect_no_violation

pytestmark = pytest.mark.browser

ADMIN = "admin@aster.example"


def row(page, number):
    return page.get_by_role("group", name=f"Plan {number}", exact=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_listing_is_added_with_two_plans_and_renamed(browse, javascript):
    page = browse(ADMIN, to="/settings/listings/", javascript=javascript)
    page.get_by_role("link", name="Add a listing").click()
    page.get_by_label("Name", exact=True).fill("Aster Planner")
    page.get_by_label("App", exact=True).check()
    page.get_by_label("Northwind Marketplace").check()
    row(page, 1).get_by_label("Name of the plan").fill("Solo")
    row(page, 1).get_by_label("Price").fill("9")
    page.get_by_role("button", name="Add another plan").click()
    expect(row(page, 2).get_by_label("Name of the plan")).to_be_focused()
    row(page, 2).get_by_label("Name of the plan").fill("Team")
    row(page, 2).get_by_label("Price").fill("49.50")
    row(page, 2).get_by_label("Default").check()
    row(page, 2).get_by_label("Price").press("Enter")
    expect(page.get_by_text("Aster Planner is saved.")).to_be_visible()
    expect(page.get_by_role("row", name="Aster Planner").locator(".plans li")).to_have_text(
        ["Solo 9.00 EUR monthly", "Team 49.50 EUR monthly default"]
    )
    page.get_by_role("link", name="Edit Aster Planner").click()
    page.get_by_label("Name", exact=True).fill("Aster Calendar")
    row(page, 1).get_by_label("Remove").check()
    page.get_by_role("button", name="Save the listing").click()
    expect(page.get_by_role("row", name="Aster Calendar").locator(".plans li")).to_have_text(["Team 49.50 EUR monthly"])


@pytest.mark.parametrize("width", [1440, 320])
def test_list_form_errors_and_conflict(browse, cast, width):
    page = browse(ADMIN, to="/settings/listings/", width=width, allowed=ERRORS)
    expect_no_violation(page)
    assert overflow(page) == 0
    page.goto(f"/settings/listings/{cast.listings['Aster Invoicing'].reference}/")
    expect_no_violation(page)
    assert overflow(page) == 0
    page.get_by_label("Name", exact=True).fill("")
    row(page, 2).get_by_label("Price").fill("abc")
    page.get_by_role("button", name="Save the listing").click()
    expect(page.locator(".error-summary li")).to_have_count(2)
    expect_no_violation(page)
    page.locator("input[name=version]").evaluate("field => field.value = 99")
    page.get_by_label("Name", exact=True).fill("Mine")
    row(page, 2).get_by_label("Price").fill("1")
    page.get_by_role("button", name="Save the listing").click()
    expect(page.get_by_role("heading", name="As it is now")).to_be_visible()
    expect_no_violation(page)
    assert overflow(page) == 0


def test_list_of_a_distributor(browse):
    page = browse("manager@cedar.example", to="/settings/listings/")
    expect(page.get_by_role("columnheader", name="Vendor")).to_be_visible()
    expect_no_violation(page)
