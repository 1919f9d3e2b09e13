"""Filter and Sort by (O-24…28): which leads, in which order, and what the panels offer."""

import re
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest

from leads.tests.views.lists.reading import LEADS, count_on, names_on


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Eve", "Dan", "Cem", "Bea", "Ann"]),
        ("?type=app", ["Dan", "Bea", "Ann"]),
        ("?type=service", ["Cem"]),
        ("?status=new", ["Eve", "Cem", "Ann"]),
        ("?status=new&status=contacted", ["Eve", "Dan", "Cem", "Ann"]),
        ("?type=app&status=new&status=contacted", ["Dan", "Ann"]),
        ("?type=app&status=new&status=contacted&q=aNN", ["Ann"]),
        ("?marketplace=northwind", ["Bea", "Ann"]),
        ("?owner=me", ["Bea"]),
        ("?owner=nobody", ["Eve", "Dan", "Cem", "Ann"]),
        ("?received_from=2026-03-03", ["Eve", "Dan", "Cem"]),
        ("?received_to=2026-03-03", ["Cem", "Bea", "Ann"]),
        ("?received_from=2026-03-02&received_to=2026-03-02", ["Bea"]),
        ("?received_from=2026-03-02T12:00:00%2B00:00&received_to=2026-03-04T12:00:00Z", ["Cem", "Bea"]),
        ("?sort=created", ["Ann", "Bea", "Cem", "Dan", "Eve"]),
        ("?sort=company", ["Dan", "Ann", "Cem", "Eve", "Bea"]),
        ("?sort=listing", ["Dan", "Bea", "Ann", "Cem", "Eve"]),
    ],
)
def test_filters_and_orders_show_exactly_these_leads_in_this_order(page, make_lead, query, expected):
    def received(day):
        return datetime(2026, 3, day, 12, tzinfo=UTC)

    make_lead(first_name="Ann", company="álpha", listing="Aster Invoicing", marketplace="northwind", created_at=received(1))
    make_lead(
        first_name="Bea", listing="Aster Invoicing", marketplace="northwind", status="purchased", owner="member@aster.example",
        created_at=received(2),
    )  # fmt: skip
    make_lead(first_name="Cem", company="Beta", listing="Rollout and Training", marketplace="harbour", created_at=received(3))
    make_lead(first_name="Dan", company="ALPHA", listing="Aster Insights", status="contacted", created_at=received(4))
    make_lead(first_name="Eve", company="gamma", created_at=received(5))
    response = page(query)
    assert names_on(response) == expected
    of_all = "5 leads" if len(expected) == 5 else f"{len(expected)} of 5 leads"
    assert count_on(response) == of_all


def test_a_distributor_filters_by_its_own_marketplaces(sign_in, cast):
    body = sign_in("manager@cedar.example").get(LEADS).content.decode()
    assert "Cedar Store" in body
    assert "Northwind Marketplace" not in body


def test_equal_statuses_of_two_workflows_are_one_choice(page, db):
    body = page().content.decode()
    panel = body[body.index('id="filter"') : body.index('id="sort"')]
    groups = panel.split('role="group" aria-label="')[1:]
    assert [(group.partition('"')[0], re.findall(r'name="status" value="(\w+)" id', group)) for group in groups] == [
        ("Sales", ["new", "contacted", "purchased", "delivered"]),
        ("Qualification", ["pending", "qualified", "invalid"]),
    ]


def test_listings_and_marketplaces_are_ticked_and_stay_ticked(page, cast):
    chosen = [cast.listings["Aster Invoicing"].reference, cast.listings["Aster Insights"].reference]
    body = page("?" + urlencode({"listing": chosen, "marketplace": "northwind"}, doseq=True)).content.decode()
    assert sorted(re.findall(r'type="checkbox" name="listing" value="([^"]+)" id="\w+" checked', body)) == sorted(chosen)
    assert re.findall(r'type="checkbox" name="marketplace" value="([^"]+)" id="\w+" checked', body) == ["northwind"]
    assert "<select multiple" not in body


@pytest.mark.parametrize(("query", "order"), [("", "Date created (newest first)"), ("?sort=company", "Company")])
def test_the_sort_button_says_the_present_order(page, query, order):
    body = page(query).content.decode()
    assert f'Sort by<span class="chosen">: {order}</span></button>' in body
