"""The hosted form in a browser (C-21): a visitor without JavaScript, a phone, a frame on somebody's page, and axe."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from playwright.sync_api import expect

from leads.answers.types import TYPES, TemplateField
from leads.models import Lead, LeadTemplate
from leads.tests.browser.looking import overflow
from leads.tests.browser.test_axe import expect_no_violation

pytestmark = pytest.mark.browser

CHOICES = ("Team", "Business", "Something that has a very long name and wraps somewhere")
FIELDS = [
    TemplateField(name, f"A {kind.label}", name, help="Some help", choices=CHOICES if kind.has_choices else (), required=True)
    for name, kind in TYPES.items()
]
both = pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])


@pytest.fixture(autouse=True)
def unhurried(settings):
    settings.FORM_LEAST_SECONDS = 0


@pytest.fixture
def template(make_template):
    return make_template(fields=FIELDS, consent="Aster Apps may keep this.", thanks="Ana will call you.")


def fill_in(page):
    page.get_by_label("Last name").fill("Lovelace")
    page.get_by_label("E-mail", exact=True).fill("ada@lovelace.example")
    page.get_by_label("A Text").fill("نص عربي 🦉")
    page.get_by_label("A Long text").fill("First\nsecond")
    page.get_by_label("A E-mail").fill("billing@lovelace.example")
    page.get_by_label("A Phone").fill("+34 910 555 001")
    page.get_by_label("A Number").fill("12.5")
    page.get_by_label("A Date").fill("2026-12-01")
    page.get_by_label("A Web address").fill("lovelace.example")
    page.get_by_label("A Choice").select_option("Team")
    page.get_by_role("group", name="A Multiple choice").get_by_label("Business").check()
    page.get_by_role("group", name="A Yes or no").get_by_label("No").check()
    page.get_by_label("A Country").select_option("ES")
    page.get_by_label("Aster Apps may keep this.").check()


@both
def test_a_visitor_fills_in_every_type_and_is_thanked(browse, template, javascript):
    page = browse(None, to=f"/forms/{template.slug}/", javascript=javascript)
    fill_in(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(page.get_by_text("Ana will call you.")).to_be_visible()
    page.reload()
    answers = {answer["key"]: answer["value"] for answer in Lead.objects.get().answers}
    assert answers == {
        "text": "نص عربي 🦉", "long_text": "First\nsecond", "email": "billing@lovelace.example", "phone": "+34 910 555 001",
        "number": "12.5", "date": "2026-12-01", "url": "https://lovelace.example", "choice": "Team", "choices": "Business",
        "yes_no": "no", "country": "ES", "consent": "Aster Apps may keep this.",
    }  # fmt: skip


def test_what_is_wrong_is_said_on_top_and_leads_to_the_field(browse, template):
    page = browse(None, to=f"/forms/{template.slug}/", javascript=False, allowed=["422"])
    fill_in(page)
    page.get_by_label("A Number").fill("many")
    page.get_by_label("E-mail", exact=True).fill("ada")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_contain_text("2 answers need another look:")
    expect(page.get_by_label("A Long text")).to_have_value("First\nsecond")
    expect(page.get_by_role("group", name="A Yes or no").get_by_label("No")).to_be_checked()
    page.get_by_role("link", name="A Number – Enter a number, as in 12 or 12.5.").click()
    expect(page.get_by_label("A Number")).to_be_focused()
    page.get_by_label("A Number").fill("7")
    page.get_by_label("E-mail", exact=True).fill("ada@lovelace.example")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def test_a_double_click_and_a_way_back_make_one_lead(browse, template):
    page = browse(None, to=f"/forms/{template.slug}/")
    fill_in(page)
    page.get_by_role("button", name="Send").dblclick()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Lead.objects.count() == 1


def test_neither_keyboard_nor_screen_reader_meets_the_trap(browse, template):
    page = browse(None, to=f"/forms/{template.slug}/")
    expect(page.get_by_role("textbox", name="Leave this empty")).to_have_count(0)
    trap = page.locator("#id_homepage")
    box = trap.bounding_box()
    assert box["x"] + box["width"] < 0
    page.get_by_label("Aster Apps may keep this.").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send")).to_be_focused()


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_every_page_of_it_fits_and_axe_finds_nothing(browse, template, width):
    page = browse(None, to=f"/forms/{template.slug}/", width=width, allowed=["422", "410", "Gone"])
    looks = []

    def look():
        looks.append(overflow(page))
        expect_no_violation(page)

    look()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert")).to_be_visible()
    look()
    page.goto(f"/forms/{template.slug}/thanks/")
    look()
    LeadTemplate.objects.update(state="retired")
    template.uses.update(is_active=False)
    page.goto(f"/forms/{template.slug}/")
    expect(page.get_by_role("heading", name="This form is closed")).to_be_visible()
    look()
    assert looks == [0] * 4


def test_the_choice_of_a_product_passes_axe_too(browse, make_template):
    template = make_template(offerings=[("Aster Insights", "harbour"), ("Aster Insights", "cedar-store")])
    page = browse(None, to=f"/forms/{template.slug}/")
    page.get_by_label("Product").select_option("Aster Insights (Cedar Store)")
    expect_no_violation(page)


@contextmanager
def somebodys_page(form_url):
    """A site of somebody else's with the form in a frame; gives its port."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            frame = f'<iframe src="{form_url}" title="Ask" width="600" height="900"></iframe>' if self.path == "/" else ""
            self.wfile.write(f'<!doctype html><link rel="icon" href="data:,"><h1>Ours</h1>{frame}'.encode())

        def log_message(self, *args):
            """Nothing of this belongs in the test's output."""

    server = HTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_allowed_page_shows_it_in_a_frame_and_another_does_not(browse, make_template, live_server):
    template = make_template()
    with somebodys_page(f"{live_server.url}/forms/{template.slug}/") as port:
        LeadTemplate.objects.update(embed_hosts=[f"127.0.0.1:{port}"])
        page = browse(None, to=None, allowed=["frame-ancestors", "ERR_BLOCKED_BY_RESPONSE"])
        page.goto(f"http://127.0.0.1:{port}/")
        form = page.frame_locator("iframe")
        form.get_by_label("Last name").fill("Lovelace")
        form.get_by_label("E-mail").fill("ada@lovelace.example")
        form.get_by_role("button", name="Send").click()
        expect(form.get_by_role("heading", name="Thank you")).to_be_visible()
        assert Lead.objects.count() == 1
        page.goto(f"http://localhost:{port}/")
        expect(page.get_by_role("heading", name="Ours")).to_be_visible()
        page.wait_for_load_state("networkidle")
        expect(form.get_by_label("Last name")).to_have_count(0)
