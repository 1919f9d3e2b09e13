"""Delete Lead, Undo, and the Deleted page (O-17)."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, entry, expect_count, expect_names, focused, names, status

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", ["cards", "list"])
def test_undo_brings_a_deleted_lead_back_to_its_place(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}")
    before = names(page)
    entry(page, some_leads.grace).get_by_role("button", name="Delete Lead").click()
    expect_names(page, *[name for name in before if name != "Grace Hopper"])
    expect_count(page, "5 leads")
    expect(page.get_by_role("status").filter(has_text="Grace Hopper is deleted.")).to_be_visible()
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
    expect(card(page, some_leads.ada)).to_be_hidden()
    # The next card now has its button under the pointer.
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    expect_count(page, "5 leads")
    page.reload()
    expect_count(page, "5 leads")


def test_the_message_can_be_dismissed(browse, some_leads):
    page = browse()
    card(page, some_leads.ada).get_by_role("button", name="Delete Lead").click()
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect_count(page, "5 leads")


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
