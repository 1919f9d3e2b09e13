"""The keyboard's shortcuts: on the lead that has the focus, never while typing."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, entry, expect_names, focused, press, status

pytestmark = pytest.mark.browser

views = pytest.mark.parametrize("view", ["cards", "list"])


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
