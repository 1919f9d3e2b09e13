"""No side door: for any query the API's list is the Leads page's and the CSV's, row by row, in its order; or none of them is."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.models import Lead

START = datetime(2026, 1, 1, tzinfo=UTC)
NAMES = ["Ana", "ÁNA", "Müller", "muller", "", "50%", "佐藤"]
PEOPLE = [
    "member@aster.example",
    "viewer@aster.example",
    "manager@cedar.example",
    "member@birch.example",
    "reseller@dahlia.example",
]
# Each may be there or not; some are right, some wrong, some of another partner.
QUERY = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["ana", "MÜLLER", "50%", "insights", "nobody at all", " "]),
        "type": st.sampled_from(["app", "service", "bundle", ""]),
        "status": st.lists(st.sampled_from(["new", "contacted", "purchased", "bogus"]), max_size=3),
        "phase": st.lists(st.sampled_from(["new", "won"]), max_size=2),
        "marketplace": st.lists(st.sampled_from(["northwind", "cedar-store", "bogus"]), max_size=2),
        "owner": st.sampled_from(["me", "nobody", "US-0000-0000"]),
        "received_from": st.sampled_from(["2026-01-01", "2026-01-02", "2026-01-01T02:00:00+02:00", "never"]),
        "received_to": st.sampled_from(["2026-01-01", "2026-01-02T00:00:00Z"]),
        "marked": st.sampled_from(["test", "do-not-contact"]),
        "sort": st.sampled_from(["created", "-created", "first_name", "last_name", "company", "listing", "colour"]),
        "colour": st.just("red"),
    },
)


@pytest.fixture
def leads(make_lead):
    about = [("aster", "Aster Insights", "cedar-store"), ("aster", "Rollout and Training", "northwind"), ("birch", None, None)]
    for number in range(24):
        partner, listing, marketplace = about[number % 3]
        lead = make_lead(
            partner=partner, listing=listing, marketplace=marketplace,
            status=["new", "contacted", "purchased"][number % 4 % 3], owner="member@aster.example" if number % 6 == 0 else None,
            first_name=NAMES[number % 7], last_name=NAMES[number % 5], company=NAMES[number % 4],
            created_at=START + timedelta(hours=number // 2 * 3), is_test=number % 11 == 0, do_not_contact=number % 9 == 0,
        )  # fmt: skip
        if number % 8 == 0:
            Lead.objects.filter(pk=lead.pk).update(deleted_at=START)


@pytest.fixture
def callers(program, sign_in):
    """Everybody's program and browser."""
    return {who: (program(who), sign_in(who)) for who in PEOPLE}


def rows_of_the_api(program, query):
    """Every page of it, or None where it is refused."""
    response, found = (
        program.client.get("/api/v1/leads", query | {"limit": 4}, headers={"Authorization": f"Bearer {program.secret}"}),
        [],
    )
    while response.status_code == 200:
        found += [lead["reference"] for lead in response.json()["leads"]]
        if response.json()["next"] is None:
            return found
        response = program.client.get(response.json()["next"], headers={"Authorization": f"Bearer {program.secret}"})
    assert response.status_code == 400
    return None


def rows_of_the_page(client, query):
    response = client.get("/leads/", query, follow=True)
    assert response.status_code == 200
    return None if response.context["filters"].problems else [lead.reference for lead in response.context["page"].rows]


def rows_of_the_csv(client, query):
    response = client.get("/leads/export.csv", query)
    if response.status_code == 400:
        return None
    return [row["Lead ID"] for row in csv.DictReader(io.StringIO(b"".join(response).decode("utf-8-sig")))]


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(query=QUERY, who=st.sampled_from(PEOPLE))
def test_the_api_shows_the_rows_of_the_page_and_the_file(leads, callers, query, who):
    program, client = callers[who]
    found = rows_of_the_api(program, query)
    assert found == rows_of_the_page(client, query)
    if who != "viewer@aster.example":  # who exports nothing
        assert found == rows_of_the_csv(client, query)
