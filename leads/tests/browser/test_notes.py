"""View Notes and Add Note (O-14…16): a panel over the list."""

import pytest
from playwright.sync_api import expect

from leads.actions import add_note
from leads.tests.browser.looking import card, entry, open_notes

pytestmark = pytest.mark.browser


def bodies(panel):
    return panel.locator(".notes .body")


@pytest.mark.parametrize("view", ["cards", "list"])
def test_a_note_is_added_with_author_and_time_and_the_count_follows(browse, some_leads, cast, view):
    add_note(some_leads.ada, "Called her.", by=cast.people["sales@aster.example"])
    page = browse(to=f"/leads/?view={view}")
    where = entry(page, some_leads.ada)
    panel = open_notes(page, where)
    expect(panel.get_by_label("Write a note")).to_be_focused()
    panel.get_by_label("Write a note").fill("Wants an offer.\nBy Friday.")
    panel.get_by_role("button", name="Add Note").click()
    expect(bodies(panel)).to_have_text(["Wants an offer.By Friday.", "Called her."])
    expect(panel.locator(".notes .by")).to_have_text(["Ben Okafor just now", "Chloé Laurent just now"])
    expect(panel.locator(".notes time").first).to_have_attribute(
        "datetime", some_leads.ada.notes.first().created_at.isoformat(timespec="seconds")
    )
    expect(panel.get_by_label("Write a note")).to_have_value("")
    expect(panel.get_by_label("Write a note")).to_be_focused()
    expect(panel.get_by_role("status")).to_contain_text("Your note on Ada Lovelace is added.")
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(where.get_by_role("link", name="View Notes 2")).to_be_focused()


def test_control_enter_adds_the_note(browse, some_leads):
    page = browse()
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("By keyboard.")
    page.keyboard.press("Control+Enter")
    expect(bodies(panel)).to_have_text(["By keyboard."])
    assert [note.body for note in some_leads.ada.notes.all()] == ["By keyboard."]


def test_a_note_half_written_survives_closing_and_stays_with_its_lead(browse, some_leads):
    page = browse()
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("Half a thou")
    page.keyboard.press("Escape")
    panel = open_notes(page, card(page, some_leads.grace))
    expect(panel).to_contain_text("Grace Hopper")
    expect(panel.get_by_label("Write a note")).to_have_value("")
    panel.get_by_role("button", name="Close").click()
    panel = open_notes(page, card(page, some_leads.ada))
    expect(panel.get_by_label("Write a note")).to_have_value("Half a thou")


def test_an_added_note_is_no_draft_any_more(browse, some_leads):
    page = browse()
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("Done.")
    panel.get_by_role("button", name="Add Note").click()
    expect(bodies(panel)).to_have_text(["Done."])
    page.keyboard.press("Escape")
    panel = open_notes(page, card(page, some_leads.ada))
    expect(bodies(panel)).to_have_text(["Done."])
    expect(panel.get_by_label("Write a note")).to_have_value("")


def test_a_panel_closed_before_the_note_is_stored_stays_closed(browse, some_leads):
    page = browse()
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("In a hurry.")
    page.keyboard.press("Control+Enter")
    page.keyboard.press("Escape")
    expect(card(page, some_leads.ada).get_by_role("link", name="View Notes 1")).to_be_visible()
    page.wait_for_timeout(100)  # milliseconds; htmx settles 20 after it has swapped
    expect(panel).to_be_hidden()


def test_an_empty_note_is_a_sentence_at_the_field(browse, some_leads):
    page = browse(allowed=["422"])
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("   ")
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.get_by_text("Write something first.")).to_be_visible()
    expect(panel.get_by_label("Write a note")).to_have_attribute("aria-invalid", "true")
    assert some_leads.ada.notes.count() == 0


def test_a_note_that_is_too_long_comes_back_whole_with_a_sentence(browse, some_leads):
    page = browse(allowed=["422"])
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("x" * 10_001)
    panel.get_by_role("button", name="Add Note").click()
    expect(panel.get_by_text("A note can have 10,000 characters; this one has 10001. Split it in two.")).to_be_visible()
    assert panel.get_by_label("Write a note").input_value() == "x" * 10_001


def test_a_viewer_reads_notes_and_writes_none(browse, some_leads, cast):
    add_note(some_leads.ada, "Called her.", by=cast.people["sales@aster.example"])
    page = browse("viewer@aster.example")
    panel = open_notes(page, card(page, some_leads.ada))
    expect(bodies(panel)).to_have_text(["Called her."])
    expect(panel.get_by_role("button", name="Add Note")).to_have_count(0)


def test_a_very_long_note_unfolds_and_folds(browse, some_leads, cast):
    add_note(some_leads.ada, "\n".join(f"Line {number}" for number in range(1, 41)), by=cast.people["sales@aster.example"])
    page = browse()
    panel = open_notes(page, card(page, some_leads.ada))
    folded = bodies(panel).bounding_box()["height"]
    assert folded < 250  # pixels: eight lines
    panel.get_by_text("Show all", exact=True).click()
    assert bodies(panel).bounding_box()["height"] > 3 * folded
    panel.get_by_text("Show less", exact=True).click()
    assert bodies(panel).bounding_box()["height"] == folded


@pytest.mark.parametrize("width", [1440, 390])
def test_the_message_lies_beside_the_notes_not_over_them(browse, some_leads, cast, width):
    for number in range(12):
        add_note(some_leads.ada, f"Note {number}.\nOf two lines.", by=cast.people["sales@aster.example"])
    page = browse(width=width)
    panel = open_notes(page, card(page, some_leads.ada))
    panel.get_by_label("Write a note").fill("One more.")
    panel.get_by_role("button", name="Add Note").click()
    notice = panel.get_by_role("status").locator(".notice")
    expect(notice).to_be_in_viewport(ratio=1)
    body = page.locator("#panel-body").bounding_box()
    assert body["y"] + body["height"] <= notice.bounding_box()["y"]
