"""A lead's own page: walking along the list it was opened from, the keys, the follow-up, and how it fits any window."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from leads.actions import follow_up_on, move_lead
from leads.models import Lead
from leads.tests.browser.looking import card, focused, overflow, pick_status, press, row, status
from leads.tests.browser.test_axe import expect_no_violation

pytestmark = pytest.mark.browser


@pytest.fixture(params=[True, False], ids=["javascript", "plain"])
def walk(browse, request):
    """A member's browser, with and without JavaScript."""

    def open_page(to="/leads/", **options):
        return browse(to=to, javascript=request.param, **options)

    return open_page


def expect_lead(page, name, place):
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".where")).to_have_text(place)


def test_along_the_list_and_back_to_the_same_lead(walk, some_leads):
    page = walk("/leads/?type=app&sort=company")
    card(page, some_leads.ada).locator("[data-open]").click()
    expect_lead(page, "Ada Lovelace", "2 of 4")
    page.get_by_role("link", name="Next (Grace Hopper)").click()
    expect_lead(page, "Grace Hopper", "3 of 4")
    page.get_by_role("link", name="Previous (Ada Lovelace)").click()
    page.get_by_role("link", name="Previous (Barbara Liskov)").click()
    expect_lead(page, "Barbara Liskov", "1 of 4")
    expect(page.get_by_role("link", name=re.compile("Previous"))).to_be_disabled()
    page.get_by_role("navigation", name="In the list").get_by_role("link", name="Leads").click()
    assert page.url.endswith(f"/leads/?type=app&sort=company#at-{some_leads.barbara.reference}")
    expect(card(page, some_leads.barbara)).to_be_in_viewport()


def test_a_move_out_of_the_filter_keeps_the_neighbours(walk, some_leads):
    page = walk("/leads/?status=contacted")
    card(page, some_leads.grace).locator("[data-open]").click()
    expect_lead(page, "Grace Hopper", "1 of 2")
    pick_status(page, page.locator("[data-lead]"), "Purchased")
    expect_lead(page, "Grace Hopper", "No longer in this list · 1 lead")
    page.get_by_role("button", name="Undo").click()
    expect_lead(page, "Grace Hopper", "1 of 2")
    page.get_by_role("link", name="Next (Barbara Liskov)").click()
    expect_lead(page, "Barbara Liskov", "2 of 2")


def test_a_follow_up_is_set_shown_found_and_taken_back(walk, some_leads):
    page = walk(some_leads.ada.url)
    box = page.get_by_role("region", name="Follow-up")
    box.get_by_role("button", name="Tomorrow").click()
    expect(box.locator(".due")).to_have_text("Due in 1 d")
    today = timezone.localdate(timezone=some_leads.ada.created_at.tzinfo)
    box.get_by_label("Follow up on").fill((today - timedelta(days=2)).isoformat())
    box.get_by_role("button", name="Set").click()
    expect(box.locator(".due")).to_have_text("Overdue")
    page.goto("/leads/")
    page.get_by_role("link", name="Due 1").click()
    expect(page.locator("[data-item] [data-open]")).to_have_text(["Ada Lovelace"])
    card(page, some_leads.ada).locator("[data-open]").click()
    expect_lead(page, "Ada Lovelace", "1 of 1")
    box.get_by_role("button", name="None").click()
    expect(page.get_by_text("There is no follow-up on Ada Lovelace any more.")).to_be_visible()
    expect_lead(page, "Ada Lovelace", "No longer in this list · 0 leads")
    page.get_by_role("button", name="Undo").click()
    expect(box.locator(".due")).to_have_text("Overdue")


def test_the_number_of_due_leads_follows_a_change_without_reloading(browse, some_leads, cast):
    follow_up_on(some_leads.ada, timezone.localdate(), by=cast.people["member@aster.example"], version=1)
    page = browse()
    expect(page.get_by_role("link", name="Due 1")).to_be_visible()
    card(page, some_leads.ada).get_by_role("button", name="Delete Lead").click()
    expect(page.get_by_role("link", name="Due 1")).to_have_count(0)


