"""/lead-templates/ through real requests."""

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.actions import retire_template
from leads.answers.types import TemplateField
from leads.tests.templates.filled_in import ADMIN, LIST, words


@pytest.fixture
def three(make_template):
    make_template(name="Ask for a demo", fields=[TemplateField("a", "A"), TemplateField("b", "B")])
    make_template(name="Büro", active=False, offerings=())
    old = make_template(name="Old form", offerings=[("Aster Invoicing", "harbour")])
    retire_template(old, by="Ana Moreno", revision=2)


def names_on(page):
    return [unescape(name) for name in re.findall(r"data-open>([^<]*)<", page.content.decode())]


def test_a_row_says_what_a_template_is(admin, three):
    text = words(admin.get(LIST))
    assert "Ask for a demo Active Aster Invoicing · Northwind Marketplace Qualification 2 just now" in text
    assert "Old form Retired Aster Invoicing · Harbour Cloud Store Qualification 0 just now Ana Moreno" in text
    assert "Büro Draft nothing yet Qualification 0" in text
    assert "3 templates" in text


def test_of_many_listings_the_first_two_are_shown_and_the_others_counted(admin, make_template):
    places = [("Aster Invoicing", "northwind"), ("Aster Invoicing", "harbour"), ("Aster Insights", "harbour")]
    make_template(offerings=[*places, ("Aster Insights", "cedar-store")])
    assert "Aster Insights · Cedar Store Aster Insights · Harbour Cloud Store and 2 more" in words(admin.get(LIST))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Ask for a demo", "Büro", "Old form"]),
        ("?sort=-created", ["Old form", "Büro", "Ask for a demo"]),
        ("?q=BURO", ["Büro"]),
        ("?q=%25", []),
        ("?state=draft&state=retired", ["Büro", "Old form"]),
        ("?state=active&q=form", []),
    ],
)
def test_search_filter_and_sort(admin, three, query, names):
    assert names_on(admin.get(LIST + query)) == names


def test_what_is_not_understood_is_said_and_shows_nothing(admin, three):
    page = admin.get(f"{LIST}?state=frozen")
    assert names_on(page) == []
    assert "Show the list without it" in words(page)


def test_an_empty_list_has_a_next_step(admin, three, sign_in):
    page = sign_in("admin@birch.example").get(LIST)
    assert "No templates yet" in words(page)
    assert page.content.decode().count('href="/lead-templates/create/"') == 2
    assert "No templates match" in words(admin.get(f"{LIST}?q=zzz"))


def test_the_list_goes_on_over_pages(admin, make_template):
    for number in range(27):
        make_template(name=f"T{number:02}", active=False, offerings=())
    first = admin.get(LIST)
    assert len(names_on(first)) == 25
    more = unescape(re.search(r'<a id="more"[^>]*href="([^"]*)"', first.content.decode())[1])
    assert names_on(admin.get(more)) == ["T25", "T26"]


def test_a_list_costs_the_same_queries_at_1_and_at_30_rows(admin, make_template):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(f"{LIST}?q=t&state=draft").status_code == 200
        return len(asked)

    make_template(name="T", active=False, fields=[TemplateField("a", "A")])
    cost()
    before = cost()
    for number in range(29):
        make_template(name=f"T{number}", active=False, offerings=[("Aster Invoicing", "harbour"), ("Aster Insights", "harbour")])
    assert cost() == before


def test_the_editor_costs_the_same_queries_however_many_fields_and_versions(admin, make_template):
    def cost(template):
        with CaptureQueriesContext(connection) as asked:
            assert admin.get(f"{template.url}edit/").status_code == 200
        return len(asked)

    small = make_template(name="Small", active=False)
    fields = [TemplateField(f"f{number}", f"F{number}") for number in range(50)]
    large = make_template(name="Large", active=False, fields=fields, offerings=[("Aster Insights", "harbour")])
    cost(small)
    assert cost(large) == cost(small)


def test_only_those_who_may_manage_templates_see_the_link(sign_in):
    seen = {
        email: 'href="/lead-templates/"' in sign_in(email).get("/leads/").content.decode()
        for email in (ADMIN, "member@aster.example", "viewer@aster.example", "manager@cedar.example", "reseller@dahlia.example")
    }
    assert [email for email, is_seen in seen.items() if is_seen] == [ADMIN]


@pytest.mark.parametrize(
    ("email", "reason"),
    [
        ("member@aster.example", "Only an administrator of Aster Apps can manage lead templates."),
        ("viewer@aster.example", "Only an administrator of Aster Apps can manage lead templates."),
        ("manager@cedar.example", "Lead templates belong to vendors: Cedar Distribution has no listings of its own."),
    ],
)
def test_a_refusal_says_why(sign_in, make_template, email, reason):
    template = make_template()
    for path in (LIST, template.url, f"{template.url}edit/"):
        page = sign_in(email).get(path)
        assert page.status_code == 403
        assert reason in words(page)


def test_names_are_sorted_without_case_and_accents(admin, make_template):
    for name in ("Zebra", "apple", "Äpfel 2", "ärger"):
        make_template(name=name, active=False)
    names = [template.name for template in admin.get("/lead-templates/").context["page"].rows]
    assert names == ["Äpfel 2", "apple", "ärger", "Zebra"]
