"""How the matrix asks: which addresses there are, and what one of them answers to somebody."""

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver

FORM = {"version": 1, "status": "contacted", "body": "Called", "owner": "", "follow_up_on": ""}


def addresses(resolver=None, prefix=""):
    """(route, name) of every pattern but the administration's and allauth's, which have tests of their own."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            if not (pattern.name or "").startswith("account_"):
                yield route, pattern.name or route
        elif pattern.namespace != "admin":
            yield from addresses(pattern, route)


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


def wrong_answers(client, asked, url_of, expected):
    """[(method, route, answer, expected answer)] where these differ, of `asked`: pairs (route, name).

    `url_of(name, route)` is what is asked for, `expected(name, route, method)` the status of the answer.
    """
    wrong = []
    for route, name in asked:
        for method in ("GET", "POST"):
            got, want = ask(client, method, url_of(name, route)), expected(name, route, method)
            if got != want:
                wrong.append((method, route, got, want))
    return wrong