def test_the_keys_work_on_the_leads_page_too(browse, some_leads):
    page = browse(to=f"{some_leads.ada.url}?sort=first_name")
    expect_lead(page, "Ada Lovelace", "1 of 6")
    press(page, "j")
    expect_lead(page, "Alan Turing", "2 of 6")
    press(page, "k")
    expect_lead(page, "Ada Lovelace", "1 of 6")
    press(page, "k")
    press(page, "s")
    expect(focused(page)).to_have_text("Contacted")
    press(page, "Enter")
    expect(status(page.locator("[data-lead]"))).to_have_text("Contacted")
    press(page, "o")
    expect(page.get_by_role("dialog", name="Owner").get_by_label("Give this lead to")).to_be_focused()
    press(page, "Escape", "u")
    expect(status(page.locator("[data-lead]"))).to_have_text("New")
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_be_visible()
    press(page, "Escape", "n")
    expect(page.get_by_label("Write a note")).to_be_focused()
    page.keyboard.type("jks")
    expect(page.get_by_label("Write a note")).to_have_value("jks")


def test_back_returns_to_the_page_of_the_list_that_has_the_lead(browse, many_leads):
    references = many_leads(60)
    page = browse(to=f"/leads/{references[40]}/")
    expect_lead(page, "Lead 041", "41 of 60")
    page.get_by_role("navigation", name="In the list").get_by_role("link", name="Leads").click()
    expect(page.locator(f"#card-{references[40]}")).to_be_in_viewport()
    expect(page.locator("[data-item]").first).to_have_id(f"card-{references[25]}")


@pytest.fixture
def full(cast, make_lead, make_template):
    """A lead of a template with everything on its page."""
    from leads.actions import add_note, assign_lead
    from leads.tests.views.test_opportunity_details import FIELDS, said

    template = make_template(fields=FIELDS, consent="I agree to be contacted.")
    lead = make_lead(first_name="Ana", last_name="Silva", company="Harbour Foods International Holding GmbH & Co. KG",
                     listing="Aster Insights", marketplace="cedar-store", email="ana@harbour.example")  # fmt: skip
    answers = said(size="1250", start="2027-01-15", modules="Invoices\nReports", site="https://harbour.example/" + "a" * 80,
                   story="Twelve shops.\n\nAll on paper. " + "w" * 200, consent="I agree to be contacted.")  # fmt: skip
    Lead.objects.filter(pk=lead.pk).update(template_version=template.current, answers=answers)
    ben = cast.people["member@aster.example"]
    assign_lead(lead, ben, by=ben, version=1)
    follow_up_on(lead, timezone.localdate() - timedelta(days=3), by=ben, version=2)
    add_note(lead, "Called.", by=ben)
    return lead


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_the_page_fits_any_window_and_axe_finds_nothing(browse, full, some_leads, width):
    page = browse(to=f"{full.url}?q=a", width=width)
    expect(page.get_by_role("heading", name="Opportunity details")).to_be_visible()
    assert overflow(page) <= 0
    expect_no_violation(page)


@pytest.mark.parametrize("email", ["viewer@aster.example", "manager@cedar.example"])
def test_axe_finds_nothing_where_one_may_only_read(browse, full, email):
    page = browse(email, to=full.url)
    expect(page.locator(".why-not")).to_be_visible()
    expect_no_violation(page)
    page.goto(f"{full.url}follow-up/")
    expect_no_violation(page)


def test_axe_finds_nothing_on_what_belongs_to_the_page(browse, full, cast):
    page = browse(to=f"{full.url}?status=frozen")
    expect(page.get_by_text("is not understood")).to_be_visible()
    expect_no_violation(page)
    for address in (f"{full.url}follow-up/", "/leads/?due=1&phase=new", "/leads/?due=1&view=list"):
        page.goto(address)
        expect_no_violation(page)
    move_lead(full, "delivered", by=cast.people["sales@aster.example"], version=3)
    page.goto(f"/leads/{full.reference}/")
    expect_no_violation(page)


def test_rows_show_when_to_follow_up_within_their_table(browse, full):
    page = browse(to="/leads/?view=list", width=1440)
    expect(row(page, full).locator(".due")).to_have_text("Overdue")
    assert overflow(page) <= 0
