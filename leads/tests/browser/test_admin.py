"""The administration in Chromium: its scripts and styles work under LeadHub's strict policy, and nothing complains."""

import pytest
from playwright.sync_api import expect

from leads.models import Status, Workflow

OPERATOR = "operator@leadhub.example"


@pytest.fixture
def admin(browse):
    return browse(OPERATOR, to="/admin/")


def test_operator_finds_a_lead_changes_it_and_deletes_it(admin, some_leads):
    admin.goto("/admin/leads/lead/")
    admin.get_by_role("textbox").last.fill("lovelace")
    admin.get_by_role("button", name="Search").click()
    expect(admin.locator("#result_list tbody tr")).to_have_count(1)
    admin.get_by_role("link", name="Ada Lovelace").click()
    admin.get_by_label("Job title").fill("Countess")
    admin.get_by_role("button", name="Save", exact=True).click()
    admin.locator(".action-select").first.check()
    admin.get_by_label("Action:").select_option("delete_leads")
    admin.get_by_role("button", name="Go").click()
    expect(admin.get_by_role("status")).to_contain_text("1 lead is deleted.")
    some_leads.ada.refresh_from_db()
    assert (some_leads.ada.job_title, some_leads.ada.version, some_leads.ada.deleted_by_name) == ("Countess", 3, "Olga Petrova")


def test_person_gets_a_place_in_a_partner_by_typing_its_name(admin, cast):
    person = cast.people["member@aster.example"]
    admin.goto(f"/admin/accounts/user/{person.pk}/change/")
    admin.get_by_text("Add another Membership").click()
    admin.locator(".select2-selection").last.click()
    admin.locator(".select2-search__field").fill("bir")
    admin.get_by_role("option", name="Birch Services").click()
    admin.locator("[name=memberships-1-is_viewer]").check()
    admin.get_by_role("button", name="Save", exact=True).click()
    expect(admin.get_by_role("status")).to_contain_text("Ben Okafor")
    assert [m.partner.slug for m in person.memberships.order_by("partner__slug")] == ["aster", "birch"]


def test_new_status_gets_its_slug_from_its_name(admin):
    admin.goto(f"/admin/leads/workflow/{Workflow.objects.get(slug='sales').pk}/change/")
    admin.get_by_text("Add another Status").click()
    admin.locator("[name=statuses-4-name]").press_sequentially("On hold")
    expect(admin.locator("[name=statuses-4-slug]")).to_have_value("on-hold")


def test_delete_pages_and_lists_say_nothing_in_the_console(admin, some_leads, cast):
    contacted = Status.objects.get(workflow__slug="sales", slug="contacted")
    admin.goto(f"/admin/leads/status/{contacted.pk}/delete/")
    expect(admin.locator("#in-the-way li")).to_have_text(["History (to status): 2", "Leads (status): 2"])
    membership = cast.people["viewer@aster.example"].memberships.get()
    admin.goto(f"/admin/accounts/membership/{membership.pk}/delete/")
    admin.get_by_role("button", name="Yes, I’m sure").click()
    expect(admin.get_by_role("status")).to_contain_text("Dev Patel · Aster Apps")
    for path in ("accounts/user/add", "leads/note", "leads/historyentry", "listings/listing", "leads/move/add"):
        admin.goto(f"/admin/{path}/")
        expect(admin.locator("#site-name")).to_have_text("LeadHub")


def colours(page):
    """What the tokens come to on this page."""
    return page.evaluate(
        """() => {
            const probe = document.body.appendChild(document.createElement("i"));
            return ["--surface", "--text", "--accent"].map(token => {
                probe.style.color = `var(${token})`;
                return getComputedStyle(probe).color;
            });
        }"""
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_administration_wears_leadhubs_colours(browse, theme):
    page = browse(OPERATOR, to="/accounts/profile/", color_scheme=theme)
    surface, text, accent = colours(page)
    page.goto("/admin/leads/lead/")
    assert colours(page) == [surface, text, accent]
    expect(page.locator("body")).to_have_css("background-color", surface)
    expect(page.locator("body")).to_have_css("color", text)
    expect(page.locator("#site-name a")).to_have_css("color", accent)
