"""Previous and next on a lead's page, within the search, filter and order that it was opened from."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.utils.html import escape
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.tests.test_list_properties import ADDRESSES, ids_in_csv, lead_facts, receive_instead

LISTED = re.compile(r'id="(?:card|row)-(LD-[0-9A-Z-]+)"')


def page_of(client, url):
    return client.get(url).content.decode()


def where(body):
    return re.search(r'class="where">([^<]*)<', body)[1]


def link(body, name):
    found = re.search(rf'href="([^"]*)"[^>]* data-{name}>', body)
    return found[1].replace("&amp;", "&") if found else ""


def opened_from(client, address):
    """The first lead's page by its link on that list."""
    found = re.search(r'<a href="([^"]*)"[^>]* data-open>', page_of(client, address))
    return found[1].replace("&amp;", "&")


@pytest.fixture
def six(make_lead):
    """Lead 1 (the newest) to Lead 6."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    statuses = ["new", "contacted", "new", "new", "contacted", "new"]
    return [
        make_lead(first_name="Lead", last_name=str(n), status=status, created_at=start - timedelta(hours=n))
        for n, status in enumerate(statuses, start=1)
    ]


@pytest.mark.parametrize("view", ["cards", "list"])
def test_a_lead_is_opened_with_what_narrows_and_orders_its_list_and_nothing_else(member, six, view):
    url = opened_from(member, f"/leads/?status=new&sort=created&view={view}")
    assert url == f"{six[5].url}?status=new&sort=created"
    assert opened_from(member, f"/leads/?view={view}") == six[0].url


def test_the_lead_says_where_it_stands_and_leads_to_its_neighbours(member, six):
    query = "?status=new&sort=created"
    body = page_of(member, six[3].url + query)
    assert where(body) == "2 of 4"
    assert link(body, "previous") == six[5].url + query
    assert link(body, "next") == six[2].url + query


def test_the_first_has_no_previous_and_the_last_no_next(member, six):
    first, last = page_of(member, six[0].url), page_of(member, six[5].url)
    assert (where(first), link(first, "previous"), link(first, "next")) == ("1 of 6", "", six[1].url)
    assert (where(last), link(last, "previous"), link(last, "next")) == ("6 of 6", six[4].url, "")


def test_a_change_takes_the_lead_out_of_the_list_and_leaves_its_neighbours_right(member, six):
    url = six[2].url + "?status=new"
    moved = member.post(
        f"{six[2].url}status/", {"status": "purchased", "version": 1}, headers={"Referer": f"http://testserver{url}"}
    )
    assert (moved.status_code, moved.url) == (303, f"{url}#at-{six[2].reference}")
    body = page_of(member, url)
    assert where(body) == "No longer in this list · 3 leads"
    assert link(body, "previous") == six[0].url + "?status=new"
    assert link(body, "next") == six[3].url + "?status=new"


def test_htmx_gets_the_same_neighbours_after_a_change(member, six):
    headers = {
        "HX-Request": "true",
        "HX-Target": f"lead-{six[2].reference}",
        "HX-Current-URL": f"http://testserver{six[2].url}?status=new",
    }
    body = member.post(f"{six[2].url}status/", {"status": "purchased", "version": 1}, headers=headers).content.decode()
    assert where(body) == "No longer in this list · 3 leads"
    assert link(body, "next") == six[3].url + "?status=new"


def test_a_card_that_htmx_draws_anew_keeps_the_query_in_its_link(member, six):
    headers = {
        "HX-Request": "true",
        "HX-Target": f"card-{six[2].reference}",
        "HX-Current-URL": "http://testserver/leads/?sort=created&view=cards",
    }
    body = member.post(f"{six[2].url}status/", {"status": "purchased", "version": 1}, headers=headers).content.decode()
    assert re.search(r'<a href="([^"]*)"[^>]* data-open>', body)[1] == f"{six[2].url}?sort=created"


def test_a_deleted_lead_still_has_neighbours(member, six):
    member.post(f"{six[1].url}delete/", {"version": 1})
    body = page_of(member, six[1].url)
    assert where(body) == "No longer in this list · 5 leads"
    assert (link(body, "previous"), link(body, "next")) == (six[0].url, six[2].url)


@pytest.mark.parametrize(
    "query", ["status=frozen", "nonsense=1", "sort=up", "due=2", "phase=old", "sort=created&sort=company", "q=" + "x" * 201]
)
def test_an_address_that_is_not_understood_shows_the_lead_and_says_so(member, six, query):
    response = member.get(f"{six[0].url}?{query}")
    body = response.content.decode()
    assert response.status_code == 200
    assert "Part of this page’s address is not understood, so the leads before and after it are not shown." in body
    assert "Lead 1" in body
    assert link(body, "next") == ""


@pytest.mark.parametrize(
    "query", ["q=%00", "after=forged", "after=a&before=b", "view=list&for=systems", "q=%ff%fe", "all=1&q=lead"]
)
def test_odd_addresses_are_no_error(member, six, query):
    assert member.get(f"{six[0].url}?{query}").status_code == 200


def test_back_leads_to_the_page_that_has_the_lead_at_the_lead(member, six, monkeypatch):
    monkeypatch.setattr("leadhub.lists.machine.ListMachine.page_size", 2)
    for number, lead in enumerate(six):
        body = page_of(member, f"{lead.url}?q=lead&sort=-created")
        back = re.search(r'class="button quiet back" href="([^"]*)"', body)[1].replace("&amp;", "&")
        page, anchor = back.split("#")
        assert anchor == f"at-{lead.reference}"
        first = number - number % 2
        assert LISTED.findall(page_of(member, page)) == [one.reference for one in six[first : first + 2]]


def test_of_a_strangers_leads_nothing_is_a_neighbour(member, make_lead):
    make_lead(partner="birch", first_name="Before")
    mine = make_lead(first_name="Mine")
    make_lead(partner="birch", first_name="After")
    body = page_of(member, mine.url)
    assert (where(body), link(body, "previous"), link(body, "next")) == ("1 of 1", "", "")


def test_a_position_that_nobody_counted_is_not_shown(member, six, monkeypatch):
    monkeypatch.setattr("leads.views.neighbours.COUNTED_UP_TO", 3)
    assert [where(page_of(member, lead.url)).split(" of ")[0] for lead in six[:3]] == ["1", "2", "3"]
    body = page_of(member, six[4].url)
    assert where(body).startswith("Further back than ")
    assert (link(body, "previous"), link(body, "next")) == (six[3].url, six[5].url)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(lead_facts(), max_size=9), address=ADDRESSES)
def test_walking_next_and_back_visits_exactly_the_lists_order(cast, sign_in, facts, address):
    receive_instead(facts, cast)
    client, query = sign_in("member@aster.example"), urlencode(address, doseq=True)
    expected = ids_in_csv(client, query)
    url, walked, body = f"/leads/{expected[0]}/?{query}" if expected else "", [], ""
    while url:
        body = page_of(client, url)
        walked.append(re.search(r'id="lead-(LD-[0-9A-Z-]+)"', body)[1])
        assert where(body) == f"{len(walked)} of {len(expected)}"
        url = link(body, "next")
    assert walked == expected
    for reference in reversed(expected[:-1]):
        url = link(body, "previous")
        assert escape(url).startswith(f"/leads/{reference}/")
        body = page_of(client, url)
    assert link(body, "previous") == ""
