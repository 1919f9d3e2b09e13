"""Endless scroll: every lead once, in order, a bounded page, and Back returns to the same lead."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import export, shown

pytestmark = pytest.mark.browser

views = pytest.mark.parametrize("view", ["cards", "list"])


def items(page):
    return page.locator("[data-item]")


def scroll_until(page, number):
    """Scroll to the end until so many leads have been loaded."""
    while (now := items(page).count()) < number:
        items(page).last.scroll_into_view_if_needed()
        page.keyboard.press("End")
        expect(items(page).nth(now)).to_be_attached()


@views
def test_scrolling_loads_every_lead_once_in_the_order_of_the_export(browse, many_leads, view):
    references = many_leads(60)
    page = browse(to=f"/leads/?view={view}")
    expect(items(page)).to_have_count(25)
    scroll_until(page, 60)
    assert shown(page) == references
    assert [row["Lead ID"] for row in export(page)] == references
    expect(page.locator("#more")).to_have_count(0)


def test_the_page_stays_bounded_and_ends_in_a_plain_link(browse, many_leads):
    references = many_leads(210)
    page = browse(to="/leads/?view=list")
    scroll_until(page, 200)
    page.keyboard.press("End")
    more = page.get_by_role("link", name="Next page")
    expect(more).to_be_in_viewport()
    page.wait_for_load_state("networkidle")
    assert shown(page) == references[:200]
    more.click()
    expect(items(page)).to_have_count(10)
    assert shown(page) == references[200:]
    expect(page.get_by_role("link", name="Previous page")).to_be_visible()


@views
def test_back_from_a_lead_of_the_third_page_shows_that_lead_again(browse, many_leads, view):
    references = many_leads(80)
    page = browse(to=f"/leads/?view={view}")
    scroll_until(page, 75)
    lead = items(page).nth(60)
    assert lead.get_attribute("id").endswith(references[60])
    lead.locator("[data-open]").click()
    expect(page.get_by_role("region", name="Timeline")).to_be_visible()
    page.go_back()
    expect(lead_named(page, references[60])).to_be_in_viewport()
    assert references[60] in shown(page)
    page.get_by_role("link", name="Previous page").click()
    expect(items(page).first).to_have_id(f"{'row' if view == 'list' else 'card'}-{references[25]}")


def test_a_page_keeps_its_beginning_when_its_first_lead_was_changed(browse, many_leads):
    references = many_leads(60)
    page = browse()
    scroll_until(page, 60)
    first = items(page).nth(25)
    first.get_by_role("button", name="Assign to me").click()
    expect(items(page).nth(25).locator("[data-owner]")).to_have_text("Ben Okafor")
    items(page).nth(30).locator("[data-open]").click()
    expect(page.get_by_role("region", name="Timeline")).to_be_visible()
    page.go_back()
    expect(lead_named(page, references[30])).to_be_in_viewport()


@views
def test_without_javascript_plain_links_lead_through_the_pages_and_back(browse, many_leads, view):
    references = many_leads(60)
    page = browse(to=f"/leads/?view={view}", javascript=False)
    seen = shown(page)
    for _ in range(2):
        page.get_by_role("link", name="Next page").click()
        seen += shown(page)
    assert seen == references
    page.get_by_role("link", name="Previous page").click()
    assert shown(page) == references[25:50]
    page.get_by_role("link", name="Back to the start").click()
    assert shown(page) == references[:25]


def lead_named(page, reference):
    return page.locator(f"#card-{reference} [data-open], #row-{reference} [data-open]")
