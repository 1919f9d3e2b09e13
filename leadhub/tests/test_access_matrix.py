"""Everybody × every address × every kind of lead: who is let in, generated from the URL map.

A new address fails here until it is given a line: that is the point. On SQLite every lead is tried at every address;
on PostgreSQL, where the same rules run, one stranger's and one own lead.
"""

import re
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from accounts.demo import OPERATOR, PEOPLE
from leads.models import Lead

EVERYBODY = [*PEOPLE, OPERATOR[0], None]
VIEWER, DISTRIBUTOR = "viewer@aster.example", "manager@cedar.example"

# What a lead's address answers to somebody who sees the lead: GET, then POST when the lead is there and when it is deleted.
LEAD_ADDRESSES = {
    "lead": (200, 405, 405),
    "lead_status": (405, 303, 409),
    "lead_notes": (200, 303, 409),
    "lead_owner": (200, 303, 409),
    "lead_delete": (405, 303, 409),
    "lead_restore": (405, 409, 303),
    "lead_undo": (405, 409, 409),
}
NOTES_ARE_FOR_DISTRIBUTORS_TOO = "lead_notes"
FORM = {"version": 1, "status": "contacted", "body": "Called", "owner": ""}

# Addresses without an object: what GET answers to people of a partner, to the operator (who is in none), to a stranger.
PAGES = {
    "home": (302, 302, 302),
    "leads": (200, 403, 302),
    "leads_export": (200, 403, 302),
    "leads_deleted": (200, 403, 302),
    "accounts/": (302, 302, 302),
    "profile": (200, 200, 302),
    "change_email": (200, 200, 302),
    "confirm_email": (404, 404, 302),
    "switch_partner": (405, 405, 405),
    "choose_theme": (405, 405, 405),
}


def addresses(resolver=None, prefix=""):
    """(route, name) of every pattern but the administration's and allauth's, which have tests of their own."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if not (pattern.name or "").startswith("account_"):
                yield route, pattern.name or route
        elif pattern.namespace != "admin":
            yield from addresses(pattern, route)


@dataclass(frozen=True)
class Case:
    """A lead of a kind, and who sees it, by partner."""

    lead: Lead
    seen_by: frozenset


@pytest.fixture
def cases(make_lead):
    deleted = make_lead(last_name="Deleted")
    Lead.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now(), deleted_by_name="Ana")
    made = [
        Case(make_lead(partner="birch", last_name="Of Birch"), frozenset({"birch"})),
        Case(make_lead(last_name="Of Aster"), frozenset({"aster"})),
        Case(Lead.objects.get(pk=deleted.pk), frozenset({"aster"})),
        Case(make_lead(partner="dahlia", last_name="Of Dahlia"), frozenset({"dahlia"})),
        Case(make_lead(listing="Aster Insights", marketplace="cedar-store"), frozenset({"aster", "cedar"})),
        Case(make_lead(partner="birch", listing="Managed Backup", marketplace="cedar-store"), frozenset({"birch", "cedar"})),
    ]
    return made if connection.vendor == "sqlite" else made[:2]


def client_of(cast, email):
    client = Client()
    if email:
        client.force_login(cast.people[email])
    return client


def ask(client, method, url):
    """One request, its effect taken back."""
    with transaction.atomic():
        response = client.post(url, FORM) if method == "POST" else client.get(url)
        transaction.set_rollback(True)
    return response.status_code


def expected(email, case, name, method):
    if email is None:
        return 302
    if email == OPERATOR[0]:
        return 403
    if re.search(r"@(\w+)\.", email)[1] not in case.seen_by:
        return 404
    on_get, on_post, on_post_deleted = LEAD_ADDRESSES[name]
    if method == "GET":
        return on_get
    if on_post == 405:
        return 405
    if email == VIEWER or (email == DISTRIBUTOR and name != NOTES_ARE_FOR_DISTRIBUTORS_TOO):
        return 403
    return on_post_deleted if case.lead.deleted_at else on_post


def test_every_address_is_in_the_matrix():
    assert sorted(name for _, name in addresses()) == sorted([*LEAD_ADDRESSES, *PAGES])


@pytest.mark.parametrize("email", EVERYBODY)
def test_everybody_gets_exactly_what_the_rules_say_of_every_lead(cast, cases, email):
    client, wrong = client_of(cast, email), []
    for route, name in addresses():
        if "<reference:reference>" not in route:
            continue
        for case in cases:
            for method in ("GET", "POST"):
                got = ask(client, method, "/" + route.replace("<reference:reference>", case.lead.reference))
                if got != expected(email, case, name, method):
                    wrong.append((method, route, case.lead.last_name, got, expected(email, case, name, method)))
    assert wrong == []


@pytest.mark.parametrize("email", EVERYBODY)
def test_everybody_gets_exactly_the_pages_that_are_theirs(cast, email):
    client = client_of(cast, email)
    place = 2 if email is None else 1 if email == OPERATOR[0] else 0
    want = {name: answers[place] for name, answers in PAGES.items()}
    if email == VIEWER:
        want["leads_export"] = 403
    assert {name: ask(client, "GET", f"/{route}") for route, name in addresses() if name in PAGES} == want


def test_a_strangers_lead_and_no_lead_at_all_look_the_same(cast, make_lead):
    lead = make_lead(partner="birch", last_name="Of Birch")
    client = client_of(cast, "member@aster.example")
    strangers, nobodys = client.get(lead.url), client.get("/leads/LD-0000-0000/")
    assert (strangers.status_code, nobodys.status_code) == (404, 404)
    assert re.sub(r"[A-Za-z0-9]{64}", "", strangers.content.decode()) == re.sub(r"[A-Za-z0-9]{64}", "", nobodys.content.decode())


def test_a_refusal_says_why(cast, make_lead):
    lead = make_lead(listing="Aster Insights", marketplace="cedar-store")
    for email, words in [
        (VIEWER, "Viewers can read leads but not change or export them."),
        (DISTRIBUTOR, "Cedar Distribution is the distributor of this lead"),
    ]:
        response = client_of(cast, email).post(f"{lead.url}delete/", {"version": 1})
        assert response.status_code == 403
        assert words in response.content.decode()
