"""Everybody × every address × every kind of lead: who is let in, generated from the URL map.

A new address fails here until it is given a line in leadhub/tests/access: that is the point. On SQLite every lead is tried at
every address; on PostgreSQL, where the same rules run, one stranger's and one own lead.
"""

import re
from functools import partial

import pytest
from django.db import connection
from django.utils import timezone

from accounts.actions import invite
from accounts.models import Membership
from leadhub.tests.access import api, customers, imports, leads, opportunities, orders, pages, public, settings, sources, templates
from leadhub.tests.access.asking import addresses, ask, client_of, wrong_answers
from leadhub.tests.access.leads import Case
from leadhub.tests.access.people import DISTRIBUTOR, EVERYBODY, VIEWER
from leadhub.tests.receiving import receive_something
from leadhub.tests.selling import sell_something
from leads.models import ImportPiece, Lead, LeadImport

KINDS = (leads, api, imports, pages, public, settings, sources, templates, customers, orders, opportunities)
everybody = pytest.mark.parametrize("email", EVERYBODY)


def asked(*kinds):
    """The pairs (route, name) of these kinds of address."""
    return [(route, name) for route, name in addresses() if any(name in kind.ADDRESSES for kind in kinds)]


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


def test_every_address_is_in_the_matrix():
    assert sorted(name for _, name in addresses()) == sorted(name for kind in KINDS for name in kind.ADDRESSES)


@everybody
def test_everybody_gets_exactly_what_the_rules_say_of_every_lead(cast, cases, email):
    client, wrong = client_of(cast, email), []
    pairs = [(route, name) for route, name in addresses() if "<reference:reference>" in route]
    for case in cases:
        answers = wrong_answers(client, pairs, case.url_of, partial(leads.expected, email, case))
        wrong += [(case.lead.last_name, *answer) for answer in answers]
    assert wrong == []


@everybody
def test_everybody_gets_exactly_the_pages_that_are_theirs(cast, email):
    client = client_of(cast, email)
    got = {name: ask(client, "GET", f"/{route}") for route, name in asked(pages)}
    assert got == {name: pages.expected(email, name) for name in pages.ADDRESSES}


@everybody
def test_public_pages_are_the_same_for_everybody(cast, make_template, email):
    client, slug = client_of(cast, email), make_template().slug
    got = {
        name: tuple(ask(client, method, "/" + route.replace("<slug:slug>", slug)) for method in ("GET", "POST"))
        for route, name in asked(public)
    }
    assert got == public.ADDRESSES


@everybody
def test_a_session_opens_nothing_of_the_api(cast, make_lead, email):
    client, lead = client_of(cast, email), make_lead(last_name="Byron")
    got = {
        name: tuple(ask(client, method, "/" + route.replace("<reference>", lead.reference)) for method in ("GET", "POST"))
        for route, name in asked(api)
    }
    assert got == api.ADDRESSES


@everybody
def test_everybody_gets_exactly_what_the_rules_say_of_the_settings(cast, email):
    ana = Membership.objects.select_related("partner", "user").get(user__email="admin@aster.example")
    invitation, _token = invite("nia@aster.example", ["is_member"], by=ana)
    objects = {
        "member": cast.people["member@aster.example"],
        "invitation": invitation,
        "listing": cast.listings["Aster Insights"],
    }

    def url_of(name, route):
        about = objects.get(name.partition("_")[0])
        return "/" + re.sub("<slug:[a-z]+>", about.reference if about else "", route)

    assert wrong_answers(client_of(cast, email), asked(settings), url_of, partial(settings.expected, email)) == []


@everybody
def test_everybody_gets_exactly_what_the_rules_say_of_sources(cast, make_lead, email):
    delivery = receive_something(cast, make_lead(last_name="Byron"))
    type(delivery).objects.filter(pk=delivery.pk).update(state="quarantined", reason="This is not JSON.")

    def url_of(name, route):
        path = "/" + route.replace("<slug:delivery>", delivery.reference)
        path = path.replace("<slug:token>", delivery.endpoint.tokens.get().reference)
        return path.replace("<slug:reference>", delivery.endpoint.reference)

    assert wrong_answers(client_of(cast, email), asked(sources), url_of, partial(sources.expected, email)) == []


@everybody
def test_everybody_gets_exactly_what_the_rules_say_of_lead_templates(cast, make_template, email):
    template = make_template()

    def url_of(name, route):
        return "/" + route.replace("<slug:reference>", template.reference)

    assert wrong_answers(client_of(cast, email), asked(templates), url_of, partial(templates.expected, email)) == []


@everybody
def test_everybody_gets_exactly_what_the_rules_say_of_customers_and_orders(cast, email):
    order = sell_something(cast)

    def url_of(name, route):
        about = order.user if "_user" in name else order.company if "_company" in name else order
        return "/" + route.replace("<slug:reference>", about.reference)

    client, wrong = client_of(cast, email), []
    for kind in (customers, orders):
        wrong += wrong_answers(client, asked(kind), url_of, partial(kind.expected, email))
    assert wrong == []


@everybody
def test_everybody_gets_exactly_what_the_rules_say_of_imports(cast, email):
    sales, now = cast.people["sales@aster.example"], timezone.now()
    done = LeadImport.objects.create(
        partner=cast.partners["aster"], by=sales, by_name=str(sales), created_at=now, done_at=now, state="done", failed=1,
        file_name="people.csv", size=9, encoding="UTF-8", delimiter=",", header=["Name"], samples=[[]], mapping=["full_name"],
    )  # fmt: skip
    ImportPiece.objects.create(lead_import=done, kind="failed", number=0, content=b"Name,error")

    def url_of(name, route):
        return "/" + route.replace("<slug:reference>", done.reference)

    assert wrong_answers(client_of(cast, email), asked(imports), url_of, partial(imports.expected, email)) == []


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
