"""The other leads of the same person on a lead's page (PRODUCT §6)."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from leads.actions import Draft, delete_lead, receive_leads
from leads.models import Lead

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
HEADING = "Other leads of this person"


@pytest.fixture
def member(sign_in):
    return sign_in("member@aster.example")


@pytest.fixture
def ana(make_lead):
    """`ana(3)`: Ana's lead of that hour; fields can be given."""

    def make(hour, **fields):
        return make_lead(**{"first_name": "Ana", "email": "ana@x.example", "created_at": START + timedelta(hours=hour), **fields})

    return make


def section(client, lead):
    """The section's HTML; nothing where it is not there."""
    found = re.search(r'aria-labelledby="related-title">(.*?)</section>', client.get(lead.url).content.decode(), re.S)
    return found[1] if found else ""


def related(client, lead):
    """The addresses that the section links to, from top to bottom."""
    return re.findall(r'<a class="strong" href="([^"]*)"', section(client, lead))


def test_the_others_are_shown_newest_first_whatever_their_letters(member, ana):
    one, two, three = ana(1), ana(3, email="ANA@x.Example"), ana(2, email="Ana@X.example")
    assert related(member, one) == [two.url, three.url]
    assert related(member, two) == [three.url, one.url]


def test_each_says_what_where_how_far_and_when(member, ana):
    ana(1, listing="Aster Insights", marketplace="harbour", status="contacted", do_not_contact=True)
    shown = section(member, ana(2))
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", shown))
    for words in (HEADING, "Aster Insights", "Do not contact", "Contacted", "Harbour Cloud Store", "1 Jan 2026"):
        assert words in text
    assert 'datetime="2026-01-01T13:00:00' in shown


def test_a_test_lead_among_them_is_badged(member, ana):
    ana(1, is_test=True)
    assert re.findall(r'class="mark is-test">.*?</svg>([^<]+)<', section(member, ana(2))) == ["Test"]


def test_nobody_else_is_among_them(member, ana, make_lead, cast):
    alone = ana(1)
    make_lead(first_name="Ana", email="mariana@x.example")
    make_lead(first_name="Ana", email="ana@x.example.org")
    make_lead(partner="birch", first_name="Ana", email="ana@x.example")
    delete_lead(ana(2), by=cast.people["member@aster.example"], version=1)
    assert section(member, alone) == ""


def test_leads_without_an_email_are_nobodys(member, make_lead):
    one = make_lead(first_name="Ana", email="")
    make_lead(first_name="Ana", email="")
    assert section(member, one) == ""


def test_five_are_shown_and_the_search_has_the_rest(member, ana):
    leads = [ana(hour) for hour in range(7)]
    assert related(member, leads[0]) == [lead.url for lead in leads[:1:-1]]
    url = re.search(r'<p><a href="([^"]*)">', section(member, leads[0]))[1]
    assert url == "/leads/?q=ana%40x.example"
    found = re.findall(r'id="card-(LD-[0-9A-Z-]+)"', member.get(url).content.decode())
    assert found == [lead.reference for lead in leads[::-1]]


def test_five_need_no_search(member, ana):
    leads = [ana(hour) for hour in range(6)]
    assert len(related(member, leads[0])) == 5
    assert "/leads/?q=" not in section(member, leads[0])


def test_a_distributor_sees_those_of_its_marketplaces(sign_in, ana):
    cedar = sign_in("manager@cedar.example")
    here = {"listing": "Aster Insights", "marketplace": "cedar-store"}
    one, two = ana(1, **here), ana(2, **here)
    ana(3, listing="Aster Insights", marketplace="harbour")
    ana(4)
    assert (related(cedar, one), related(cedar, two)) == ([two.url], [one.url])


def test_a_persons_other_leads_cost_one_query_however_many(member, ana, make_lead, queries_of):
    without = make_lead(first_name="Ana", email="")
    one = ana(0)
    member.get(one.url)
    _, plain = queries_of(member.get, without.url)
    _, alone = queries_of(member.get, one.url)
    for hour in range(1, 8):
        ana(hour, listing="Aster Insights", marketplace="harbour", owner="member@aster.example")
    _, among_many = queries_of(member.get, one.url)
    assert (alone - plain, among_many - plain) == (1, 1)


@pytest.mark.parametrize(
    ("email", "index"), [("member@aster.example", "lead_by_email"), ("manager@cedar.example", "lead_by_email_distributor")]
)
def test_the_index_over_emails_serves_it(cast, ana, email, index):
    here = {"listing": cast.listings["Aster Insights"], "marketplace": cast.marketplaces["cedar-store"]}
    lead = ana(1, listing="Aster Insights", marketplace="cedar-store")
    receive_leads([Draft(email=f"{number}@x.example", **here) for number in range(600)], source=lead.source, by="Many")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE leads_lead")
    membership = cast.people[email].memberships.get()
    plan = Lead.objects.visible_to(membership).same_person(lead)[:6].explain()
    assert re.search(rf"{index}\b", plan)


def test_the_search_from_a_test_lead_finds_the_test_leads(member, ana):
    leads = [ana(hour, is_test=True) for hour in range(8)]
    [search] = re.findall(r'href="(/leads/\?[^"]*)"', section(member, leads[0]))
    page = member.get(search.replace("&amp;", "&"))
    assert {lead.pk for lead in page.context["page"].rows} == {lead.pk for lead in leads}
