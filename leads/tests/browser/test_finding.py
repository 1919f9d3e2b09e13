"""Cards and list, search, filter and sort (O-06, O-18…28)."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import expect_count, expect_names, names, open_filter, search, show_as, sort_by

pytestmark = pytest.mark.browser

ALL = ["Ada Lovelace", "Grace Hopper", "Alan Turing", "Edsger Dijkstra", "Barbara Liskov", "Radia Perlman"]


def test_slash_leads_to_the_leads_page_which_shows_cards_first(browse, some_leads):
    page = browse(to="/")
    assert page.url.endswith("/leads/")
    expect(page.get_by_role("article")).to_have_count(6)
    expect(page.get_by_role("table")).to_have_count(0)
    assert names(page) == ALL


def test_list_shows_a_table_and_cards_goes_back(browse, some_leads):
    page = browse()
    show_as(page, "List")
    expect(page.get_by_role("table", name="Leads")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)
    assert names(page) == ALL
    show_as(page, "Cards")
    expect(page.get_by_role("article")).to_have_count(6)


def test_the_view_last_asked_for_is_kept(browse, some_leads):
    page = browse()
    show_as(page, "List")
    expect(page.get_by_role("table", name="Leads")).to_be_visible()
    page.goto("/leads/")
    expect(page.get_by_role("table", name="Leads")).to_be_visible()


@pytest.mark.parametrize("by", ["button", "Enter"])
def test_search_finds_and_emptying_it_shows_all_again(browse, some_leads, by):
    page = browse()
    search(page, "LOVELÁCE", by=by)
    expect_names(page, "Ada Lovelace")
    expect_count(page, "1 of 6 leads")
    search(page, "", by=by)
    expect_names(page, *ALL)
    expect_count(page, "6 leads")


def test_filter_panel_narrows_to_apps_that_are_new_or_contacted(browse, some_leads):
    page = browse()
    panel = open_filter(page)
    panel.get_by_label("Apps", exact=True).check()
    panel.get_by_role("group", name="Status").get_by_label("New", exact=True).check()
    panel.get_by_role("group", name="Status").get_by_label("Contacted", exact=True).check()
    panel.get_by_role("button", name="Apply").click()
    expect_names(page, "Ada Lovelace", "Grace Hopper", "Barbara Liskov")
    expect_count(page, "3 of 6 leads")
    expect(page.locator(".chip > span:first-child")).to_have_text(["Type: Apps", "Status: New", "Status: Contacted"])


def test_a_chip_takes_its_filter_away(browse, some_leads):
    page = browse(to="/leads/?type=app&status=contacted")
    expect_names(page, "Grace Hopper", "Barbara Liskov")
    page.get_by_role("link", name="Type: Apps").click()
    expect_names(page, "Grace Hopper", "Barbara Liskov")
    expect(page.locator(".chip > span:first-child")).to_have_text(["Status: Contacted"])
    page.get_by_role("link", name="Clear all").click()
    expect_names(page, *ALL)


def test_search_filter_and_sort_survive_the_switch_of_views(browse, some_leads):
    page = browse(to="/leads/?status=new&status=contacted")
    search(page, "a")
    sort_by(page, "Company")
    expected = ["Barbara Liskov", "Ada Lovelace", "Alan Turing", "Grace Hopper"]
    expect_names(page, *expected)
    for view in ("List", "Cards"):
        show_as(page, view)
        expect(page.locator(f'[data-view="{view.lower()}"]')).to_have_attribute("aria-current", "true")
        expect_names(page, *expected)
        expect(page.get_by_label("Search", exact=True)).to_have_value("a")
        expect_count(page, "4 of 6 leads")


def test_a_column_head_sorts_and_says_so(browse, some_leads):
    page = browse(to="/leads/?view=list")
    expect(page.get_by_role("columnheader", name="Received")).to_have_attribute("aria-sort", "descending")
    page.get_by_role("columnheader", name="Company").get_by_role("link").click()
    expect(page.get_by_role("columnheader", name="Company")).to_have_attribute("aria-sort", "ascending")
    expect_names(page, "Barbara Liskov", "Ada Lovelace", "Alan Turing", "Grace Hopper", "Edsger Dijkstra", "Radia Perlman")


def test_nothing_found_is_a_sentence_with_a_next_step(browse, some_leads):
    page = browse(to="/leads/?q=nobody&status=new")
    expect(page.get_by_role("heading", name="No leads match")).to_be_visible()
    page.get_by_role("link", name="Clear the search").click()
    expect_names(page, "Ada Lovelace", "Alan Turing")


def test_no_leads_at_all_is_a_sentence(browse):
    page = browse()
    expect(page.get_by_role("heading", name="No leads yet")).to_be_visible()
    expect_count(page, "0 leads")


def test_an_address_not_understood_shows_no_lead_and_offers_the_way_out(browse, some_leads):
    page = browse(to="/leads/?status=frozen&type=app")
    expect(page.get_by_role("alert").filter(has_text="frozen")).to_be_visible()
    expect(page.locator("[data-item]")).to_have_count(0)
    expect(page.get_by_role("link", name="Export")).to_have_count(0)
    page.get_by_role("link", name="Show the list without it").click()
    expect_names(page, "Ada Lovelace", "Grace Hopper", "Edsger Dijkstra", "Barbara Liskov")
