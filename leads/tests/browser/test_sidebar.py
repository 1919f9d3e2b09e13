"""The frame: the sidebar is the first navigation, open on wide windows, with only what the role may see."""

import pytest
from playwright.sync_api import expect

from accounts.models import Membership

pytestmark = pytest.mark.browser

SEEN_BY = {
    "admin@aster.example": ["Leads", "Users", "Companies", "Orders", "Templates", "Settings"],
    "member@aster.example": ["Leads", "Users", "Companies"],
    "viewer@aster.example": ["Leads", "Users", "Companies"],
    "reseller@dahlia.example": ["Leads", "Users", "Companies", "Orders"],
    "manager@cedar.example": ["Leads", "Users", "Companies", "Orders", "Settings"],
}


@pytest.mark.parametrize(("email", "links"), SEEN_BY.items(), ids=SEEN_BY)
def test_the_first_navigation_has_exactly_the_links_that_the_role_may_see(browse, email, links):
    page = browse(email, width=1024)
    first = page.get_by_role("navigation").first
    expect(first).to_be_visible()
    expect(first.get_by_role("link")).to_have_text(links)
    expect(first.locator("[aria-current=page]")).to_have_text("Leads")


def test_somebody_with_two_partners_switches_between_them(browse, some_leads, cast):
    Membership.objects.create(user=cast.people["member@aster.example"], partner=cast.partners["birch"], is_member=True)
    page = browse()
    page.get_by_role("button", name="Aster Apps").click()
    page.get_by_role("button", name="Birch Services").click()
    expect(page.get_by_text("You now act for Birch Services.")).to_be_visible()
    expect(page.get_by_role("button", name="Birch Services")).to_be_visible()
    expect(page.get_by_role("heading", name="No leads yet")).to_be_visible()


def test_a_link_into_another_of_my_partners_offers_the_switch_and_shows_nothing(browse, some_leads, cast):
    person = cast.people["member@birch.example"]
    Membership.objects.create(user=person, partner=cast.partners["aster"], is_member=True)
    page = browse(person.email, to=None, allowed=["404 (Not Found)"])
    page.goto("/leads/")
    page.get_by_role("button", name="Aster Apps").click()
    page.locator(".menu:visible").get_by_role("button", name="Birch Services").click()
    page.goto(some_leads.ada.url)
    expect(page.get_by_text("Lovelace")).to_have_count(0)
    page.get_by_role("main").get_by_role("button", name="Aster Apps").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada Lovelace")


def test_the_colours_chosen_are_kept(browse, some_leads):
    page = browse(color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark colours").click()
    expect(page.get_by_role("button", name="Dark colours")).to_have_attribute("aria-pressed", "true")
    dark = page.evaluate(ground)
    assert dark != light
    page.goto("/leads/deleted/")
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Colours as your device").click()
    expect(page.get_by_role("button", name="Colours as your device")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate(ground) == light


def test_signing_out_ends_at_the_sign_in_page(browse, some_leads):
    page = browse()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    page.goto("/leads/")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
