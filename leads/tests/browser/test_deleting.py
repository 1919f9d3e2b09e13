"""Delete Lead, Undo, and the Deleted page (O-17)."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, entry, expect_count, expect_names, focused, gone, names, pick_status, status

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", ["cards", "list"])
def test_undo_brings_a_deleted_lead_back_to_its_place(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}")
    before = names(page)
    entry(page, some_leads.grace).get_by_role("button", name="Delete Lead").click()
    expect_names(page, *[name for name in before if name != "Grace Hopper"])
    expect_count(page, "5 leads")
    expect(gone(page, some_leads.grace)).to_contain_text("Grace Hopper is deleted.")
    expect(page.get_by_role("status").filter(has_text="Grace Hopper is deleted.")).to_have_count(1)
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.click()
    expect_names(page, *before)
    expect_count(page, "6 leads")
    expect(status(entry(page, some_leads.grace))).to_be_focused()


def test_a_double_click_deletes_one_lead(browse, some_leads):
    page = browse()
    button = card(page, some_leads.ada).get_by_role("button", name="Delete Lead")
    box = button.bounding_box()
    page.mouse.click(box["x"] + 20, box["y"] + 10)
    expect(gone(page, some_leads.ada)).to_be_visible()
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    expect_count(page, "5 leads")
    page.reload()
    expect_count(page, "5 leads")


@pytest.mark.parametrize(("view", "width"), [("cards", 1440), ("list", 1440), ("list", 1024), ("cards", 390), ("list", 390)])
def test_nothing_moves_under_the_pointer_when_a_lead_is_deleted(browse, some_leads, view, width):
    page = browse(to=f"/leads/?view={view}", width=width)
    before = places(page)
    for lead in (some_leads.ada, some_leads.grace):
        entry(page, lead).get_by_role("button", name="Delete Lead").click()
        expect(gone(page, lead)).to_be_visible()
    assert places(page) == before


def places(page):
    """Where every card or row begins on the page, in pixels."""
    return page.locator("[data-item], [data-gone]").evaluate_all(
        "items => items.map(item => Math.round(item.getBoundingClientRect().top + scrollY))"
    )


def test_each_deleted_lead_keeps_its_undo_and_u_undoes_the_last(browse, some_leads):
    page = browse()
    before = names(page)
    for lead in (some_leads.ada, some_leads.grace, some_leads.alan):
        card(page, lead).get_by_role("button", name="Delete Lead").click()
        expect(gone(page, lead)).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(3)
    page.keyboard.press("u")
    expect_names(page, "Alan Turing", *before[3:])
    gone(page, some_leads.ada).get_by_role("button", name="Undo (Ada Lovelace)").click()
    expect_names(page, "Ada Lovelace", "Alan Turing", *before[3:])
    expect(status(card(page, some_leads.ada))).to_be_focused()
    expect_count(page, "5 leads")


def test_a_message_can_be_dismissed(browse, some_leads):
    page = browse()
    pick_status(page, card(page, some_leads.ada), "Contacted")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(status(card(page, some_leads.ada))).to_have_text("Contacted")


def test_a_deleted_lead_is_restored_from_the_deleted_page(browse, some_leads):
    page = browse()
    card(page, some_leads.grace).get_by_role("button", name="Delete Lead").click()
    expect_count(page, "5 leads")
    page.get_by_role("link", name="Deleted", exact=True).click()
    gone = page.get_by_role("row", name="Grace Hopper")
    expect(gone).to_contain_text("by Ben Okafor")
    gone.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="No deleted leads")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Grace Hopper is back.")).to_be_visible()
    page.get_by_role("link", name="Go to Leads").click()
    expect_count(page, "6 leads")
    expect(card(page, some_leads.grace)).to_be_visible()


def test_a_lead_deleted_on_its_own_page_says_so_and_is_restored_there(browse, some_leads):
    page = browse(to=some_leads.ada.url)
    page.get_by_role("button", name="Delete Lead").click()
    expect(page.get_by_text("Ben Okafor deleted this lead")).to_be_visible()
    expect(page.get_by_role("button", name="Delete Lead")).to_have_count(0)
    expect(focused(page)).to_have_text("Undo")
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("button", name="Delete Lead")).to_be_visible()
    some_leads.ada.refresh_from_db()
    assert some_leads.ada.deleted_at is None
