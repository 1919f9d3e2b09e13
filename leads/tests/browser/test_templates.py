"""An administrator makes a template with one field of each type, looks at its preview and activates it (C-01…03)."""

import pytest
from playwright.sync_api import expect

from leads.answers.types import TYPES
from leads.models import Lead, LeadTemplate
from leads.tests.browser.looking import focused, press

pytestmark = pytest.mark.browser

ADMIN = "admin@aster.example"
LABELS = {name: f"Question {number}" for number, name in enumerate(TYPES, start=1)}


def part(page, number, name):
    """A control of the field in this place, from 1."""
    return page.locator(f"#field-{number - 1} [name$='-{name}'], #field-{number - 1} [name='{name}']")


def labels(page):
    return page.locator(".field-row [name$='-label']").evaluate_all("inputs => inputs.map(input => input.value)")


def tab_to(page, control):
    """Reach a control as somebody does who has no pointer."""
    for _ in range(400):
        if control.evaluate("control => control === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError("The control is not reached by Tab.")


def by_keyboard(page, control, *keys):
    tab_to(page, control)
    press(page, *keys)


def one_more_field(page, name):
    """Add a field and fill it in; the focus is on its label once it is there."""
    kind = TYPES[name]
    by_keyboard(page, page.get_by_role("button", name="Add a field"), "Enter")
    expect(focused(page)).to_have_attribute("name", f"fields-{list(TYPES).index(name)}-label")
    page.keyboard.type(LABELS[name])
    page.keyboard.press("Tab")
    expect(focused(page)).to_have_attribute("name", f"fields-{list(TYPES).index(name)}-type")
    for _ in range(list(TYPES).index(name)):
        page.keyboard.press("ArrowDown")
    if kind.has_choices:
        by_keyboard(page, focused_row(page, name, "choices"))
        page.keyboard.type("Starter\nBusiness")


def focused_row(page, name, control):
    return page.locator(f"[name='fields-{list(TYPES).index(name)}-{control}']")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_template_with_one_field_of_each_type_by_keyboard(browse, javascript):
    page = browse(ADMIN, to="/lead-templates/", javascript=javascript)
    by_keyboard(page, page.get_by_role("link", name="Create template", exact=True), "Enter")
    expect(page.get_by_role("heading", name="Create template")).to_be_visible()
    by_keyboard(page, page.get_by_label("Name", exact=True))
    page.keyboard.type("Ask for a demo")
    place = page.get_by_role("group", name="Aster Invoicing").get_by_label("Northwind Marketplace")
    by_keyboard(page, place, "Space")
    by_keyboard(page, page.get_by_role("radio", name="Sales"), "ArrowDown")
    for name in TYPES:
        one_more_field(page, name)
    by_keyboard(page, page.get_by_role("button", name="Move up field 11 of 11"), "Enter")
    expect(part(page, 10, "label")).to_have_value(LABELS["country"])
    expect(part(page, 10, "up")).to_be_focused()
    by_keyboard(page, page.get_by_role("button", name="Create the template").last, "Enter")
    expect(page.get_by_text("“Ask for a demo” is saved as a draft.")).to_be_visible()
    asked = LeadTemplate.objects.get().current.fields
    order = [*list(TYPES)[:9], "country", "yes_no"]
    assert [(field.type, field.label) for field in asked] == [(name, LABELS[name]) for name in order]
    assert {field.choices for field in asked if TYPES[field.type].has_choices} == {("Starter", "Business")}
    try_the_preview(page)
    by_keyboard(page, page.get_by_role("button", name="Activate"), "Enter")
    expect(page.get_by_text("“Ask for a demo” is active: its form is open.")).to_be_visible()
    expect(page.get_by_role("link", name=f"/forms/{LeadTemplate.objects.get().slug}/")).to_be_visible()


def try_the_preview(page):
    by_keyboard(page, page.get_by_role("link", name="Preview", exact=True), "Enter")
    expect(page.get_by_text("This is a preview.")).to_be_visible()
    for label in LABELS.values():
        expect(page.get_by_text(label, exact=True).first).to_be_visible()
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("E-mail").first.fill("ada@example.com")
    by_keyboard(page, page.get_by_role("button", name="Send"), "Enter")
    expect(page.get_by_text("This would have made a lead. Nothing was stored.")).to_be_visible()
    assert Lead.objects.count() == 0
    by_keyboard(page, page.get_by_role("link", name="Back to the template"), "Enter")


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_the_focus_goes_along_with_what_is_moved_and_nothing_typed_is_lost(browse, javascript):
    page = browse(ADMIN, to="/lead-templates/create/", javascript=javascript)
    page.get_by_label("Thank-you message").fill("We call you.")
    for number, label in enumerate("ABC"):
        page.get_by_role("button", name="Add a field").click()
        expect(part(page, number + 1, "label")).to_be_focused()
        part(page, number + 1, "label").fill(label)
    page.get_by_role("button", name="Move down field 1 of 3").click()
    expect(part(page, 2, "down")).to_be_focused()
    press(page, "Enter")
    expect(part(page, 3, "up")).to_be_focused()
    assert labels(page) == ["B", "C", "A"]
    part(page, 2, "remove").click()
    expect(page.locator(".field-row")).to_have_count(2)
    expect(part(page, 2, "remove")).to_be_focused()
    assert labels(page) == ["B", "A"]
    expect(page.get_by_label("Thank-you message")).to_have_value("We call you.")
    assert LeadTemplate.objects.count() == 0


def test_enter_in_a_field_saves_and_errors_are_links_to_their_fields(browse):
    page = browse(ADMIN, to="/lead-templates/create/", allowed=["422 (Unprocessable Entity)"])
    page.get_by_role("button", name="Add a field").click()
    expect(part(page, 1, "label")).to_be_focused()
    page.get_by_label("Name", exact=True).fill("Ask for a demo")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="1 · Label: Fill this in.").click()
    expect(part(page, 1, "label")).to_be_focused()
    page.keyboard.type("Team size")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“Ask for a demo” is saved as a draft.")).to_be_visible()


def test_choices_are_asked_for_only_where_there_are_any(browse):
    page = browse(ADMIN, to="/lead-templates/create/", javascript=False)
    page.get_by_role("button", name="Add a field").click()
    expect(page.get_by_label("Choices")).to_be_hidden()
    page.get_by_label("Type").select_option("choice")
    expect(page.get_by_label("Choices")).to_be_visible()
    page.get_by_label("Type").select_option("number")
    expect(page.get_by_label("Choices")).to_be_hidden()


def test_address_and_code_are_copied(browse, make_template):
    template = make_template(embed_hosts=["www.example.com"])
    page = browse(ADMIN, to=template.url, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy the code for embedding").click()
    expect(page.locator("#said")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("<iframe src=")
    assert f"/forms/{template.slug}/" in copied
