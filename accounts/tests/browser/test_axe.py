"""axe finds nothing on the team's pages, in light and in dark; nothing is wider than a phone."""

import pytest
from playwright.sync_api import expect

from accounts.actions import invite
from accounts.models import Membership
from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import ERRORS, expect_no_violation

pytestmark = pytest.mark.browser

ADMIN = "admin@aster.example"


@pytest.fixture
def link(cast):
    """The path of an invitation into Aster, its name as long as names get."""
    ana = Membership.objects.select_related("partner", "user").get(user__email=ADMIN)
    _invitation, token = invite("nia@aster.example", ["is_member"], by=ana, name="Donaudampfschifffahrt" * 7)
    return f"/accounts/invitation/{token}/"


@pytest.mark.parametrize("width", [1440, 320])
def test_team_and_its_forms(browse, link, cast, width):
    page, ben = browse(ADMIN, to=None, width=width), cast.people["member@aster.example"].reference
    for path in ("team/", "team/invite/", f"team/{ben}/", f"team/{ben}/remove/"):
        page.goto(f"/settings/{path}")
        expect(page.get_by_role("navigation", name="Settings")).to_be_visible()
        expect_no_violation(page)
        assert overflow(page) == 0, path


def test_link_just_made_and_errors_at_fields(browse):
    page = browse(ADMIN, to="/settings/team/invite/", allowed=ERRORS)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect_no_violation(page)
    page.get_by_label("E-mail").fill("nia@aster.example")
    page.get_by_label("Viewer:").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.locator(".fresh-link")).to_be_visible()
    expect_no_violation(page)


def test_last_administrator(browse, cast):
    page = browse(ADMIN, to=f"/settings/team/{cast.people[ADMIN].reference}/remove/", allowed=["409 (Conflict)"])
    page.get_by_role("button", name="Leave Aster Apps").click()
    expect(page.get_by_role("alert").filter(has_text="last administrator")).to_be_visible()
    expect_no_violation(page)


@pytest.mark.parametrize("email", [None, "member@birch.example"])
def test_invitation_to_a_stranger_and_to_somebody_else(browse, link, email):
    page = browse(email, to=link, width=320)
    expect(page.get_by_role("heading", name="Join Aster Apps")).to_be_visible()
    expect_no_violation(page)
    assert overflow(page) == 0


def test_dead_link(browse):
    page = browse(None, to="/accounts/invitation/dead/", allowed=["404 (Not Found)"])
    expect(page.get_by_role("heading", name="This link does not work")).to_be_visible()
    expect_no_violation(page)
