"""The session ends or the server stays silent while a page is open: a sentence, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, focused, open_notes, pick_status, status
from leads.tests.browser.sessions import end_all_sessions, session_of

pytestmark = pytest.mark.browser

TROUBLE = ["ERR_FAILED", "htmx:sendError", "htmx:afterRequest", "500 (Internal Server Error)", "Response Status Error Code 500"]
SIGNED_OUT = "You are signed out."
SILENT = "LeadHub cannot be reached."
BROKEN = "Something broke on our side."


def silence(page):
    page.route("**/*", lambda route: route.abort())


def break_down(page):
    page.route("**/*", lambda route: route.fulfill(status=500, body=""))


def test_a_change_after_the_session_ended_says_so_and_leaves_the_card(browse, some_leads):
    page = browse(allowed=["401 (Unauthorized)"])
    end_all_sessions()
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_role("alert").filter(has_text=SIGNED_OUT)).to_be_visible()
    expect(status(card(page, some_leads.ada))).to_have_text("New")
    expect(status(card(page, some_leads.ada))).to_be_focused()


def test_notes_do_not_open_empty_after_the_session_ended(browse, some_leads):
    page = browse(allowed=["401 (Unauthorized)"])
    end_all_sessions()
    card(page, some_leads.ada).get_by_role("link", name="View Notes").click()
    expect(page.get_by_role("alert").filter(has_text=SIGNED_OUT)).to_be_visible()
    expect(page.locator("#panel")).to_be_hidden()


def test_a_note_is_kept_and_the_sentence_seen_where_it_was_written_when_the_session_ended(browse, some_leads):
    page = browse(allowed=["401 (Unauthorized)"])
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("Do not lose me.")
    end_all_sessions()
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.get_by_role("status").filter(has_text=SIGNED_OUT)).to_be_visible()
    expect(panel.get_by_label("Write a note")).to_have_value("Do not lose me.")


def test_signing_in_elsewhere_lets_the_note_be_added_after_all(browse, some_leads, cast, live_server):
    page = browse(allowed=["401 (Unauthorized)"])
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("Second try.")
    end_all_sessions()
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.get_by_role("status").filter(has_text=SIGNED_OUT)).to_be_visible()
    page.context.add_cookies([session_of(cast.people["member@aster.example"], live_server.url)])
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.locator(".notes .body")).to_have_text(["Second try."])


@pytest.mark.parametrize(("trouble", "sentence"), [(silence, SILENT), (break_down, BROKEN)])
def test_a_change_that_does_not_arrive_is_said_and_the_card_stays(browse, some_leads, trouble, sentence):
    page = browse(allowed=TROUBLE)
    trouble(page)
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_be_visible()
    expect(status(card(page, some_leads.ada))).to_have_text("New")
    page.unroute_all()
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(status(card(page, some_leads.ada))).to_have_text("Contacted")
    expect(page.get_by_role("alert").filter(has_text=sentence)).to_have_count(0)


@pytest.mark.parametrize(("trouble", "sentence"), [(silence, SILENT), (break_down, BROKEN)])
def test_a_note_that_does_not_arrive_stays_in_its_box_and_can_be_sent_again(browse, some_leads, trouble, sentence):
    page = browse(allowed=TROUBLE)
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("Do not lose me.")
    trouble(page)
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.get_by_role("status").filter(has_text=sentence)).to_be_visible()
    expect(panel.get_by_label("Write a note")).to_have_value("Do not lose me.")
    page.unroute_all()
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.locator(".notes .body")).to_have_text(["Do not lose me."])
    expect(focused(page)).to_have_attribute("name", "body")
