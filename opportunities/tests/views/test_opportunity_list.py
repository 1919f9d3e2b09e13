"""The list of opportunities (A-32): search, filter, order, pages = CSV, tenancy, constant cost."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from leads.tests.test_list_properties import folded
from opportunities.models import AssistedSales, Opportunity
from opportunities.tests.views.reading import count_on, rows_of

ADMIN = "admin@aster.example"
START = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def admin(sales, sign_in):
    return sign_in(ADMIN)


def ids_on(response):
    return re.findall(r'id="(?:card|row)-(OP-[0-9A-Z-]+)"', response.content.decode())


def ids_in_csv(client, query=""):
    return [row["Opportunity ID"] for row in rows_of(client.get(f"/opportunities/export.csv?{query}"))]


def at(opportunity, hours, **changes):
    Opportunity.objects.filter(pk=opportunity.pk).update(created_at=START + timedelta(hours=hours), **changes)
    return opportunity


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "cba"),
        ("sort=created", "abc"),
        ("sort=name", "bac"),
        ("sort=company", "cab"),
        ("q=GRIMALDI", "a"),
        ("q=griñan", "c"),
        ("q=second", "b"),
        ("status=open&status=closed", "ba"),
        ("status=pending-review", "c"),
        ("owner=me", "c"),
        ("owner=me&status=open", ""),
        ("q=%25", ""),
    ],
)
def test_search_filter_and_order(admin, make_opportunity, query, expected):
    made = {
        "a": at(make_opportunity(name="The first"), 1),
        "b": at(make_opportunity(name="Second", user="mads@sondergaard.example"), 2, status="closed"),
        "c": at(make_opportunity(by=ADMIN, user="sofia@colina.example"), 3, status="pending-review"),
    }
    for view in ("cards", "list"):
        response = admin.get(f"/opportunities/?view={view}&{query}")
        assert ids_on(response) == [made[letter].reference for letter in expected]
    assert ids_in_csv(admin, query) == [made[letter].reference for letter in expected]


def test_a_card_shows_what_it_is(admin, make_opportunity):
    opportunity = make_opportunity(products=["Aster Invoicing", "Rollout and Training"])
    body = admin.get("/opportunities/").content.decode()
    told = [
        "Untitled opportunity",
        "Grimaldi &amp; Figli",
        "Paola Grimaldi",
        "Chloé Laurent",
        opportunity.reference,
        "Open",
        "1,800.00",
    ]
    assert [word for word in told if word not in body] == []


def test_what_the_address_says_is_understood_or_refused(admin):
    response = admin.get("/opportunities/?status=frozen")
    assert "Part of this page’s address is not understood" in response.content.decode()
    assert admin.get("/opportunities/export.csv?status=frozen").status_code == 400
    assert admin.get("/opportunities/?after=x").status_code == 400


def test_the_csv_has_these_columns_and_is_safe(admin, make_opportunity):
    at(make_opportunity(name="=1+1", products=["Aster Invoicing", "Aster Insights"]), 0)
    (row,) = rows_of(admin.get("/opportunities/export.csv"))
    assert {name: value for name, value in row.items() if name not in ("Opportunity ID", "Updated")} == {
        "Name": "'=1+1", "Company": "Grimaldi & Figli", "User": "Paola Grimaldi", "Email": "paola@grimaldi.example",
        "Status": "Open",
        "Owner": "Chloé Laurent", "Partner": "Aster Apps", "Products": "2", "Notes": "0", "Lead ID": "",
        "Created": "2026-01-01T00:00:00Z",
    }  # fmt: skip


def test_everybody_lists_and_exports_what_is_theirs(sales, sign_in, make_opportunity, cast):
    AssistedSales.objects.update(is_enabled=True)
    AssistedSales.objects.create(partner=cast.partners["cedar"], is_enabled=True)
    made = {
        who: make_opportunity(by=f"{who}.example").reference
        for who in ("admin@aster", "sales@aster", "both@aster", "reseller@dahlia")
    }
    seen = {
        ADMIN: {*made},
        "sales@aster.example": {"sales@aster", "both@aster"},
        "resellers@aster.example": {"reseller@dahlia"},
        "both@aster.example": {"admin@aster", "both@aster", "reseller@dahlia"},
        "reseller@dahlia.example": {"reseller@dahlia"},
        "admin@birch.example": set(),
        "manager@cedar.example": set(),
    }
    for person, theirs in seen.items():
        client, expected = sign_in(person), {made[who] for who in theirs}
        assert set(ids_on(client.get("/opportunities/"))) == expected, person
        assert set(ids_in_csv(client)) == expected, person
        assert {
            reference for reference in made.values() if client.get(f"/opportunities/{reference}/").status_code == 200
        } == expected


def test_members_and_viewers_are_told_why_not(sales, sign_in):
    for person in ("member@aster.example", "viewer@aster.example"):
        for address in ("", "export.csv", "deleted/"):
            assert sign_in(person).get(f"/opportunities/{address}").status_code == 403


def test_deleted_ones_are_nowhere_but_on_their_page(admin, make_opportunity):
    kept, gone = make_opportunity(), make_opportunity()
    admin.post(f"{gone.url}delete/", {"version": 1})
    assert (ids_on(admin.get("/opportunities/")), ids_in_csv(admin)) == ([kept.reference], [kept.reference])
    assert ids_on(admin.get("/opportunities/deleted/")) == [gone.reference]
    assert count_on(admin.get("/opportunities/")) == "1 opportunity"


@pytest.mark.parametrize("view", ["cards", "list"])
def test_a_page_costs_the_same_queries_at_1_and_at_30(admin, make_opportunity, django_assert_num_queries, view):
    def fill(number):
        for n in range(number):
            make_opportunity(products=["Aster Invoicing", "Aster Insights"], by=["sales@aster.example", ADMIN][n % 2])

    fill(1)
    admin.get(f"/opportunities/?view={view}")
    with django_assert_num_queries(11):
        admin.get(f"/opportunities/?view={view}")
    fill(30)
    with django_assert_num_queries(11):
        response = admin.get(f"/opportunities/?view={view}")
    assert len(ids_on(response)) == 25


NAMES = st.sampled_from(["", "Renewal", "RENEWAL", "Ünï", "uni", "=1", "a_b", "佐藤", "50%"])
BUYERS = st.sampled_from(["paola@grimaldi.example", "sofia@colina.example"])
FACTS = st.lists(
    st.tuples(NAMES, BUYERS, st.sampled_from(Opportunity.Status.values), st.integers(0, 3)),
    max_size=10,
)  # fmt: skip
ADDRESSES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.sampled_from(["ren", "uni", "%", "_", "grimaldi", "佐"]),
        "status": st.lists(st.sampled_from(Opportunity.Status.values), min_size=1, max_size=2, unique=True),
        "sort": st.sampled_from(["-created", "created", "name", "company"]),
    },
)


def expected_ids(address):
    """What the address means, computed naively."""
    kept = [
        one
        for one in Opportunity.objects.order_by("pk")
        if any(folded(address.get("q", "")) in folded(part) for part in (one.name, one.company_name, one.user_name, one.reference))
        and one.status in address.get("status", [one.status])
    ]
    order = address.get("sort", "-created")
    if order in ("created", "-created"):
        kept.sort(key=lambda one: (one.created_at, one.pk), reverse=order == "-created")
    else:
        text = {"name": "name", "company": "company_name"}[order]
        kept.sort(key=lambda one: (not getattr(one, text), folded(getattr(one, text)).strip(), one.pk))
    return [one.reference for one in kept]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS, address=ADDRESSES)
def test_all_pages_are_the_csv_are_what_python_finds(admin, make_opportunity, monkeypatch, facts, address):
    monkeypatch.setattr("leadhub.lists.machine.ListMachine.page_size", 3)
    Opportunity.objects.all().delete()
    for name, user, status, hours in facts:
        at(make_opportunity(name=name, user=user), hours, status=status)
    query, ids = urlencode(address, doseq=True), []
    note(f"{address!r}")
    url = f"/opportunities/?{query}"
    while url:
        response = admin.get(url)
        ids += ids_on(response)
        link = re.search(r'href="(/opportunities/\?[^"]*after=[^"]*)"', response.content.decode())
        url = link[1].replace("&amp;", "&") if link else ""
    assert ids == ids_in_csv(admin, query) == expected_ids(address)
