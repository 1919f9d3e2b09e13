"""API tokens in a browser: made, copied, revoked; axe finds nothing, and nothing is wider than a phone."""

import pytest
from playwright.sync_api import expect

from intake.actions.tokens import make_token
from intake.models import SCOPES
from intake.tests.api.conftest import Program, membership_of
from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import ERRORS, expect_no_violation

pytestmark = pytest.mark.browser

ADMIN, PAGE = "admin@aster.example", "/accounts/tokens/"
LONG = "Donaudampfschifffahrt" * 4


@pytest.mark.parametrize("width", [1440, 320])
def test_the_pages_of_tokens(browse, cast, make_endpoint, width):
    owners = {PAGE: membership_of(cast, ADMIN), f"/settings/sources/{(endpoint := make_endpoint()).reference}/tokens/": endpoint}
    page = browse(ADMIN, to=None, width=width)
    for path, owner in owners.items():
        page.goto(path)
        expect_no_violation(page)
        token, _secret = make_token(owner, LONG, scopes=SCOPES)
        for address in (path, f"{path}{token.reference}/revoke/"):
            page.goto(address)
            expect(page.get_by_role("main")).to_contain_text(LONG)
            expect_no_violation(page)
            assert overflow(page) == 0, address


def test_wrong_fields_and_a_new_token(browse):
    page = browse(ADMIN, to=PAGE, allowed=ERRORS)
    page.get_by_role("button", name="Create the token").click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect_no_violation(page)
    page.get_by_label("Name").fill("Nightly export")
    page.get_by_label("Read leads").check()
    page.get_by_role("button", name="Create the token").click()
    expect(page.locator(".fresh-link")).to_contain_text("you see it here this once")
    expect_no_violation(page)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_token_from_its_making_to_its_end(browse, javascript):
    page = browse(ADMIN, to="/accounts/profile/", javascript=javascript)
    page.get_by_role("link", name="API tokens").click()
    page.get_by_label("Name").fill("Nightly export")
    page.get_by_label("Read leads").check()
    page.get_by_label("30 days").check()
    page.get_by_role("button", name="Create the token").click()
    secret = page.locator(".fresh-link code").inner_text()
    assert Program(secret).get("/leads").status_code == 200
    page.reload()
    expect(page.locator(".fresh-link")).to_have_count(0)
    page.get_by_role("link", name="Revoke Nightly export").click()
    page.get_by_role("button", name="Revoke the token").click()
    expect(page.get_by_text("The token “Nightly export” is revoked.")).to_be_visible()
    expect(page.get_by_text("There is none yet.")).to_be_visible()
    assert Program(secret).get("/leads").status_code == 401
