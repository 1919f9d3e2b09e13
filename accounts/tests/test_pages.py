"""Every page under /accounts/ is LeadHub's own, whoever wrote the view behind it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from accounts import urls

MEMBER = "member@aster.example"
SAMPLES = {"key": "x", "uidb36": "1", "token": "x"}
OURS = Path(settings.BASE_DIR) / "templates"


def addresses():
    """One of each address, as in accounts/urls.py."""
    resolver = get_resolver("accounts.urls")
    for pattern in urls.urlpatterns:
        if pattern.name:
            names = pattern.pattern.regex.groupindex
            yield f"/accounts/{resolver.reverse(pattern.name, **{name: SAMPLES[name] for name in names})}"


def pages_of(client):
    answers = [client.get(address) for address in addresses()]
    return [answer for answer in answers if answer.status_code not in (302, 405)]


@pytest.fixture(params=["signed in", "signed out"])
def pages(request, sign_in):
    found = pages_of(sign_in(MEMBER) if request.param == "signed in" else Client())
    assert len(found) >= 6
    return found


def of_django(template):
    return template.name.startswith(("django/forms/", "django_htmx/"))


def test_page_is_made_of_our_templates_alone(pages):
    theirs = [t.name for page in pages for t in page.templates if not of_django(t) and OURS not in Path(t.origin.name).parents]
    assert theirs == []


def test_page_has_one_heading_a_title_of_its_own_and_nothing_inline(pages):
    for page in pages:
        html = page.content.decode()
        assert html.count("<h1>") == 1
        assert "<title>LeadHub" not in html
        assert not any(found in html for found in (" style=", "<style", "onclick=", "placeholder="))


def test_page_offers_no_sign_up(pages):
    assert [page.request["PATH_INFO"] for page in pages if "/signup/" in page.content.decode()] == []


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/confirm-email/",
        "/accounts/confirm-email/x/",
        "/accounts/login/code/",
        "/accounts/login/code/confirm/",
        "/accounts/phone/change/",
    ],
)
def test_what_leadhub_does_not_want_of_allauth_is_not_there(sign_in, address):
    assert sign_in(MEMBER).get(address).status_code == 404
