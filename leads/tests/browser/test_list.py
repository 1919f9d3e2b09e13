"""The list: a line per lead, whole at every width, and the same place as the cards (O-06)."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import entry, overflow, pick_status, press, row, show_as, shown
from leads.tests.browser.test_scroll import scroll_until

pytestmark = pytest.mark.browser


# What of a row reaches out of its cell.
OUTSIDE = """row => [...row.cells].flatMap(cell => {
  const edge = cell.getBoundingClientRect().right + 0.5;
  const parts = [...cell.querySelectorAll("a, button, .status")];
  return parts.filter(part => part.getBoundingClientRect().right > edge).map(part => part.innerText);
})"""


def visible_words(where):
    return where.evaluate("part => part.innerText.replace(/\\s+/g, ' ').trim()")


@pytest.mark.parametrize("width", [1440, 1280, 1024, 768, 720, 390, 320])
def test_the_list_shows_everything_and_is_never_wider_than_the_window(browse, some_leads, width):
    page = browse(to="/leads/?view=list", width=1440)
    page.set_viewport_size({"width": width, "height": 800})
    words = visible_words(row(page, some_leads.ada))
    for part in ("New", "Ada Lovelace", "Analytical Engines", "ada@lovelace.example", "+34 910 555 001", "Aster Invoicing",
                 "Northwind Marketplace", "Assign to…", "1 h ago", "View Notes 0"):  # fmt: skip
        assert part in words, part
    assert row(page, some_leads.ada).get_by_role("button", name="Delete Lead").is_visible()
    assert words.count("Analytical Engines") == 1
    assert overflow(page) == 0
    assert row(page, some_leads.ada).evaluate(OUTSIDE) == []


def test_on_a_wide_screen_a_lead_is_one_line_and_its_name_company_and_phone_are_whole(browse, some_leads):
    page = browse(to="/leads/?view=list", width=1440)
    heights = page.locator("[data-item]").evaluate_all("rows => rows.map(row => row.getBoundingClientRect().height)")
    assert max(heights) < 46  # pixels
    cut = page.locator(".col-name .ellipsis, .col-company .ellipsis, .part + .part .ellipsis")
    assert cut.evaluate_all("parts => parts.filter(part => part.scrollWidth > part.clientWidth).map(part => part.innerText)") == []


@pytest.mark.parametrize("view", ["cards", "list"])
def test_a_copied_address_is_said(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}", permissions=["clipboard-read", "clipboard-write"])
    button = entry(page, some_leads.ada).get_by_role("button", name="Copy the e-mail address")
    button.focus()
    expect(button).to_have_css("opacity", "1")
    press(page, "Enter")
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(1)
    assert page.evaluate("navigator.clipboard.readText()") == "ada@lovelace.example"
    expect(page.get_by_role("status").filter(has_text="Copied")).to_have_count(0)


def test_copy_buttons_of_the_list_are_seen_where_nothing_hovers(browse, some_leads):
    page = browse(to="/leads/?view=list", width=1024, has_touch=True, is_mobile=True)
    button = row(page, some_leads.ada).get_by_role("button", name="Copy the phone number")
    assert float(button.evaluate("button => getComputedStyle(button).opacity")) > 0.5
    link, copy = row(page, some_leads.ada).locator(".part").last.locator("a, button").all()
    assert link.bounding_box()["x"] + link.bounding_box()["width"] <= copy.bounding_box()["x"] + 1


def test_cards_and_list_show_the_same_place(browse, many_leads):
    references = many_leads(80)
    page = browse(to="/leads/?view=cards")
    scroll_until(page, 75)
    page.locator("[data-item]").nth(60).locator("[data-open]").focus()
    for prefix in ("row", "card"):
        press(page, "v")
        lead = page.locator(f"#{prefix}-{references[60]}")
        expect(lead).to_be_in_viewport()
        expect(lead.locator("[data-open]")).to_be_focused()
        assert references[60] in shown(page)


def test_at_the_top_the_views_have_their_plain_addresses(browse, some_leads):
    page = browse(to="/leads/?status=new")
    show_as(page, "List")
    expect(page.get_by_role("table", name="Leads")).to_be_visible()
    assert page.url.endswith("/leads/?status=new&view=list")


@pytest.mark.parametrize("view", ["cards", "list"])
def test_a_lead_that_left_the_filter_stays_where_it_is_and_says_so(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}&status=new")
    before = shown(page)
    pick_status(page, entry(page, some_leads.ada), "Purchased")
    expect(entry(page, some_leads.ada)).to_contain_text("No longer matches the filter")
    assert shown(page) == before
    page.get_by_role("button", name="Undo").click()
    expect(entry(page, some_leads.ada)).not_to_contain_text("No longer matches the filter")
