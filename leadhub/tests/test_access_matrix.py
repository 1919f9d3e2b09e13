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

from accounts.actions import invite
from accounts.demo import OPERATOR, PEOPLE
from accounts.models import Membership
from leadhub.tests.selling import sell_something
from leads.models import Lead

EVERYBODY = [*PEOPLE, OPERATOR[0], None]
VIEWER, DISTRIBUTOR, RESELLER = "viewer@aster.example", "manager@cedar.example", "reseller@dahlia.example"

# What a lead's address answers to somebody who sees the lead: GET, then POST when the lead is there and when it is deleted.
LEAD_ADDRESSES = {
    "lead": (200, 405, 405),
    "lead_created": (200, 405, 405),
    "lead_status": (405, 303, 409),
    "lead_notes": (200, 303, 409),
    "lead_owner": (200, 303, 409),
    "lead_follow_up": (200, 303, 409),
    "lead_delete": (405, 303, 409),
    "lead_restore": (405, 409, 303),
    "lead_undo": (405, 409, 409),
}
NOTES_ARE_FOR_DISTRIBUTORS_TOO = "lead_notes"
FORM = {"version": 1, "status": "contacted", "body": "Called", "owner": "", "follow_up_on": ""}

# Addresses without an object: what GET answers to people of a partner, to the operator (who is in none), to a stranger.
PAGES = {
    "home": (302, 302, 302),
    "leads": (200, 403, 302),
    "leads_export": (200, 403, 302),
    "leads_deleted": (200, 403, 302),
    "lead_create": (200, 403, 302),
    "accounts/": (302, 302, 302),
    "profile": (200, 200, 302),
    "change_email": (200, 200, 302),
    "confirm_email": (404, 404, 302),
    "invitation": (404, 404, 404),
    "switch_partner": (405, 405, 405),
    "choose_theme": (405, 405, 405),
}

# What everybody gets, signed in or not: GET, POST. The form is of Aster's active template.
PUBLIC = {"hosted_form": (200, 422), "hosted_form_thanks": (200, 405)}

# What the settings answer to administrators: GET, POST. Objects are Aster's.
SETTINGS = {
    "settings": (302, 405),
    "team": (200, 405),
    "invite": (200, 422),
    "invitation_send_again": (405, 303),
    "invitation_withdraw": (405, 303),
    "member_roles": (200, 422),
    "member_remove": (200, 303),
    "settings_listings": (200, 405),
    "listing_add": (200, 422),
    "listing_edit": (200, 422),
    "reasons": (200, 303),
}

# What a lead template's pages answer to a vendor's administrators: GET, POST. The template is Aster's, and active.
TEMPLATES = {
    "templates": (200, 405),
    "template_create": (200, 422),
    "template": (200, 405),
    "template_edit": (200, 422),
    "template_preview": (200, 422),
    "template_duplicate": (405, 303),
    "template_activate": (405, 303),
    "template_retire": (405, 409),
}

# What opportunities answer where the feature is on: GET, POST. One of Sales support's; opportunities/tests/test_access.py asks.
OPPORTUNITIES = {
    "opportunities": (200, 405),
    "opportunities_export": (200, 405),
    "opportunities_deleted": (200, 405),
    "sale_setup": (200, 303),
    "sale_checkout": (303, 303),
    "opportunity": (200, 405),
    "opportunity_edit": (405, 422),
    "opportunity_notes": (405, 303),
    "opportunity_submit": (405, 303),
    "opportunity_finalize": (405, 303),
    "opportunity_clone": (405, 303),
    "opportunity_owner": (200, 422),
    "opportunity_delete": (405, 303),
    "opportunity_restore": (405, 409),
}
ADMINISTRATORS = {"admin@aster.example", "admin@birch.example", DISTRIBUTOR}

# What customers' pages answer to a partner's people: GET, POST. The customers are Aster's; a Viewer may read and no more.
CUSTOMERS = {
    "customer_users": (200, 405),
    "customer_users_export": (200, 405),
    "customer_user_add": (200, 422),
    "customer_user": (200, 405),
    "customer_user_edit": (200, 422),
    "customer_companies": (200, 405),
    "customer_companies_export": (200, 405),
    "customer_company_add": (200, 422),
    "customer_company": (200, 405),
    "customer_company_edit": (200, 422),
}
# What orders answer to those who see orders at all; the order is one of Aster's administrator's.
ORDERS = {"orders": (200, 405), "orders_export": (200, 405), "order": (200, 405)}
SEE_ORDERS = {
    *("admin@aster.example", "sales@aster.example", "resellers@aster.example", "both@aster.example"),
    *("admin@birch.example", DISTRIBUTOR, "reseller@dahlia.example"),
}
SEE_THE_ADMINISTRATORS = {"admin@aster.example", "both@aster.example"}


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
    assert sorted(name for _, name in addresses()) == sorted(
        [*LEAD_ADDRESSES, *PAGES, *PUBLIC, *SETTINGS, *TEMPLATES, *CUSTOMERS, *ORDERS, *OPPORTUNITIES]
    )


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
        want["leads_export"] = want["lead_create"] = 403
    if email == RESELLER:
        want["lead_create"] = 403
    assert {name: ask(client, "GET", f"/{route}") for route, name in addresses() if name in PAGES} == want


