"""Names that senders make up are shown as text, in their own direction, and change nothing around them."""

import pytest
from playwright.sync_api import expect

from leads.actions import add_note
from leads.tests.browser.looking import card, entry, open_notes, overflow, pick_status, status

pytestmark = pytest.mark.browser

STRANGE = {
    "a script": "<script>alert(1)</script>",
    "an image": '"><img src=x onerror=alert(1)>',
    "a template": "{{ 7|add:7 }} {% csrf_token %} ${7*7}",
    "a formula": '=HYPERLINK("https://elsewhere.example","win")',
    "Arabic": "شركة القاهرة للمقاولات",
    "an override": "Ann\u202eevil\u202c",
    "emoji": "👩🏽‍💻🧑‍🚀🏳️‍🌈",
    "Japanese": "札幌システムズ株式会社",
    "a long word": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunte",
}


@pytest.mark.parametrize("text", STRANGE.values(), ids=STRANGE)
def test_it_is_shown_as_text_everywhere_and_the_lead_can_be_worked(browse, make_lead, cast, text):
    lead = make_lead(first_name=text, company=text, email=text, phone=text, job_title=text, answers=[(text, text)])
    add_note(lead, text, by=cast.people["member@aster.example"])
    page = browse(to=None)
    for path in ("/leads/", "/leads/?view=list", lead.url, f"{lead.url}notes/", f"{lead.url}owner/"):
        page.goto(path)
        expect(page.get_by_text(lead.name, exact=True).first).to_be_visible()
        assert overflow(page) == 0
    page.goto("/leads/?view=cards")
    pick_status(page, card(page, lead), "Contacted")
    expect(status(card(page, lead))).to_have_text("Contacted")
    expect(page.get_by_role("status").filter(has_text=lead.name)).to_be_visible()
    expect(open_notes(page, card(page, lead)).locator(".notes .body")).to_have_text([text])
    expect(page.locator("img, main script")).to_have_count(0)


@pytest.mark.parametrize("view", ["cards", "list"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_longest_company_stays_inside_its_place(browse, make_lead, view, width):
    company = "Verwaltungsgesellschaft für kommunale Wasserwirtschaft Oberlausitz mbH & Co. KG"
    lead = make_lead(first_name="Uwe", last_name="Weiß", company=company, email=f"{'u' * 64}@weiss.example")
    page = browse(to=f"/leads/?view={view}", width=width)
    where = entry(page, lead)
    expect(where.get_by_text(company).filter(visible=True)).to_have_count(1)
    assert overflow(page) == 0
    assert where.evaluate(OUTSIDE) == []


OUTSIDE = """part => [...part.querySelectorAll(":not(.sr-only, .sr-only *, [popover], [popover] *)")].filter(
  inner => inner.offsetWidth && inner.getBoundingClientRect().right > part.getBoundingClientRect().right + 1
).map(inner => inner.outerHTML)"""


@pytest.mark.parametrize("view", ["cards", "list"])
def test_a_right_to_left_name_reads_so_and_leaves_the_rest_in_place(browse, make_lead, view):
    lead = make_lead(first_name="يوسف", last_name="حسن", company="شركة القاهرة", listing="Aster Invoicing", marketplace="northwind")
    page = browse(to=f"/leads/?view={view}")
    name = entry(page, lead).locator("[data-open] bdi, [data-open][dir=auto]")
    assert name.evaluate("part => getComputedStyle(part).unicodeBidi") == "isolate"
    assert status(entry(page, lead)).bounding_box()["x"] < name.bounding_box()["x"] + 1


@pytest.mark.parametrize("view", ["cards", "list"])
def test_what_is_missing_is_said(browse, make_lead, view):
    lead = make_lead(company="Only a Company")
    page = browse(to=f"/leads/?view={view}")
    for words in ("No listing", "No e-mail", "No phone"):
        expect(entry(page, lead).get_by_text(words)).to_be_visible()
    expect(entry(page, lead).locator("[data-open]")).to_have_text("Only a Company")
    expect(entry(page, lead).locator("[data-copy]")).to_have_count(0)


def test_the_copy_button_copies_the_address(browse, some_leads):
    page = browse(permissions=["clipboard-read", "clipboard-write"])
    button = card(page, some_leads.ada).get_by_role("button", name="Copy the e-mail address")
    button.click()
    expect(button).to_have_class("button icon-only copy is-done")
    assert page.evaluate("navigator.clipboard.readText()") == "ada@lovelace.example"


def test_a_browser_that_does_not_copy_says_so(browse, some_leads):
    page = browse()
    page.context.clear_permissions()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    card(page, some_leads.ada).get_by_role("button", name="Copy the phone number").click()
    expect(page.get_by_role("alert").filter(has_text="Your browser does not allow copying here.")).to_be_visible()
