"""Two people at one lead: the second is told who did what, sees the fresh lead, and loses nothing (issue 2, item 5)."""

import pytest
from playwright.sync_api import expect

from leads.actions import assign_lead, delete_lead, move_lead
from leads.tests.browser.looking import card, entry, expect_count, gone, open_notes, pick_status, status

pytestmark = pytest.mark.browser

CONFLICT = ["409 (Conflict)"]


@pytest.fixture
def chloe(cast):
    return cast.people["sales@aster.example"]


@pytest.mark.parametrize("view", ["cards", "list"])
def test_the_slower_one_is_told_who_did_what_and_goes_on_with_the_fresh_lead(browse, some_leads, chloe, view):
    page = browse(to=f"/leads/?view={view}", allowed=CONFLICT)
    where = entry(page, some_leads.ada)
    move_lead(some_leads.ada, "delivered", by=chloe, version=1)
    pick_status(page, where, "Contacted")
    expect(
        page.get_by_role("alert").filter(has_text="Chloé Laurent moved Ada Lovelace to Delivered in the meantime.")
    ).to_be_visible()
    expect(status(where)).to_have_text("Delivered")
    expect(status(where)).to_be_focused()
    pick_status(page, where, "Contacted")
    expect(status(where)).to_have_text("Contacted")
    expect(page.get_by_role("alert").filter(has_text="in the meantime")).to_have_count(0)
    some_leads.ada.refresh_from_db()
    assert (some_leads.ada.status.slug, some_leads.ada.version) == ("contacted", 3)


def test_the_same_without_javascript_on_a_page_of_its_own(browse, some_leads, chloe):
    page = browse(javascript=False, allowed=CONFLICT)
    move_lead(some_leads.ada, "delivered", by=chloe, version=1)
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_role("heading", name="This lead has changed")).to_be_visible()
    expect(
        page.get_by_role("alert").filter(has_text="Chloé Laurent moved Ada Lovelace to Delivered in the meantime.")
    ).to_be_visible()
    expect(status(page)).to_have_text("Delivered")
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_text("Ada Lovelace is now Contacted.")).to_be_visible()
    some_leads.ada.refresh_from_db()
    assert (some_leads.ada.status.slug, some_leads.ada.version) == ("contacted", 3)


def test_a_lead_that_was_deleted_meanwhile_leaves_the_page_with_a_sentence(browse, some_leads, chloe):
    page = browse(allowed=CONFLICT)
    delete_lead(some_leads.ada, by=chloe, version=1)
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_role("alert").filter(has_text="Chloé Laurent deleted Ada Lovelace in the meantime.")).to_be_visible()
    expect(status(card(page, some_leads.ada))).to_have_count(0)
    expect_count(page, "5 leads")
    gone(page, some_leads.ada).get_by_role("button", name="Restore").click()
    expect(status(card(page, some_leads.ada))).to_be_focused()
    expect_count(page, "6 leads")


def test_undo_of_what_a_teammate_changed_since_is_refused_and_changes_nothing(browse, some_leads, chloe):
    page = browse(allowed=CONFLICT)
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    some_leads.ada.refresh_from_db()
    move_lead(some_leads.ada, "purchased", by=chloe, version=2)
    page.get_by_role("button", name="Undo").click()
    expect(
        page.get_by_role("alert").filter(has_text="Chloé Laurent moved Ada Lovelace to Purchased in the meantime.")
    ).to_be_visible()
    expect(status(card(page, some_leads.ada))).to_have_text("Purchased")


def test_an_owner_chosen_too_late_closes_the_panel_and_shows_whose_the_lead_is(browse, some_leads, chloe):
    page = browse(allowed=CONFLICT)
    card(page, some_leads.ada).locator("[data-owner]").click()
    panel = page.get_by_role("dialog", name="Owner")
    panel.get_by_label("Give this lead to").select_option("Ana Moreno")
    assign_lead(some_leads.ada, chloe, by=chloe, version=1)
    panel.get_by_role("button", name="Assign").click()
    expect(panel).to_be_hidden()
    expect(
        page.get_by_role("alert").filter(has_text="Chloé Laurent gave Ada Lovelace to Chloé Laurent in the meantime.")
    ).to_be_visible()
    expect(card(page, some_leads.ada).locator("[data-owner]")).to_have_text("Chloé Laurent")


def test_a_note_on_a_lead_that_was_deleted_meanwhile_is_not_lost(browse, some_leads, chloe):
    page = browse(allowed=CONFLICT)
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("She wants ten seats.")
    delete_lead(some_leads.ada, by=chloe, version=1)
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.get_by_role("status")).to_contain_text("Chloé Laurent deleted Ada Lovelace in the meantime.")
    expect(panel.get_by_label("What you wrote is not lost:")).to_have_value("She wants ten seats.")


def test_a_note_on_a_deleted_lead_is_not_lost_without_javascript(browse, some_leads, chloe):
    page = browse(to=f"{some_leads.ada.url}notes/", javascript=False, allowed=CONFLICT)
    page.get_by_label("Write a note").fill("She wants ten seats.")
    delete_lead(some_leads.ada, by=chloe, version=1)
    page.get_by_role("button", name="Add Note").click()
    expect(page.get_by_text("Chloé Laurent deleted Ada Lovelace in the meantime.")).to_be_visible()
    expect(page.get_by_label("What you wrote is not lost:")).to_have_value("She wants ten seats.")