@pytest.mark.parametrize("email", EVERYBODY)
def test_public_pages_are_the_same_for_everybody(cast, make_template, email):
    client, slug = client_of(cast, email), make_template().slug
    got = {
        name: tuple(ask(client, method, "/" + route.replace("<slug:slug>", slug)) for method in ("GET", "POST"))
        for route, name in addresses()
        if name in PUBLIC
    }
    assert got == PUBLIC


def expected_of_settings(email, name, route, method):
    if email is None:
        return 302
    if email not in ADMINISTRATORS:
        return 403
    if email == DISTRIBUTOR and name in ("listing_add", "listing_edit"):
        return 403
    on_get, on_post = SETTINGS[name]
    if method == "GET" and on_get == 405:
        return 405
    if "<slug:" in route and email != "admin@aster.example":
        return 404
    return on_get if method == "GET" else on_post


@pytest.mark.parametrize("email", EVERYBODY)
def test_everybody_gets_exactly_what_the_rules_say_of_the_settings(cast, email):
    ana = Membership.objects.select_related("partner", "user").get(user__email="admin@aster.example")
    invitation, _token = invite("nia@aster.example", ["is_member"], by=ana)
    references = {
        "member": cast.people["member@aster.example"],
        "invitation": invitation,
        "listing": cast.listings["Aster Insights"],
    }
    client, wrong = client_of(cast, email), []
    for route, name in addresses():
        if name not in SETTINGS:
            continue
        about = references.get(name.partition("_")[0])
        url = "/" + re.sub("<slug:[a-z]+>", about.reference if about else "", route)
        for method in ("GET", "POST"):
            got, want = ask(client, method, url), expected_of_settings(email, name, route, method)
            if got != want:
                wrong.append((method, route, got, want))
    assert wrong == []


def expected_of_templates(email, name, route, method):
    if email is None:
        return 302
    if email not in ADMINISTRATORS or email == DISTRIBUTOR:
        return 403
    on_get, on_post = TEMPLATES[name]
    if (on_get if method == "GET" else on_post) == 405:
        return 405
    if "<slug:" in route and email != "admin@aster.example":
        return 404
    return on_get if method == "GET" else on_post


@pytest.mark.parametrize("email", EVERYBODY)
def test_everybody_gets_exactly_what_the_rules_say_of_lead_templates(cast, make_template, email):
    template = make_template()
    client, wrong = client_of(cast, email), []
    for route, name in addresses():
        if name not in TEMPLATES:
            continue
        for method in ("GET", "POST"):
            got = ask(client, method, "/" + route.replace("<slug:reference>", template.reference))
            if got != (want := expected_of_templates(email, name, route, method)):
                wrong.append((method, route, got, want))
    assert wrong == []


def expected_of_customers(email, name, route, method):
    if email is None:
        return 302
    if email == OPERATOR[0] or (email == VIEWER and name.endswith(("_add", "_edit"))):
        return 403
    on_get, on_post = CUSTOMERS[name]
    if (on_get if method == "GET" else on_post) == 405:
        return 405
    if email == VIEWER and name.endswith("_export"):
        return 403
    if "<slug:" in route and not email.endswith("@aster.example"):
        return 404
    return on_get if method == "GET" else on_post


def expected_of_orders(email, name, route, method):
    if email is None:
        return 302
    if email not in SEE_ORDERS:
        return 403
    on_get, on_post = ORDERS[name]
    if method == "POST":
        return on_post
    return 404 if "<slug:" in route and email not in SEE_THE_ADMINISTRATORS else on_get


@pytest.mark.parametrize("email", EVERYBODY)
def test_everybody_gets_exactly_what_the_rules_say_of_customers_and_orders(cast, email):
    order = sell_something(cast)
    client, wrong = client_of(cast, email), []
    for route, name in addresses():
        if name not in CUSTOMERS | ORDERS:
            continue
        about = order.user if "_user" in name else order.company if "_company" in name else order
        expected = expected_of_customers if name in CUSTOMERS else expected_of_orders
        for method in ("GET", "POST"):
            got = ask(client, method, "/" + route.replace("<slug:reference>", about.reference))
            if got != (want := expected(email, name, route, method)):
                wrong.append((method, route, got, want))
    assert wrong == []


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
