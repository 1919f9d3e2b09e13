"""The status button and its menu, in place (O-12, O-13)."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, entry, expect_count, pick_status, status

pytestmark = pytest.mark.browser

views = pytest.mark.parametrize("view", ["cards", "list"])


@views
def test_the_status_button_says_the_status_alone_and_its_menu_the_other_three(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}")
    button = status(entry(page, some_leads.grace))
    assert button.inner_text() == "Contacted"
    button.click()
    expect(page.locator(".menu-item:visible")).to_have_text(["New", "Purchased", "Delivered"])


@views
def test_picking_a_status_changes_it_in_place(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}&status=new")
    expect_count(page, "2 of 6 leads")
    pick_status(page, entry(page, some_leads.ada), "Purchased")
    button = status(entry(page, some_leads.ada))
    expect(button).to_have_text("Purchased")
    expect(button).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Ada Lovelace is now Purchased.")).to_be_visible()
    expect_count(page, "1 of 6 leads")
    assert page.url.endswith(f"/leads/?view={view}&status=new")
    some_leads.ada.refresh_from_db()
    assert some_leads.ada.status.slug == "purchased"


@views
def test_undo_takes_the_move_back_in_place(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}&status=new")
    pick_status(page, entry(page, some_leads.ada), "Delivered")
    page.get_by_role("button", name="Undo").click()
    button = status(entry(page, some_leads.ada))
    expect(button).to_have_text("New")
    expect(button).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Undone: Ada Lovelace is as it was.")).to_be_visible()
    expect_count(page, "2 of 6 leads")
    some_leads.ada.refresh_from_db()
    assert some_leads.ada.status.slug == "new"


def test_a_lead_can_be_moved_twice_in_a_row_without_reloading(browse, some_leads):
    page = browse()
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(status(card(page, some_leads.ada))).to_have_text("Contacted")
    pick_status(page, card(page, some_leads.ada), "Purchased")
    expect(status(card(page, some_leads.ada))).to_have_text("Purchased")
    some_leads.ada.refresh_from_db()
    assert (some_leads.ada.status.slug, some_leads.ada.version) == ("purchased", 3)


def test_the_status_changes_on_the_leads_own_page_and_the_timeline_tells_it(browse, some_leads):
    page = browse(to=some_leads.ada.url)
    pick_status(page, page.locator("main"), "Contacted")
    expect(status(page)).to_have_text("Contacted")
    expect(status(page)).to_be_focused()
    timeline = page.get_by_role("region", name="Timeline").get_by_role("listitem")
    expect(timeline).to_have_count(2)
    expect(timeline.first).to_contain_text("Ben Okafor moved it from New to Contacted")


def test_a_note_half_written_on_the_leads_page_survives_a_change_of_status(browse, some_leads):
    page = browse(to=some_leads.ada.url)
    page.get_by_label("Write a note").fill("Half a thou")
    pick_status(page, page.locator("main"), "Contacted")
    expect(status(page)).to_have_text("Contacted")
    expect(page.get_by_label("Write a note")).to_have_value("Half a thou")


def test_escape_closes_the_menu_and_focus_returns_to_its_button(browse, some_leads):
    page = browse()
    status(card(page, some_leads.alan)).click()
    expect(page.locator(".menu-item:visible")).to_have_count(3)
    page.keyboard.press("Escape")
    expect(page.locator(".menu-item:visible")).to_have_count(0)
    expect(status(card(page, some_leads.alan))).to_be_focused()


def test_a_viewer_sees_the_status_but_no_button(browse, some_leads):
    page = browse("viewer@aster.example")
    expect(card(page, some_leads.ada)).to_contain_text("New")
    expect(status(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Delete Lead")).to_have_count(0)
    expect(page.get_by_role("button", name="Assign to me")).to_have_count(0)
    expect(page.get_by_role("link", name="Export")).to_have_count(0)
