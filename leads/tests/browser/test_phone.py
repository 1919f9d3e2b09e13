"""Small windows: nothing is wider than the screen, everything can be hit, nothing is missing (EXPERIENCE)."""

import pytest
from playwright.sync_api import expect

from leads.actions import add_note, delete_lead
from leads.tests.browser.looking import card, open_filter, open_notes, overflow, pick_status, row, status

pytestmark = pytest.mark.browser

WIDTHS = [390, 320, 720]  # a phone, the narrowest, and 1440 at 200 % zoom
PAGES = ["/leads/", "/leads/?view=list", "/leads/?q=nobody&type=app&status=new", "/leads/?status=frozen", "/leads/deleted/"]
OF_A_LEAD = ["", "notes/", "owner/"]


@pytest.fixture
def trying_lead(make_lead, cast):
    """A lead with the longest of everything, another deleted one like it."""
    long = "Verwaltungsgesellschaft für kommunale Wasserwirtschaft Oberlausitz mbH"
    words = {
        "first_name": "Maximiliane-Alexandrina",
        "last_name": "Freifrau von und zu Hohenstein-Wolkenkuckucksheim",
        "company": long,
        "email": f"{'a' * 60}@{'b' * 60}.example",
        "phone": "+49 (0)3581 / 555 - 0123 ext. 45678",
        "job_title": "x" * 120,
        "answers": [("W" * 90, "y" * 300)],
    }
    lead = make_lead(listing="Data Migration Workshop", marketplace="northwind", **words)
    add_note(lead, "z" * 400, by=cast.people["resellers@aster.example"])
    delete_lead(make_lead(**words), by=cast.people["member@aster.example"], version=1)
    return lead


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_is_wider_than_the_window(browse, trying_lead, width):
    page = browse(to=None, width=width, allowed=["404 (Not Found)"])
    wide = {}
    for path in [*PAGES, *[trying_lead.url + end for end in OF_A_LEAD], "/leads/LD-0000-0000/", "/accounts/profile/"]:
        page.goto(path)
        wide[path] = overflow(page)
    assert wide == dict.fromkeys(wide, 0)


@pytest.mark.parametrize("width", [390, 320])
def test_no_page_before_sign_in_is_wider_than_the_window(browse, width):
    page = browse(None, to=None, width=width)
    wide = {}
    for path in ["/accounts/login/", "/accounts/password/reset/", "/accounts/password/reset/done/", "/accounts/signup/"]:
        page.goto(path)
        wide[path] = overflow(page)
    assert wide == dict.fromkeys(wide, 0)


@pytest.mark.parametrize("width", [390, 320])
def test_panels_and_menus_fit_the_window(browse, trying_lead, width):
    page = browse(width=width)
    open_filter(page)
    assert fits(page, "#filter")
    page.keyboard.press("Escape")
    status(page).click()
    assert fits(page, ".menu:popover-open")
    page.keyboard.press("Escape")
    expect(open_notes(page, card(page, trying_lead)).locator(".body")).to_be_visible()
    assert fits(page, "#panel")
    assert overflow(page) == 0


def fits(page, selector):
    """Whether the part is inside the window from left to right, and so is what it holds."""
    return page.locator(selector).evaluate(
        "part => { const box = part.getBoundingClientRect();"
        " return box.left >= 0 && box.right <= innerWidth && part.scrollWidth <= part.clientWidth; }"
    )


def test_the_menu_is_a_sheet_that_opens_and_closes(browse, some_leads):
    page = browse(width=390)
    leads = page.get_by_role("navigation", name="Main").get_by_role("link", name="Leads")
    expect(leads).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(leads).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(leads).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.keyboard.press("Escape")
    expect(leads).to_be_hidden()
    expect(page.get_by_role("button", name="Menu")).to_be_focused()


def test_the_menu_sheet_works_without_javascript(browse, some_leads):
    page = browse(width=390, javascript=False)
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Leads").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Leads")


def lefts(locator):
    return set(locator.evaluate_all("parts => parts.map(part => Math.round(part.getBoundingClientRect().left))"))


def test_cards_stand_in_one_column_on_phones_and_in_several_on_wide_screens(browse, some_leads):
    page = browse(width=390)
    assert len(lefts(page.get_by_role("article"))) == 1
    page.set_viewport_size({"width": 1024, "height": 768})
    assert len(lefts(page.get_by_role("article"))) == 2
    page.set_viewport_size({"width": 1440, "height": 900})
    assert len(lefts(page.get_by_role("article"))) == 3


def test_rows_are_stacked_on_phones_with_their_labels_and_can_be_worked(browse, some_leads):
    page = browse(to="/leads/?view=list", width=390)
    cells = row(page, some_leads.ada).locator("td")
    assert len(lefts(cells)) == 1
    labels = cells.evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
    heads = ["Status", "Lead", "Company", "Contact", "Listing", "Owner", "Received", "Actions"]
    assert labels == [f'"{head}"' for head in heads]
    pick_status(page, row(page, some_leads.ada), "Contacted")
    expect(status(row(page, some_leads.ada))).to_have_text("Contacted")


SMALL = """() => [...document.querySelectorAll("a, button, input:not([type=hidden]), select, textarea, summary")].filter(part => {
  const box = part.getBoundingClientRect(), style = getComputedStyle(part);
  const inSentence = style.display === "inline" && part.parentElement.innerText.trim() !== part.innerText.trim();
  const labelled = [...(part.labels || [])].some(label => label.getBoundingClientRect().height >= 24);
  return box.width && box.top >= 0 && !inSentence && !labelled && (box.width < 24 || box.height < 24);
}).map(part => part.outerHTML.slice(0, 120) + [part.getBoundingClientRect().width, part.getBoundingClientRect().height])"""


@pytest.mark.parametrize("path", ["/leads/", "/leads/?view=list&q=a", "/leads/deleted/", "lead", "notes", "/accounts/profile/"])
def test_every_target_is_at_least_24_pixels(browse, some_leads, cast, path):
    delete_lead(some_leads.radia, by=cast.people["member@aster.example"], version=1)
    of_a_lead = {"lead": some_leads.ada.url, "notes": f"{some_leads.ada.url}notes/"}
    page = browse(to=of_a_lead.get(path, path), width=390)
    assert page.evaluate(SMALL) == []


@pytest.mark.parametrize("width", [390, 320])
def test_the_filters_buttons_stay_in_sight(browse, some_leads, width):
    page = browse(width=width)
    panel = open_filter(page)
    for button in (panel.get_by_role("button", name="Apply"), panel.get_by_role("link", name="Clear")):
        expect(button).to_be_in_viewport()
    panel.evaluate("panel => panel.scrollTo(0, panel.scrollHeight)")
    expect(panel.get_by_role("button", name="Apply")).to_be_in_viewport()
