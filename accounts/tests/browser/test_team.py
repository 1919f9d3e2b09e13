"""From an invitation to a colleague who works, with JavaScript and without."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

NIA = "nia@aster.example"


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_an_administrator_invites_somebody_who_joins_and_later_removes_them(browse, javascript):
    ana = browse("admin@aster.example", javascript=javascript)
    ana.get_by_role("link", name="Settings", exact=True).click()
    ana.get_by_role("link", name="Invite").click()
    ana.get_by_label("E-mail").fill(NIA)
    ana.get_by_label("Member:").check()
    ana.get_by_label("E-mail").press("Enter")
    expect(ana.get_by_role("status").filter(has_text=f"{NIA} is invited")).to_be_visible()
    link = ana.locator(".fresh-link code").inner_text()

    nia = browse(None, to=link, javascript=javascript)
    expect(nia.get_by_role("heading", level=1)).to_have_text("Join Aster Apps")
    nia.get_by_label("Your name").fill("Nia Owusu")
    nia.get_by_label("Password", exact=True).fill("violet-otter-58")
    nia.get_by_label("The same again").fill("violet-otter-58")
    nia.get_by_role("button", name="Join Aster Apps").click()
    expect(nia.get_by_text("Welcome to Aster Apps. Your roles here: Member.")).to_be_visible()
    expect(nia.get_by_role("heading", level=1)).to_have_text("Leads")

    ana.get_by_role("link", name="Team").click()
    ana.get_by_role("row", name="Nia Owusu").get_by_role("link", name="Remove").click()
    ana.get_by_role("button", name="Remove Nia Owusu").click()
    expect(ana.get_by_text("Nia Owusu is not in the team any more.")).to_be_visible()
    expect(ana.get_by_role("row", name="Nia Owusu")).to_have_count(0)


def test_the_link_is_gone_after_a_reload(browse):
    page = browse("admin@aster.example", to="/settings/team/invite/")
    page.get_by_label("E-mail").fill(NIA)
    page.get_by_label("Viewer:").check()
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("heading", name=f"The link for {NIA}")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Invitations")).to_be_visible()
    expect(page.get_by_role("heading", name=f"The link for {NIA}")).to_have_count(0)


def test_somebody_else_signs_out_and_is_led_back_to_sign_in(browse):
    page = browse("admin@aster.example", to="/settings/team/invite/")
    page.get_by_label("E-mail").fill("member@birch.example")
    page.get_by_label("Viewer:").check()
    page.get_by_role("button", name="Send the invitation").click()
    page.goto(page.locator(".fresh-link code").inner_text())
    page.get_by_role("button", name="Sign out and come back here").click()
    page.get_by_role("link", name="Sign in").click()
    page.locator("input[type=email]").fill("member@birch.example")
    page.locator("input[type=password]").fill("leadhub-demo")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Join Aster Apps").click()
    expect(page.get_by_text("Welcome to Aster Apps. Your roles here: Viewer.")).to_be_visible()
