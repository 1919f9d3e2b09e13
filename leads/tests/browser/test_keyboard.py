"""By keyboard alone: shortcuts, the status menu, the way through the page."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, entry, expect_count, expect_names, focused, names, status

pytestmark = pytest.mark.browser

views = pytest.mark.parametrize("view", ["cards", "list"])


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_slash_goes_to_the_search(browse, some_leads):
    page = browse()
    press(page, "/")
    expect(page.get_by_label("Search", exact=True)).to_be_focused()
    expect(page.get_by_label("Search", exact=True)).to_have_value("")


@views
def test_j_and_k_move_and_enter_opens(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}")
    press(page, "j")
    expect(focused(page)).to_have_text("Ada Lovelace")
    press(page, "j", "j")
    expect(focused(page)).to_have_text("Alan Turing")
    press(page, "k")
    expect(focused(page)).to_have_text("Grace Hopper")
    press(page, "k", "k", "k")
    expect(focused(page)).to_have_text("Ada Lovelace")
    press(page, "j", "Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Grace Hopper")


def test_j_stops_at_the_last_lead(browse, some_leads):
    page = browse()
    press(page, *"jjjjjjjj")
    expect(focused(page)).to_have_text("Radia Perlman")


@views
def test_a_lead_is_worked_without_the_mouse(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}")
    ada = entry(page, some_leads.ada)
    press(page, "j", "s")
    expect(focused(page)).to_have_text("Contacted")
    press(page, "ArrowDown", "Enter")
    expect(status(ada)).to_have_text("Purchased")
    expect(status(ada)).to_be_focused()
    press(page, "n")
    expect(page.get_by_role("dialog", name="Notes").get_by_label("Write a note")).to_be_focused()
    press(page, "Escape", "o")
    expect(page.get_by_role("dialog", name="Owner").get_by_label("Give this lead to")).to_be_focused()
    press(page, "Escape", "u")
    expect(status(ada)).to_have_text("New")


def test_the_keys_act_on_the_lead_that_has_the_focus(browse, some_leads):
    page = browse()
    press(page, "j")
    card(page, some_leads.alan).locator("[data-open]").focus()
    press(page, "s", "Enter")
    expect(status(card(page, some_leads.alan))).to_have_text("Contacted")
    press(page, "j")
    expect(focused(page)).to_have_text("Edsger Dijkstra")


def test_j_goes_on_where_a_lead_was_deleted(browse, some_leads):
    page = browse()
    press(page, "j", "j")
    card(page, some_leads.grace).get_by_role("button", name="Delete Lead").press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    press(page, "s")
    expect(page.locator(".menu:visible")).to_have_count(0)
    press(page, "j")
    expect(focused(page)).to_have_text("Alan Turing")


def test_v_switches_cards_and_list(browse, some_leads):
    page = browse(to="/leads/?status=new")
    press(page, "v")
    expect(page.get_by_role("table", name="Leads")).to_be_visible()
    expect_names(page, "Ada Lovelace", "Alan Turing")
    press(page, "v")
    expect(page.get_by_role("article")).to_have_count(2)


def test_question_mark_opens_the_help_and_escape_closes_it(browse, some_leads):
    page = browse()
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    press(page, "j")
    press(page, "Escape")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_hidden()
    press(page, "j")
    expect(focused(page)).to_have_text("Ada Lovelace")


def test_no_shortcut_while_typing(browse, some_leads):
    page = browse()
    press(page, "/")
    page.keyboard.type("sv?jk/u")
    expect(page.get_by_label("Search", exact=True)).to_have_value("sv?jk/u")
    expect(page.locator(".is-current, dialog[open]")).to_have_count(0)
    assert page.url.endswith("/leads/")


def test_no_shortcut_when_the_profile_says_so(browse, some_leads, cast):
    person = cast.people["member@aster.example"]
    person.keyboard_shortcuts = False
    person.save()
    page = browse()
    press(page, "j", "?", "v", "/")
    expect(page.locator(".is-current, dialog[open]")).to_have_count(0)
    expect(focused(page)).to_have_count(0)
    assert page.url.endswith("/leads/")


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

FRAME = ["Skip to the content", "LeadHub", "Leads", "Ben Okafor"]
COLOURS = ["Colours as your device", "Light colours", "Dark colours", "Sign out"]
HEAD = ["Deleted", "Export", "Search", "Search", "Filter", "Sort by: Date created (newest first)", "Cards", "List"]
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
        *("New", "Ada Lovelace", "ada@lovelace.example", "+34 910 555 001"),
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
