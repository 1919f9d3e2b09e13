"""axe finds nothing on the lead templates' pages, in light and in dark; nothing is wider than a phone."""

import pytest
from playwright.sync_api import expect

from leads.answers.types import TYPES, TemplateField
from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import ERRORS, expect_no_violation

pytestmark = pytest.mark.browser

ADMIN = "admin@aster.example"
LONG = "A question that goes on and on, as some people write them, until it does not fit into one line any more"


@pytest.fixture
def template(make_template):
    kinds = TYPES.values()
    fields = [
        TemplateField(kind.name, str(kind.label), kind.name, "A hint.", True, ("Starter", "Business") if kind.has_choices else ())
        for kind in kinds
    ]
    design = {"consent": "I agree.", "thanks": "Thank you!", "auto_reply_body": "Soon.", "embed_hosts": ["www.example.com"]}
    make_template(name="احجز عرضًا", fields=[TemplateField("long", LONG)], active=False)
    return make_template(fields=fields, **design)


PATHS = ["/lead-templates/", "/lead-templates/create/", "{}", "{}edit/", "{}preview/"]


@pytest.mark.parametrize("path", PATHS)
def test_pages(browse, template, path):
    expect_no_violation(browse(ADMIN, to=path.format(template.url)))


def test_an_empty_list(browse):
    expect_no_violation(browse(ADMIN, to="/lead-templates/"))


def test_an_editor_with_errors_and_a_conflict(browse, template, make_template):
    other = make_template(name="Book a call", active=False)
    page = browse(ADMIN, to=other.url, allowed=ERRORS)
    page.get_by_role("button", name="Activate").click()
    expect(page.get_by_role("alert").filter(has_text="is the active template for")).to_be_visible()
    expect_no_violation(page)
    page.goto(f"{template.url}edit/")
    page.get_by_label("Name", exact=True).fill("")
    page.get_by_role("button", name="Add a field").click()
    expect(page.locator(".field-row")).to_have_count(len(TYPES) + 1)
    page.get_by_role("button", name="Save the template").first.click()
    expect(page.get_by_text("2 things need another look:")).to_be_visible()
    expect_no_violation(page)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("width", [390, 320])
def test_nothing_is_wider_than_a_phone(browse, template, path, width):
    page = browse(ADMIN, to=path.format(template.url), width=width)
    assert overflow(page) <= 0
