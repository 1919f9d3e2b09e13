"""axe finds nothing on any page type, in light and in dark (EXPERIENCE: WCAG 2.2 AA)."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from accounts.models import Membership
from leads.actions import add_note, delete_lead, move_lead
from leads.tests.browser.looking import card, entry, gone, open_filter, open_notes, pick_status, row, status

pytestmark = pytest.mark.browser

ALL_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"light": ALL_RULES, "dark": ["color-contrast", "link-in-text-block"]}  # the other rules see no colour
axe = Axe()


def expect_no_violation(page, within=None):
    """In both colour schemes; `within` is a part of the page, where that part covers others half."""
    found = {}
    for scheme, rules in RULES.items():
        page.emulate_media(color_scheme=scheme)
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        for violation in axe.run(page, context=within, options=options).response["violations"]:
            found[f"{violation['id']} in {scheme}"] = [node["html"][:200] for node in violation["nodes"]]
    assert found == {}


BEFORE_SIGN_IN = {
    "sign-in": "/accounts/login/?next=/leads/",
    "password reset": "/accounts/password/reset/",
    "password reset asked": "/accounts/password/reset/done/",
    "password reset with an old link": "/accounts/password/reset/key/1-old/",
    "password was reset": "/accounts/password/reset/key/done/",
    "sign-up closed": "/accounts/signup/",
    "inactive": "/accounts/inactive/",
}
SIGNED_IN = {
    "cards": "/leads/",
    "list": "/leads/?view=list&sort=company",
    "filtered": "/leads/?q=a&type=app&status=new&status=contacted",
    "nothing found": "/leads/?q=nobody",
    "address not understood": "/leads/?status=frozen",
    "deleted": "/leads/deleted/",
    "profile": "/accounts/profile/",
    "e-mail": "/accounts/email/",
    "password": "/accounts/password/change/",
    "sign-out": "/accounts/logout/",
}
ERRORS = ["400 (Bad Request)", "403 (Forbidden)", "404 (Not Found)", "409 (Conflict)", "422 (Unprocessable Entity)"]


@pytest.fixture
def worked_leads(some_leads, cast):
    """Leads with notes, an owner, and one deleted."""
    ben, chloe = cast.people["member@aster.example"], cast.people["sales@aster.example"]
    add_note(some_leads.ada, "Called her.\nShe wants ten seats.", by=chloe)
    move_lead(some_leads.ada, "contacted", by=ben, version=1)
    delete_lead(some_leads.radia, by=ben, version=1)
    return some_leads


@pytest.mark.parametrize("path", BEFORE_SIGN_IN.values(), ids=BEFORE_SIGN_IN)
def test_pages_before_sign_in(browse, path):
    expect_no_violation(browse(None, to=path))


def test_sign_in_with_a_wrong_password(browse):
    page = browse(None, to="/accounts/login/", allowed=ERRORS)
    page.locator("input[type=email]").fill("member@aster.example")
    page.locator("input[type=password]").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").filter(has_text="e-mail").first).to_be_visible()
    expect_no_violation(page)


@pytest.mark.parametrize("path", SIGNED_IN.values(), ids=SIGNED_IN)
def test_pages_of_a_member(browse, worked_leads, path):
    expect_no_violation(browse(to=path))


def test_a_lead_its_notes_and_its_owner_as_pages(browse, worked_leads):
    page = browse(to=None)
    for end in ("", "notes/", "owner/"):
        page.goto(worked_leads.ada.url + end)
        expect_no_violation(page)
    page.goto(worked_leads.radia.url)
    expect_no_violation(page)


def test_cards_list_and_lead_of_a_viewer(browse, worked_leads):
    page = browse("viewer@aster.example", to=None)
    for path in ("/leads/", "/leads/?view=list", worked_leads.ada.url, f"{worked_leads.ada.url}notes/"):
        page.goto(path)
        expect_no_violation(page)


def test_no_leads_yet(browse):
    expect_no_violation(browse())


def test_open_filter_and_status_menu(browse, worked_leads):
    page = browse()
    open_filter(page)
    expect_no_violation(page, within="#filter")
    page.keyboard.press("Escape")
    status(card(page, worked_leads.ada)).click()
    expect(page.locator(".menu-item:visible")).to_have_count(3)
    expect_no_violation(page, within=".menu:popover-open")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sort by").click()
    expect_no_violation(page, within="#sort")


def test_open_panels_and_keyboard_help(browse, worked_leads):
    page = browse()
    panel = open_notes(page, card(page, worked_leads.ada))
    expect(panel).to_be_visible()
    expect_no_violation(page)
    page.keyboard.press("Escape")
    card(page, worked_leads.grace).locator("[data-owner]").click()
    expect(page.get_by_role("dialog", name="Owner")).to_be_visible()
    expect_no_violation(page)
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    expect_no_violation(page)


@pytest.mark.parametrize("view", ["cards", "list"])
def test_after_changes_in_place(browse, worked_leads, view):
    page = browse(to=f"/leads/?view={view}")
    where = (card if view == "cards" else row)(page, worked_leads.grace)
    pick_status(page, where, "Purchased")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect_no_violation(page)
    where.get_by_role("button", name="Delete Lead").click()
    expect(gone(page, worked_leads.grace)).to_be_visible()
    expect_no_violation(page)


@pytest.mark.parametrize(("view", "width"), [("cards", 1440), ("list", 1440), ("list", 1024), ("list", 390)])
def test_a_lead_that_left_the_filter(browse, worked_leads, view, width):
    page = browse(to=f"/leads/?view={view}&status=contacted", width=width)
    where = entry(page, worked_leads.grace)
    pick_status(page, where, "Purchased")
    expect(where).to_contain_text("No longer matches the filter")
    page.get_by_role("button", name="Dismiss").click()
    expect_no_violation(page)


@pytest.mark.parametrize("width", [1024, 1280])
def test_the_list_between_phones_and_wide_screens(browse, worked_leads, width):
    page = browse(to="/leads/?view=list&sort=company", width=1024)
    page.set_viewport_size({"width": width, "height": 800})
    expect_no_violation(page)


def test_errors_at_fields(browse, worked_leads):
    page = browse(to=f"{worked_leads.ada.url}notes/", allowed=ERRORS)
    page.get_by_label("Write a note").fill(" ")
    page.get_by_role("button", name="Add Note").click()
    expect(page.get_by_text("Write something first.")).to_be_visible()
    expect_no_violation(page)
    page.goto("/accounts/password/change/")
    for field in page.locator("main input[type=password]").all():
        field.fill("short")
    page.get_by_role("main").get_by_role("button").last.click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect_no_violation(page)


def test_conflict(browse, some_leads, cast):
    page = browse(to=None, allowed=ERRORS)
    page.route("**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript"))  # axe itself needs JavaScript
    page.goto("/leads/")
    move_lead(some_leads.ada, "delivered", by=cast.people["sales@aster.example"], version=1)
    pick_status(page, card(page, some_leads.ada), "Contacted")
    expect(page.get_by_role("heading", name="This lead has changed")).to_be_visible()
    expect_no_violation(page)


def test_error_pages(browse, make_lead, cast):
    cast.people["member@birch.example"].memberships.all().delete()
    Membership.objects.create(user=cast.people["admin@aster.example"], partner=cast.partners["birch"], is_member=True)
    elsewhere = make_lead(partner="birch", first_name="Ada")
    for email, path, code in [
        ("member@aster.example", "/leads/LD-0000-0000/", 404),
        ("member@aster.example", "/leads/export.csv?status=frozen", 400),
        ("viewer@aster.example", "/leads/export.csv", 403),
        ("member@birch.example", "/leads/", 403),
        ("admin@aster.example", elsewhere.url, 404),
    ]:
        page = browse(email, to=None, allowed=ERRORS)
        assert page.goto(path).status == code
        expect_no_violation(page)


@pytest.mark.parametrize("path", ["/leads/", "/leads/?view=list", "/leads/deleted/"])
def test_pages_on_a_phone(browse, worked_leads, path):
    page = browse(to=path, width=390)
    expect_no_violation(page)
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    expect_no_violation(page)
