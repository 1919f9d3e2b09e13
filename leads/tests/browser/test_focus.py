"""The way through the page with Tab and the arrow keys; it always shows where one is."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, expect_count, expect_names, focused, names, press, status

pytestmark = pytest.mark.browser


def test_arrow_keys_home_and_end_move_in_the_status_menu(browse, some_leads):
    page = browse()
    status(card(page, some_leads.ada)).press("Enter")
    expect(focused(page)).to_have_text("Contacted")
    for key, there in [
        ("ArrowDown", "Purchased"),
        ("End", "Delivered"),
        ("ArrowDown", "Contacted"),
        ("ArrowUp", "Delivered"),
        ("Home", "Contacted"),
    ]:
        press(page, key)
        expect(focused(page)).to_have_text(there)
    press(page, "Escape")
    expect(status(card(page, some_leads.ada))).to_be_focused()
    expect(status(card(page, some_leads.ada))).to_have_text("New")


def test_the_skip_link_is_first_and_leads_to_the_content(browse, some_leads):
    page = browse()
    press(page, "Tab")
    expect(focused(page)).to_have_text("Skip to the content")
    expect(focused(page)).to_be_in_viewport()
    press(page, "Enter", "Tab")
    expect(focused(page)).to_have_text("Deleted")


def walk(page, most=200):
    """What Tab reaches, in order: the name of each stop. Each must show that it has the focus."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            return stops
        stops.append(stop["name"])
        assert stop["outlined"], f"{stop['name']} does not show that it has the focus"
        assert stop["inView"], f"{stop['name']} has the focus outside the window"
    raise AssertionError("Tab never came to an end")


STOP = """() => {
  const stop = document.activeElement;
  if (stop === document.body) return null;
  const style = getComputedStyle(stop), box = stop.getBoundingClientRect();
  return {
    name: stop.getAttribute("aria-label") || stop.labels?.[0]?.innerText || stop.textContent.replace(/\\s+/g, " ").trim(),
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    inView: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""

FRAME = ["Skip to the content", "LeadHub", "Leads", "Users", "Companies", "Ben Okafor"]
COLOURS = ["Colours as your device", "Light colours", "Dark colours", "Sign out"]
HEAD = [
    "Deleted",
    "Export",
    "Import",
    "Create Lead",
    "Search",
    "Search",
    "Filter",
    "Sort by: Date created (newest first)",
    "Cards",
    "List",
]
CARD = [
    *("New", "Ada Lovelace", "ada@lovelace.example", "Copy the e-mail address", "+34 910 555 001", "Copy the phone number"),
    *("Assign to…", "Assign to me", "View Notes 0", "Delete Lead"),
]


def test_tab_reaches_everything_on_the_cards_and_shows_where_it_is(browse, some_leads):
    page = browse(to="/leads/?q=lovelace")
    assert names(page) == ["Ada Lovelace"]
    assert walk(page) == [*FRAME, *COLOURS, *HEAD, "Search: lovelace(remove)", "Clear all", *CARD]


def test_tab_reaches_everything_in_the_list_and_shows_where_it_is(browse, some_leads):
    page = browse(to="/leads/?view=list&q=lovelace")
    heads = ["Lead", "Company", "Listing", "Received"]
    table = [
        *("New", "Ada Lovelace", "ada@lovelace.example", "Copy the e-mail address", "+34 910 555 001", "Copy the phone number"),
        *("Assign to…", "Assign to me", "View Notes 0", "Delete Lead"),
    ]
    assert walk(page) == [*FRAME, *COLOURS, *HEAD, "Search: lovelace(remove)", "Clear all", *heads, *table]


def test_the_filter_panel_is_worked_by_keyboard(browse, some_leads):
    page = browse()
    page.get_by_role("button", name="Filter", exact=True).press("Enter")
    expect(page.locator("#filter")).to_be_visible()
    press(page, "Tab", "ArrowDown", "Tab", "Space", "Enter")
    expect_count(page, "1 of 6 leads")
    expect_names(page, "Ada Lovelace")
