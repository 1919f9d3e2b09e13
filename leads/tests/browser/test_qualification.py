"""Qualification in a browser: Invalid asks why, in the panel or on a page of its own, and is final."""

import pytest
from playwright.sync_api import expect

from leads.actions import move_lead
from leads.models import Lead
from leads.tests.browser.looking import entry, focused, pick_status, press, status
from leads.tests.browser.test_axe import expect_no_violation

pytestmark = pytest.mark.browser

ASKED = ["422 (Unprocessable Entity)"]


@pytest.fixture
def ana(make_lead, put_in):
    return put_in(make_lead(first_name="Ana", last_name="Silva"), "qualification", "pending")


def slug_of(lead):
    return Lead.objects.get(pk=lead.pk).status.slug


@pytest.mark.parametrize("to", ["/leads/", "/leads/?view=list", None], ids=["card", "row", "page"])
def test_the_panel_asks_why_and_the_lead_is_invalid_where_it_stands(browse, ana, to):
    page = browse(to=to or ana.url, allowed=ASKED)
    where = entry(page, ana) if to else page.locator("[data-lead]")
    pick_status(page, where, "Invalid")
    panel = page.get_by_role("dialog", name="Why is it Invalid?")
    expect(panel).to_be_visible()
    expect(focused(page)).to_have_attribute("value", "Not a real person")
    assert slug_of(ana) == "pending"
    panel.get_by_label("Duplicate").check()
    panel.get_by_label("Anything to add").fill("Of Ana Sousa")
    panel.get_by_role("button", name="Mark as Invalid").click()
    expect(panel).to_be_hidden()
    expect(where.locator(".status")).to_have_text("Invalid")
    expect(status(where)).to_have_count(0)
    assert ana.history.filter(kind="moved").get().reason == "Duplicate · Of Ana Sousa"
    page.get_by_role("button", name="Undo").click()
    expect(status(where)).to_have_text("Pending")


def test_an_empty_or_too_long_answer_is_asked_again_in_the_panel(browse, ana):
    page = browse(allowed=ASKED)
    pick_status(page, entry(page, ana), "Invalid")
    panel = page.get_by_role("dialog", name="Why is it Invalid?")
    panel.get_by_role("button", name="Mark as Invalid").click()
    expect(panel.get_by_text("Choose a reason, or write one below.").first).to_be_visible()
    panel.get_by_label("Anything to add").fill("x" * 300)
    panel.get_by_role("button", name="Mark as Invalid").click()
    expect(panel.get_by_text("Together these can have 255 characters; they have 300.").first).to_be_visible()
    expect(panel.get_by_label("Anything to add")).to_have_value("x" * 300)
    press(page, "Escape")
    expect(status(entry(page, ana))).to_have_text("Pending")
    assert slug_of(ana) == "pending"


def test_a_colleague_who_was_faster_is_named(browse, ana, cast):
    page = browse(allowed=[*ASKED, "409 (Conflict)"])
    pick_status(page, entry(page, ana), "Invalid")
    panel = page.get_by_role("dialog", name="Why is it Invalid?")
    expect(panel).to_be_visible()
    move_lead(ana, "qualified", by=cast.people["admin@aster.example"], version=1)
    panel.get_by_label("Duplicate").check()
    panel.get_by_role("button", name="Mark as Invalid").click()
    expect(page.get_by_text("Ana Moreno moved Ana Silva to Qualified in the meantime.")).to_be_visible()
    expect(entry(page, ana).locator(".status")).to_have_text("Qualified")


def test_without_javascript_a_page_of_its_own_asks(browse, ana):
    page = browse(to="/leads/?status=pending", javascript=False, allowed=ASKED)
    pick_status(page, entry(page, ana), "Invalid")
    expect(page.get_by_role("heading", level=1)).to_have_text("Why is Ana Silva Invalid?")
    page.get_by_role("button", name="Mark as Invalid").click()
    expect(page.get_by_text("Choose a reason, or write one below.").first).to_be_visible()
    page.get_by_label("Wrong product").check()
    page.get_by_role("button", name="Mark as Invalid").click()
    assert page.url.endswith(f"/leads/?status=pending#at-{ana.reference}")
    expect(page.get_by_text("Ana Silva is now Invalid.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(status(entry(page, ana))).to_have_text("Pending")


def test_axe_finds_nothing_in_the_question(browse, ana):
    page = browse(allowed=ASKED)
    pick_status(page, entry(page, ana), "Invalid")
    expect(page.get_by_role("dialog", name="Why is it Invalid?")).to_be_visible()
    expect_no_violation(page)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))  # axe itself needs JavaScript
    page.goto(ana.url)
    pick_status(page, page.locator("[data-lead]"), "Invalid")
    page.get_by_role("button", name="Mark as Invalid").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect_no_violation(page)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_an_administrator_keeps_the_list_of_reasons(browse, ana, javascript):
    page = browse("admin@aster.example", to="/settings/reasons/", javascript=javascript, allowed=ASKED)
    page.get_by_label("Another reason").fill("Competitor")
    page.get_by_role("button", name="Add").click()
    page.get_by_role("button", name="Move “Competitor” up").click()
    page.get_by_role("button", name="Remove “Duplicate”").click()
    page.get_by_label("Reason 1").fill("Robot")
    page.get_by_role("button", name="Rename “Not a real person”").click()
    expect(page.get_by_text("It is “Robot” now.")).to_be_visible()
    page.goto(ana.url)
    pick_status(page, page.locator("[data-lead]"), "Invalid")
    expect(page.locator("[name=reason]").first).to_be_visible()
    offered = page.locator("[name=reason]").evaluate_all("radios => radios.map(radio => radio.value)")
    assert offered == ["Robot", "Not interested", "Wrong product", "Competitor", "Student or private person"]


@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing_in_the_list_of_reasons(browse, width):
    expect_no_violation(browse("admin@aster.example", to="/settings/reasons/", width=width))
