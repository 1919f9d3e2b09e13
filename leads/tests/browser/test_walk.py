"""The walk that the Leads page is shown by: one person, one session, from the first look to the file."""

import pytest
from playwright.sync_api import expect

from accounts.demo import PASSWORD
from leads.tests.browser.looking import (
    card,
    expect_count,
    expect_names,
    export,
    open_filter,
    open_notes,
    pick_status,
    search,
    show_as,
    shown,
    sort_by,
    status,
)  # fmt: skip

pytestmark = pytest.mark.browser


def test_a_member_signs_in_finds_a_lead_works_it_and_exports_what_is_seen(browse, some_leads):
    page = browse(None, to="/")
    page.locator("input[type=email]").fill("member@aster.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("article")).to_have_count(6)

    show_as(page, "List")
    search(page, "a")
    panel = open_filter(page)
    panel.get_by_label("Apps", exact=True).check()
    panel.get_by_role("group", name="Status").get_by_label("New", exact=True).check()
    panel.get_by_role("group", name="Status").get_by_label("Contacted", exact=True).check()
    panel.get_by_role("button", name="Apply").click()
    sort_by(page, "Company")
    expect_names(page, "Barbara Liskov", "Ada Lovelace", "Grace Hopper")
    show_as(page, "Cards")
    expect(page.get_by_role("article")).to_have_count(3)

    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(status(card(page, some_leads.ada))).to_have_text("Contacted")
    notes = open_notes(page, card(page, some_leads.ada))
    notes.get_by_label("Write a note").fill("Sent an offer.")
    notes.get_by_role("button", name="Add Note").click()
    expect(notes.locator(".notes .by")).to_have_text(["Ben Okafor just now"])
    page.keyboard.press("Escape")

    card(page, some_leads.grace).get_by_role("button", name="Delete Lead").click()
    expect_count(page, "2 of 5 leads")
    page.get_by_role("button", name="Undo").click()
    expect_count(page, "3 of 6 leads")

    rows = export(page)
    assert (
        [row["Lead ID"] for row in rows]
        == shown(page)
        == [lead.reference for lead in (some_leads.barbara, some_leads.ada, some_leads.grace)]
    )
    assert [(row["Status"], row["Notes"]) for row in rows] == [("Contacted", "0"), ("Contacted", "1"), ("Contacted", "0")]
