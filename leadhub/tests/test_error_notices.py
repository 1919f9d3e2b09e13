"""What htmx is told when something cannot be done: a sentence in the page's live region, and nothing swapped."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.test import Client
from django.urls import include, path

from leadhub import urls

HTMX = {"HX-Request": "true"}


def failing(error):
    def view(request):
        raise error

    return view


urlpatterns = [
    path("bad/", failing(BadRequest("The day is not a day. <b>"))),
    path("odd/", failing(BadRequest())),
    path("forbidden/", failing(PermissionDenied("Viewers cannot do this."))),
    path("silent/", failing(PermissionDenied())),
    path("", include("leadhub.urls")),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


@pytest.fixture(autouse=True)
def failing_addresses(settings):
    settings.ROOT_URLCONF = __name__


def answer(response):
    return (response.status_code, response.headers["HX-Reswap"], response.context["notice"].text)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/bad/", 400, "The day is not a day. <b>"),
        ("/odd/", 400, "LeadHub did not understand this. Reload the page and try again."),
        ("/forbidden/", 403, "Viewers cannot do this."),
        ("/silent/", 403, "Your role does not allow this."),
        ("/nowhere/", 404, "This is not here any more. Reload the page to see what is."),
    ],
)
def test_notice_says_what_the_page_would(address, status, words):
    response = Client().get(address, headers=HTMX)
    assert answer(response) == (status, "none", words)
    assert response.content.decode().count("<div id=") == 2
    assert "<b>" not in response.content.decode()


@pytest.mark.django_db
def test_bad_host_gets_a_notice():
    response = Client().get("/leads/", headers={**HTMX, "host": "evil.example"})
    assert answer(response)[:2] == (400, "none")


def test_form_that_was_open_too_long_gets_a_notice(make_lead, cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["member@aster.example"])
    response = client.post(f"/leads/{make_lead(first_name='Ada').reference}/notes/", {"body": "Hello"}, headers=HTMX)
    words = "This page was open too long, or cookies are off. Copy what you typed, reload the page and send it again."
    assert answer(response) == (403, "none", words)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/bad/", "/forbidden/", "/nowhere/"])
def test_page_and_notice_of_one_address_are_kept_apart_by_caches(address):
    assert ["HX-Request" in Client().get(address, headers=headers).headers["Vary"] for headers in ({}, HTMX)] == [True, True]
