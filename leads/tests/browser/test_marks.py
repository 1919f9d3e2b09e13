"""Marked leads as people see them: badges, the filter with JavaScript and without, and nothing that axe finds."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from leads.tests.browser.looking import entry, expect_count, expect_names, open_filter, overflow, pick_status
from leads.tests.browser.test_axe import expect_no_violation

pytestmark = pytest.mark.browser


@pytest.fixture
def marked(make_lead):
    """(a test lead, a lead of somebody not to be contacted), newest first, and a plain one of the same person."""

    def make(hours, name, **fields):
        return make_lead(first_name=name, created_at=timezone.now() - timedelta(hours=hours), listing="Aster Invoicing", **fields)

    make(3, "Sam", email="sam@x.example", phone="+34 910 555 0100")
    return make(1, "Tester", is_test=True), make(2, "Samuel", email="Sam@x.example", phone="+34 910 555 0100", do_not_contact=True)


@pytest.mark.parametrize("javascript", [True, False])
def test_test_leads_are_found_by_the_filter_alone(browse, marked, javascript):
    page = browse(javascript=javascript)
    expect_names(page, "Samuel", "Sam")
    expect_count(page, "2 leads")
    panel = open_filter(page)
    panel.get_by_role("group", name="Marked").get_by_label("Test leads", exact=True).check()
    panel.get_by_role("button", name="Apply").click()
    expect_names(page, "Tester")
    expect_count(page, "1 of 1 test lead")
    expect(entry(page, marked[0]).get_by_text("Test", exact=True)).to_be_visible()
    page.get_by_role("link", name="Marked: Test leads").click()
    expect_names(page, "Samuel", "Sam")


@pytest.mark.parametrize(("view", "width"), [("cards", 1440), ("list", 1440), ("list", 1024), ("list", 390), ("cards", 320)])
def test_who_is_not_to_be_contacted_is_badged_in_words(browse, marked, view, width):
    page = browse(to=f"/leads/?view={view}", width=width)
    where = entry(page, marked[1])
    badge = where.get_by_text("Do not contact", exact=True)
    expect(badge).to_be_visible()
    expect(where.get_by_role("link", name="Sam@x.example")).to_have_count(0)
    expect(where.get_by_text("Sam@x.example")).to_be_visible()
    cell, box = (one.bounding_box() for one in (badge.locator("xpath=ancestor::*[self::td or self::article]"), badge))
    assert box["x"] + box["width"] <= cell["x"] + cell["width"]
    assert overflow(page) <= 0
    expect_no_violation(page)


def test_a_changed_card_keeps_its_badge(browse, marked):
    page = browse()
    where = entry(page, marked[1])
    pick_status(page, where, "Contacted")
    expect(where.locator("[data-status]")).to_have_text("Contacted")
    expect(where.get_by_text("Do not contact", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_leads_page_says_so_and_shows_the_persons_other_leads(browse, marked, width):
    page = browse(to=marked[1].url, width=width)
    contact = page.get_by_role("region", name="Contact")
    expect(contact.get_by_text("This person asked not to be contacted")).to_be_visible()
    expect(contact.get_by_text("+34 910 555 0100")).to_be_visible()
    expect(contact.get_by_role("link")).to_have_count(0)
    expect_no_violation(page)
    page.get_by_role("region", name="Other leads of this person").get_by_role("link", name="Aster Invoicing").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sam")
    others = page.get_by_role("region", name="Other leads of this person")
    expect(others.get_by_text("Do not contact", exact=True)).to_be_visible()
    assert overflow(page) <= 0
    expect_no_violation(page)


def test_pages_of_test_leads_and_the_open_filter_hold_nothing_wrong(browse, marked):
    page = browse(to="/leads/?marked=test&view=list")
    expect_no_violation(page)
    open_filter(page)
    expect_no_violation(page, within="#filter")
    page.goto(marked[0].url)
    expect_no_violation(page)
