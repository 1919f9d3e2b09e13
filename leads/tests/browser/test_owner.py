"""Assign to me, Assign to… (who works the lead)."""

import pytest
from playwright.sync_api import expect

from leads.tests.browser.looking import card, entry

pytestmark = pytest.mark.browser

views = pytest.mark.parametrize("view", ["cards", "list"])


def owner(where):
    return where.locator("[data-owner]")


@views
def test_a_lead_is_taken_with_one_click(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}")
    where = entry(page, some_leads.ada)
    where.get_by_role("button", name="Assign to me").click()
    expect(owner(where)).to_have_text("Ben Okafor")
    expect(owner(where)).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Ada Lovelace is now yours.")).to_be_visible()
    expect(where.get_by_role("button", name="Assign to me")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(owner(where)).to_have_text("Assign to…")


@views
def test_a_lead_is_given_to_a_teammate_in_the_panel(browse, some_leads, view):
    page = browse(to=f"/leads/?view={view}")
    where = entry(page, some_leads.ada)
    owner(where).click()
    panel = page.get_by_role("dialog", name="Owner")
    team = ["Nobody", "Ana Moreno", "Ben Okafor", "Chloé Laurent", "Elif Yılmaz", "Finn Jørgensen", "Me"]
    expect(panel.get_by_label("Give this lead to").locator("option")).to_have_text(team)
    panel.get_by_label("Give this lead to").select_option("Chloé Laurent")
    panel.get_by_role("button", name="Assign").click()
    expect(panel).to_be_hidden()
    expect(owner(where)).to_have_text("Chloé Laurent")
    expect(owner(where)).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Ada Lovelace now belongs to Chloé Laurent.")).to_be_visible()


def test_a_lead_is_given_back_to_nobody(browse, make_lead):
    lead = make_lead(first_name="Ada", owner="sales@aster.example")
    page = browse()
    owner(card(page, lead)).click()
    panel = page.get_by_role("dialog", name="Owner")
    expect(panel.get_by_label("Give this lead to")).to_have_value(lead.owner.reference)
    panel.get_by_label("Give this lead to").select_option("Nobody")
    panel.get_by_role("button", name="Assign").click()
    expect(owner(card(page, lead))).to_have_text("Assign to…")
