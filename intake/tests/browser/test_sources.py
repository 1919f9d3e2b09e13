"""Sources by hand: added, tried, named, mended; on a phone, in the dark, without JavaScript; and nothing for axe to find."""

import re

import pytest
from playwright.sync_api import expect

from intake.models import Delivery, Endpoint
from leads.models import Lead
from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import ERRORS, expect_no_violation

pytestmark = pytest.mark.browser

ADMIN, LIST = "admin@aster.example", "/settings/sources/"
BROKEN = '{"last_name": "Byron", "email": "ada@byron.example", "listing": "Aster Invoicing"'


@pytest.fixture
def filled(make_endpoint, send):
    """A source with leads, an unknown name, a name of its own, and two of a kind in quarantine."""
    endpoint = make_endpoint("own", name="Contoso Store", marketplace="northwind")
    for number in range(3):
        send(endpoint, {"last_name": f"Lead {number}", "listing": "contoso.voice"})
    send(endpoint, {"last_name": "Tester"}, **{"LeadHub-Test": "yes"})
    for _number in range(2):
        send(endpoint, BROKEN)
    return endpoint


def notice(page):
    return page.locator(".notices .notice p").first


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_source_is_added_tried_and_edited(browse, javascript):
    page = browse(ADMIN, to=LIST, javascript=javascript)
    page.get_by_role("link", name="Add your first source").click()
    page.get_by_label("Name", exact=True).fill("Contoso Store")
    expect(page.get_by_label("Hosts to return to")).to_be_hidden()
    page.get_by_label("Salesforce Web-to-Lead").check()
    page.get_by_label("Hosts to return to").fill("www.example.com")
    page.get_by_label("Name", exact=True).press("Enter")
    address = page.locator(".fresh-link code")
    expect(address).to_have_text(re.compile(r"^http://[^/]+/intake/[\w-]{43}/$"))
    page.reload()
    expect(address).to_have_count(0)
    page.get_by_role("button", name="Send a test lead").click()
    expect(notice(page)).to_have_text("The test lead came in. It is in no count and no report.")
    page.get_by_role("link", name="Test Person").click()
    page.get_by_role("link", name="Contoso Store").click()
    page.get_by_role("link", name="Edit", exact=True).click()
    expect(page.get_by_label("Hosts to return to")).to_have_value("www.example.com")
    page.get_by_label("On", exact=True).uncheck()
    page.get_by_role("button", name="Save the source").click()
    expect(page.get_by_text("Off: whatever is sent to it is refused")).to_be_visible()
    assert [(lead.is_test, lead.last_name) for lead in Lead.objects.all()] == [(True, "Person")]


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_broken_message_is_mended_and_all_alike_are_replayed(browse, filled, javascript):
    page = browse(ADMIN, to=LIST, javascript=javascript)
    page.get_by_role("navigation", name="Settings").get_by_role("link", name="Sources").click()
    expect(page.locator(".settings-pages .badge")).to_have_text("2 in quarantine")
    page.get_by_role("link", name="Quarantine", exact=True).click()
    expect(page.get_by_role("button", name="Replay all 2")).to_be_visible()
    page.get_by_role("link", name="Open and mend").click()
    page.get_by_label("Text", exact=True).fill(BROKEN + "}")
    page.get_by_role("button", name="Replay", exact=True).click()
    expect(notice(page)).to_have_text("It is settled. Below is what became of it.")
    expect(page.get_by_role("link", name="Byron")).to_be_visible()
    page.goto("/settings/sources/quarantine/")
    page.get_by_role("button", name="Replay it").click()
    expect(notice(page)).to_have_text("1 message replayed: 1 in quarantine again.")
    page.get_by_role("link", name="Open and mend").click()
    page.get_by_role("button", name="Set aside").click()
    page.get_by_role("button", name="Undo").click()
    expect(notice(page)).to_have_text("The message is in quarantine again.")
    assert Delivery.objects.quarantined().count() == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_an_unknown_name_gets_its_listing(browse, filled, javascript):
    page = browse(ADMIN, to=f"{LIST}{filled.reference}/", javascript=javascript)
    page.get_by_role("link", name="Choose the listing for contoso.voice").click()
    page.get_by_label("Your listing").select_option(label="Aster Insights")
    page.get_by_role("button", name="Save, and assign 3 leads").click()
    expect(notice(page)).to_have_text("“contoso.voice” is Aster Insights from now on. 3 leads that waited got it.")
    expect(page.get_by_role("heading", name="Names we do not know")).to_have_count(0)
    assert Lead.objects.filter(listing__name="Aster Insights").count() == 3


def test_a_new_address_is_made_and_copied(browse, filled):
    page = browse(ADMIN, to=f"{LIST}{filled.reference}/")
    page.get_by_label("What becomes of the present address").select_option(label="Keep it open for 7 days")
    page.get_by_role("button", name="New address").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    address = page.locator(".fresh-link code").inner_text()
    page.get_by_role("button", name="Copy the address").click()
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == address
    expect(page.locator(".addresses li")).to_have_count(2)
    hint = filled.secret[-4:]
    at_once = page.get_by_role("button", name=f"Close …{hint} at once")
    expect(at_once).to_be_hidden()
    page.locator("summary", has_text=f"Close the address that ends in {hint}").click()
    at_once.click()
    expect(page.locator(".addresses li")).to_have_count(1)


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_pages_hold_nothing_for_axe_and_are_as_wide_as_the_window(browse, filled, cast, width):
    page = browse(ADMIN, to=None, width=width, allowed=ERRORS)
    source = f"{LIST}{filled.reference}/"
    broken, settled = (Delivery.objects.filter(state=state).first().reference for state in ("quarantined", "settled"))
    paths = ["", "add/", "quarantine/", f"deliveries/{broken}/", f"deliveries/{settled}/"]
    of_source = ["", "edit/", "deliveries/", "deliveries/?state=set_aside", "names/", "names/?name=contoso.voice"]
    for path in [*(LIST + path for path in paths), *(source + path for path in of_source)]:
        page.goto(path)
        assert overflow(page) <= 0, path
        expect_no_violation(page)


def test_what_went_wrong_holds_nothing_for_axe_either(browse, filled):
    page = browse(ADMIN, to=f"{LIST}add/", allowed=ERRORS)
    page.get_by_role("button", name="Add the source").click()
    expect(page.locator(".error-summary li")).to_have_count(2)
    expect_no_violation(page)
    page.goto(f"{LIST}{filled.reference}/edit/")
    Endpoint.objects.update(version=9)
    page.get_by_label("Name", exact=True).fill("Another name")
    page.get_by_role("button", name="Save the source").click()
    expect(page.get_by_role("heading", name="As it is now")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("Another name")
    expect_no_violation(page)
