"""The walk of the Leads page with JavaScript disabled: plain links, forms and popovers, full pages."""

import pytest
from playwright.sync_api import expect

from accounts.demo import PASSWORD
from leads.tests.browser.looking import (
    card,
    entry,
    expect_count,
    expect_names,
    export,
    open_filter,
    pick_status,
    search,
    show_as,
    shown,
    sort_by,
    status,
)  # fmt: skip
from leads.tests.browser.sessions import end_all_sessions

pytestmark = pytest.mark.browser

views = pytest.mark.parametrize("view", ["cards", "list"])


@pytest.fixture
def browse_plainly(browse):
    def open_page(to="/leads/", **options):
        return browse(to=to, javascript=False, **options)

    return open_page


def here(page):
    """The page's address without its host."""
    return "/" + page.url.split("/", 3)[3]


def test_views_search_filter_and_sort(browse_plainly, some_leads):
    page = browse_plainly()
    expect(page.get_by_role("article")).to_have_count(6)
    show_as(page, "List")
    expect(page.get_by_role("table", name="Leads")).to_be_visible()
    search(page, "a", by="Enter")
    panel = open_filter(page)
    panel.get_by_label("Apps", exact=True).check()
    panel.get_by_role("group", name="Status").get_by_label("New", exact=True).check()
    panel.get_by_role("group", name="Status").get_by_label("Contacted", exact=True).check()
    panel.get_by_role("button", name="Apply").click()
    sort_by(page, "Company")
    expect_names(page, "Barbara Liskov", "Ada Lovelace", "Grace Hopper")
    expect_count(page, "3 of 6 leads")
    show_as(page, "Cards")
    expect_names(page, "Barbara Liskov", "Ada Lovelace", "Grace Hopper")
    assert [line["Lead ID"] for line in export(page)] == shown(page)
    search(page, "")
    expect_count(page, "3 of 6 leads")
    page.get_by_role("link", name="Clear all").click()
    expect_count(page, "6 leads")


@views
def test_a_status_is_changed_and_undone_where_the_lead_stands(browse_plainly, some_leads, view):
    page = browse_plainly(f"/leads/?view={view}&type=app")
    pick_status(page, entry(page, some_leads.barbara), "Delivered")
    expect(page.get_by_text("Barbara Liskov is now Delivered.")).to_be_visible()
    assert here(page) == f"/leads/?view={view}&type=app#at-{some_leads.barbara.reference}"
    expect(status(entry(page, some_leads.barbara))).to_have_text("Delivered")
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Undone: Barbara Liskov is as it was.")).to_be_visible()
    assert here(page) == f"/leads/?view={view}&type=app#at-{some_leads.barbara.reference}"
    expect(status(entry(page, some_leads.barbara))).to_have_text("Contacted")


def test_notes_are_read_and_written_on_a_page_of_their_own(browse_plainly, some_leads):
    page = browse_plainly()
    card(page, some_leads.ada).get_by_role("link", name="View Notes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Notes on Ada Lovelace")
    for text in ("First note.", "Second note."):
        page.get_by_label("Write a note").fill(text)
        page.get_by_role("button", name="Add Note").click()
        expect(page.get_by_text("Your note on Ada Lovelace is added.")).to_be_visible()
    expect(page.locator(".notes .body")).to_have_text(["Second note.", "First note."])
    expect(page.locator(".notes .by")).to_have_text(["Ben Okafor just now", "Ben Okafor just now"])
    page.get_by_role("main").get_by_role("link", name="Leads").click()
    expect(card(page, some_leads.ada).get_by_role("link", name="View Notes 2")).to_be_visible()


def test_a_note_is_written_on_the_leads_own_page(browse_plainly, some_leads):
    page = browse_plainly(some_leads.ada.url)
    page.get_by_label("Write a note").fill("From her page.")
    page.get_by_role("button", name="Add Note").click()
    assert here(page).partition("#")[0] == some_leads.ada.url
    expect(page.locator(".notes .body")).to_have_text(["From her page."])


def test_a_note_that_is_refused_comes_back_whole(browse_plainly, some_leads):
    page = browse_plainly(f"{some_leads.ada.url}notes/", allowed=["422"])
    page.get_by_label("Write a note").fill("x" * 10_001)
    page.get_by_role("button", name="Add Note").click()
    expect(page.get_by_text("A note can have 10,000 characters; this one has 10001. Split it in two.")).to_be_visible()
    assert page.get_by_label("Write a note").input_value() == "x" * 10_001


@views
def test_a_lead_is_deleted_undone_and_restored(browse_plainly, some_leads, view):
    page = browse_plainly(f"/leads/?view={view}")
    entry(page, some_leads.grace).get_by_role("button", name="Delete Lead").click()
    expect(page.get_by_text("Grace Hopper is deleted.")).to_be_visible()
    expect_count(page, "5 leads")
    page.get_by_role("button", name="Undo").click()
    expect_count(page, "6 leads")
    expect(entry(page, some_leads.grace)).to_be_visible()
    entry(page, some_leads.grace).get_by_role("button", name="Delete Lead").click()
    page.get_by_role("link", name="Deleted", exact=True).click()
    page.get_by_role("row", name="Grace Hopper").get_by_role("button", name="Restore").click()
    expect(page.get_by_text("Grace Hopper is back.")).to_be_visible()
    expect(page.get_by_role("heading", name="No deleted leads")).to_be_visible()


def test_a_lead_is_taken_and_given_away(browse_plainly, some_leads):
    page = browse_plainly()
    card(page, some_leads.ada).get_by_role("button", name="Assign to me").click()
    expect(page.get_by_text("Ada Lovelace is now yours.")).to_be_visible()
    owner = card(page, some_leads.ada).locator("[data-owner]")
    expect(owner).to_have_text("Ben Okafor")
    owner.click()
    page.get_by_label("Give this lead to").select_option("Chloé Laurent")
    page.get_by_role("button", name="Assign").click()
    expect(page.get_by_text("Ada Lovelace now belongs to Chloé Laurent.")).to_be_visible()
    expect(page.locator("[data-owner]")).to_have_text("Chloé Laurent")


def test_the_session_ends_and_signing_in_leads_back(browse_plainly, some_leads):
    page = browse_plainly("/leads/?type=app")
    end_all_sessions()
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_text("You were signed out, so nothing was changed.")).to_be_visible()
    page.locator("input[type=email]").fill("member@aster.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    assert here(page) == "/leads/?type=app"
    expect(status(card(page, some_leads.ada))).to_have_text("New")
