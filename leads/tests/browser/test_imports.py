"""**Import** in a browser: with JavaScript and without, by keyboard, on a phone, and for axe."""

import pytest
from playwright.sync_api import expect

from leads.models import Lead
from leads.tests.browser.looking import overflow, press
from leads.tests.browser.test_axe import expect_no_violation
from leads.tests.imports.conftest import as_csv, people, work

pytestmark = pytest.mark.browser

GRACE = "admin@birch.example"
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


def choose(page, rows, name="people.csv"):
    content = as_csv(rows).encode()
    page.get_by_label("CSV file").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def to_the_preview(page, rows):
    page.get_by_role("link", name="Import", exact=True).click()
    choose(page, rows)
    page.get_by_role("button", name="Upload").click()
    page.get_by_role("button", name="Check the file").click()


def figure(page, name):
    return page.locator(".figures > div").filter(has_text=name).locator("dd")


def look_again(page, javascript):
    """Where no script asks, a link does."""
    if not javascript:
        page.get_by_role("link", name="See how far it is").click()


@both
def test_from_the_leads_page_to_the_report_and_back(browse, javascript):
    page = browse(GRACE, javascript=javascript)
    broken = ["A100", "", "", "", "", "", ""]
    to_the_preview(page, [*people(30), broken])
    expect(figure(page, "New leads")).to_have_text("30")
    expect(page.get_by_role("row", name="32")).to_contain_text("No e-mail, phone, last name or company")
    page.get_by_role("button", name="Import 30 rows").click()
    expect(page.get_by_role("heading", name="The leads are being imported")).to_be_visible()
    expect(page.get_by_text("0 of 31 rows")).to_be_visible()
    work()
    look_again(page, javascript)
    expect(page.get_by_role("heading", name="The file is imported")).to_be_visible()
    expect(figure(page, "New leads")).to_have_text("30")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the failed rows").click()
    assert download.value.suggested_filename == "people-failed.csv"
    page.get_by_text("Undo this import").click()
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_role("heading", name="The import is being undone")).to_be_visible()
    work()
    look_again(page, javascript)
    expect(page.get_by_text("30 leads that it created are deleted.")).to_be_visible()
    assert Lead.objects.filter(deleted_at=None).count() == 0


def test_the_progress_can_be_left_and_returned_to(browse):
    page = browse(GRACE)
    to_the_preview(page, people(3))
    page.get_by_role("button", name="Import 3 rows").click()
    page.get_by_role("link", name="Leads", exact=True).first.click()
    page.get_by_role("link", name="Import", exact=True).click()
    expect(page.get_by_role("row", name="people.csv")).to_contain_text("Running 0 %")
    work()
    page.get_by_role("link", name="people.csv").click()
    expect(page.get_by_role("heading", name="The file is imported")).to_be_visible()


def test_columns_are_changed_by_keyboard_alone_and_the_progress_takes_no_focus(browse):
    page = browse(GRACE)
    page.goto("/leads/import/")
    choose(page, people(1))
    page.get_by_role("button", name="Upload").focus()
    press(page, "Enter")
    page.get_by_label("Company", exact=True).focus()
    press(page, "L", "e", "a", "v", "e")
    page.get_by_role("button", name="Check the file").focus()
    press(page, "Enter")
    page.get_by_role("button", name="Import 1 row").focus()
    press(page, "Enter")
    expect(page.get_by_role("heading", name="The leads are being imported")).to_be_visible()
    page.wait_for_timeout(2500)
    assert page.evaluate("document.activeElement === document.body")
    work()
    expect(page.get_by_role("heading", name="The file is imported")).to_be_visible()
    assert Lead.objects.get().company == ""


def test_what_is_wrong_with_a_file_is_said_at_the_field(browse):
    page = browse(GRACE, to="/leads/import/", allowed=["422"])
    choose(page, [])
    page.get_by_role("button", name="Upload").click()
    expect(page.locator(".error-summary")).to_contain_text("“people.csv” has a header and no rows below it.")
    expect_no_violation(page)


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_every_step_fits_and_pleases_axe_in_both_colours(browse, width):
    page = browse(GRACE, width=width, allowed=["422"])

    def look():
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            expect_no_violation(page)
        assert overflow(page) <= 0

    page.goto("/leads/import/")
    choose(
        page,
        [*people(2), ["A9", "", "", "", "", "", ""]],
        name="a-file-with-a-rather-long-name-as-they-come-from-crms-2026-11-22.csv",
    )
    look()
    page.get_by_role("button", name="Upload").click()
    look()
    page.get_by_label("Company", exact=True).select_option("Email")
    page.get_by_role("button", name="Check the file").click()
    expect(page.locator(".error-summary")).to_be_visible()
    look()
    page.get_by_label("Email", exact=True).select_option("Keep as an answer")
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="What would happen")).to_be_visible()
    look()
    page.get_by_role("button", name="Import 2 rows").click()
    expect(page.get_by_role("heading", name="The leads are being imported")).to_be_visible()
    look()
    work()
    expect(page.get_by_role("heading", name="The file is imported")).to_be_visible()
    page.get_by_text("Undo this import").click()
    look()
    page.goto("/leads/import/")
    look()
