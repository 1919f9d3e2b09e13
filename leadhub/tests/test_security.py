"""The headers that every answer carries; what only https brings is in test_server.py."""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path

from leadhub.security import POLICY


def embeddable(request):
    return HttpResponse("x", headers={"Content-Security-Policy": "frame-ancestors *"})


urlpatterns = [path("embeddable/", embeddable), path("broken/", lambda request: 1 / 0), path("", include("leadhub.urls"))]

INLINE = re.compile(rb"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)|href=.javascript:", re.IGNORECASE)


def policy_of(response):
    return dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))


def test_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    words = POLICY.split()
    assert words[:2] == ["default-src", "'none';"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "https:", "http:"} & {word.strip(";") for word in words}


PAGES = ["/leads/", "/leads/?view=list", "/leads/?q=%00", "/leads/deleted/", "/accounts/profile/", "/nowhere/"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_carries_the_policy_and_keeps_it(sign_in, make_lead, address):
    make_lead(first_name='"><script>alert(1)</script>', listing="Aster Invoicing")
    response = sign_in("member@aster.example").get(address)
    assert policy_of(response) == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    assert INLINE.findall(response.content) == []


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/accounts/login/", "/", "/static/css/base.css", "/broken/", "/admin/"])
def test_redirects_files_and_failures_carry_the_headers_too(settings, address):
    settings.ROOT_URLCONF = __name__
    response = Client(raise_request_exception=False).get(address)
    response.close()
    expected = {
        "Content-Security-Policy": POLICY,
        "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    assert {name: response.headers.get(name) for name in expected} == expected


@pytest.mark.django_db
def test_page_that_is_meant_to_be_embedded_states_its_own_policy(settings):
    settings.ROOT_URLCONF = __name__
    assert Client().get("/embeddable/").headers["Content-Security-Policy"] == "frame-ancestors *"


@pytest.mark.django_db
def test_post_without_a_token_is_refused():
    response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a@b.example", "password": "x"})
    assert response.status_code == 403


@pytest.mark.django_db
def test_csrf_cookie_is_named_as_scripts_expect_and_stays_on_this_site():
    cookie = Client().get("/accounts/login/").cookies["csrftoken"]
    assert (cookie["samesite"], cookie["httponly"], cookie["secure"]) == ("Lax", "", "")


def test_session_cookie_is_out_of_reach_of_scripts(cast):
    client = Client()
    client.post("/accounts/login/", {"login": "member@aster.example", "password": "leadhub-demo"})
    cookie = client.cookies["sessionid"]
    assert (cookie["samesite"], cookie["httponly"]) == ("Lax", True)
