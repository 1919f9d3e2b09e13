"""Test leads are in no list, count or file but their own; leads of whom not to contact are in all of them (PRODUCT §9)."""

import csv
import io
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from leads.models import Lead, TemplateVersion

LISTED = re.compile(r'id="(?:card|row)-(LD-[0-9A-Z-]+)"')
BADGES = re.compile(r'class="mark [a-z-]+">.*?</svg>([^<]+)<')
VIEWS = ["cards", "list"]


@pytest.fixture
def marked(make_lead):
    """`marked["plain"]`, `"test"`, `"silent"` (do not contact), `"both"`; the oldest first."""
    kinds = {"plain": {}, "test": {"is_test": True}, "silent": {"do_not_contact": True}}
    kinds["both"] = kinds["test"] | kinds["silent"]
    return {
        name: make_lead(first_name=name.title(), email=f"{name}@x.example", phone="+34 910 555 0100", **marks)
        for name, marks in kinds.items()
    }


def body_of(client, url):
    return client.get(url).content.decode()


def names(client, query=""):
    """Whom the list shows, from top to bottom."""
    by_reference = {lead.reference: lead.first_name for lead in Lead.objects.all()}
    return [by_reference[reference] for reference in LISTED.findall(body_of(client, f"/leads/?{query}"))]


def exported(client, query=""):
    body = b"".join(client.get(f"/leads/export.csv?{query}").streaming_content).decode("utf-8-sig")
    return [row["First name"] for row in csv.DictReader(io.StringIO(body, newline=""))]


def count(client, query=""):
    return re.search(r'class="count">([^<]*)<', body_of(client, f"/leads/?{query}"))[1]


def of_one(body, lead):
    """The card or row of one lead."""
    return re.search(rf'id="(?:card|row)-{lead.reference}".*?(?=id="(?:card|row)-LD-|</main>)', body, re.S)[0]


# --- which leads ----------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize(
    ("query", "expected", "words"),
    [
        ("", ["Silent", "Plain"], "2 leads"),
        ("marked=test", ["Both", "Test"], "2 of 2 test leads"),
        ("marked=do-not-contact", ["Silent"], "1 of 2 leads"),
        ("q=x.example", ["Silent", "Plain"], "2 of 2 leads"),
        ("q=both&marked=test", ["Both"], "1 of 2 test leads"),
        ("q=both", [], "0 of 2 leads"),
    ],
)
def test_page_count_and_file_are_the_same_leads(member, marked, view, query, expected, words):
    address = f"{query}&view={view}".lstrip("&")
    assert (names(member, address), exported(member, query), count(member, address)) == (expected, expected, words)


def test_a_mark_nobody_knows_selects_nothing_and_says_so(member, marked):
    response = member.get("/leads/?marked=important")
    assert LISTED.findall(response.content.decode()) == []
    assert "is not one of the available choices" in response.content.decode()
    assert member.get("/leads/export.csv?marked=important").status_code == 400


def test_one_mark_at_a_time(member, marked):
    assert "given more than once" in body_of(member, "/leads/?marked=test&marked=do-not-contact")


@pytest.mark.parametrize(("mark", "words"), [("test", "Test leads"), ("do-not-contact", "Do not contact")])
def test_a_mark_is_chosen_in_the_panel_and_taken_off_by_its_chip(member, marked, mark, words):
    body = body_of(member, f"/leads/?marked={mark}&sort=company")
    assert re.findall(r'name="marked" value="([^"]*)"[^>]* checked', body) == [mark]
    assert re.findall(r'class="chip" href="([^"]*)"><span>Marked: <b><bdi>([^<]*)<', body) == [("/leads/?sort=company", words)]


def test_no_mark_is_chosen_at_first(member, marked):
    assert re.findall(r'name="marked" value="([^"]*)"[^>]* checked', body_of(member, "/leads/")) == [""]


def test_due_counts_the_leads_it_leads_to(member, marked):
    Lead.objects.update(follow_up_on=timezone.localdate() - timedelta(days=3))
    for query in ("", "marked=test"):
        assert re.search(r'href="([^"]*)"[^>]*>.*?</svg>Due <b>(\d+)<', body_of(member, f"/leads/?{query}")).groups() == (
            "/leads/?due=1",
            "2",
        )
    assert names(member, "due=1") == ["Silent", "Plain"]


def test_a_template_counts_its_real_leads(sign_in, make_template, make_lead):
    make_template()
    version = TemplateVersion.objects.get()
    for marks in ({}, {"do_not_contact": True}, {"is_test": True}):
        make_lead(listing="Aster Invoicing", marketplace="northwind", template_version=version, **marks)
    body = body_of(sign_in("admin@aster.example"), version.template.get_absolute_url())
    assert re.findall(r'data-label="Leads"><span>(\d+)<', body) == ["2"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_list_costs_the_same_with_marked_leads(member, make_lead, queries_of, view):
    url = f"/leads/?view={view}&marked=do-not-contact"
    make_lead(first_name="One", do_not_contact=True)
    member.get(url)
    _, at_one = queries_of(member.get, url)
    for number in range(24):
        make_lead(first_name=f"N{number}", do_not_contact=True)
    _, at_many = queries_of(member.get, url)
    assert at_many == at_one


# --- a lead's page --------------------------------------------------------------------------------


def where(body):
    return re.search(r'class="where">([^<]*)<', body)[1]


def links(body):
    return [url.replace("&amp;", "&") for url in re.findall(r'href="([^"]*)"[^>]* data-(?:previous|next)>', body)]


def test_a_test_leads_page_stands_among_the_test_leads(member, marked):
    test, both = marked["test"], marked["both"]
    body = body_of(member, test.url)
    assert (where(body), links(body)) == ("2 of 2", [f"{both.url}?marked=test"])
    assert f'href="/leads/?marked=test#at-{test.reference}"' in body
    assert (where(body_of(member, f"{test.url}?sort=company")), names(member, "marked=test&sort=company")) == (
        "2 of 2",
        ["Both", "Test"],
    )


def test_a_real_lead_has_no_test_lead_beside_it(member, marked):
    body = body_of(member, marked["plain"].url)
    assert (where(body), links(body)) == ("2 of 2", [marked["silent"].url])


def test_a_change_on_a_test_leads_page_stays_among_the_test_leads(member, marked):
    test = marked["test"]
    headers = {"HX-Request": "true", "HX-Target": f"lead-{test.reference}", "HX-Current-URL": f"http://testserver{test.url}"}
    body = member.post(f"{test.url}status/", {"status": "contacted", "version": 1}, headers=headers).content.decode()
    assert (where(body), BADGES.findall(body)) == ("2 of 2", ["Test"])


def test_a_change_of_a_lead_that_became_a_test_says_that_it_left_the_list(member, marked):
    plain = marked["plain"]
    Lead.objects.filter(pk=plain.pk).update(is_test=True)
    for page, expected in (("/leads/", True), ("/leads/?marked=test", False)):
        version = Lead.objects.get(pk=plain.pk).version
        status = "contacted" if version % 2 else "new"
        headers = {"HX-Request": "true", "HX-Target": f"card-{plain.reference}", "HX-Current-URL": f"http://testserver{page}"}
        body = member.post(f"{plain.url}status/", {"status": status, "version": version}, headers=headers).content.decode()
        assert ("No longer matches the filter" in body) == expected


def test_of_whom_not_to_contact_the_page_says_so_and_keeps_address_and_number(member, marked):
    body = body_of(member, marked["silent"].url)
    assert body.count("This person asked not to be contacted: no message goes to them automatically.") == 1
    assert 'data-copy="silent@x.example"' in body
    assert 'data-copy="+34 910 555 0100"' in body
    plain = body_of(member, marked["plain"].url)
    assert "asked not to be contacted" not in plain
    assert re.findall(r'href="((?:mailto|tel):[^"]*)"', plain) == ["mailto:plain@x.example", "tel:+349105550100"]


@pytest.mark.parametrize("view", [*VIEWS, "page"])
def test_nobody_writes_or_calls_by_a_slip_of_the_mouse(member, marked, view):
    silent = marked["silent"]
    body = body_of(member, silent.url) if view == "page" else of_one(body_of(member, f"/leads/?view={view}"), silent)
    assert re.findall(r'href="(?:mailto|tel):', body) == []
    assert "silent@x.example" in body


# --- badges ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
def test_cards_and_rows_are_badged(member, marked, view):
    found = {}
    for query in ("", "&marked=test"):
        body = body_of(member, f"/leads/?view={view}{query}")
        for name, lead in marked.items():
            if lead.reference in LISTED.findall(body):
                found[name] = BADGES.findall(of_one(body, lead))
    assert found == {"plain": [], "test": ["Test"], "silent": ["Do not contact"], "both": ["Test", "Do not contact"]}


def test_the_status_button_says_the_status_alone(member, marked):
    for lead in marked.values():
        button = re.search(r"<button[^>]* data-status>(.*?)</button>", body_of(member, lead.url), re.S)[1]
        assert re.sub(r"<svg.*?</svg>", "", button, flags=re.S).strip() == "New"


def test_pages_and_deleted_leads_are_badged(member, marked):
    expected = [["Test", "Do not contact"], ["Do not contact"], ["Test"], []]
    leads = [marked[name] for name in ("both", "silent", "test", "plain")]
    assert [BADGES.findall(body_of(member, lead.url)) for lead in leads] == expected
    for lead in reversed(leads):
        member.post(f"{lead.url}delete/", {"version": 1})
    member.get("/leads/deleted/")  # the messages are read here
    body = body_of(member, "/leads/deleted/")
    assert LISTED.findall(body) == [lead.reference for lead in leads]
    assert [BADGES.findall(of_one(body, lead)) for lead in leads] == expected


# --- whose ----------------------------------------------------------------------------------------


def test_a_distributor_sees_the_marks_and_the_same_sets(sign_in, make_lead):
    cedar = sign_in("manager@cedar.example")
    here = {"listing": "Aster Insights", "marketplace": "cedar-store"}
    make_lead(first_name="Test", is_test=True, **here)
    silent = make_lead(first_name="Silent", email="s@x.example", do_not_contact=True, **here)
    make_lead(first_name="Elsewhere", is_test=True, listing="Aster Insights", marketplace="harbour")
    make_lead(first_name="Nowhere", do_not_contact=True)
    for query, expected in {"": ["Silent"], "marked=test": ["Test"], "marked=do-not-contact": ["Silent"]}.items():
        assert (names(cedar, query), exported(cedar, query)) == (expected, expected)
    assert BADGES.findall(body_of(cedar, silent.url)) == ["Do not contact"]
