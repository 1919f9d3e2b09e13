"""The door to partner pages, for those who are signed out or in no partner."""

import pytest
from django.test import Client

from accounts.tests.reading import told

SIGNED_OUT = "You were signed out, so nothing was changed. Sign in and do it again."


@pytest.fixture
def stranger(db):
    return Client()


def test_signed_out_person_signs_in_and_comes_back_to_the_same_page(stranger):
    assert stranger.get("/leads/?q=a&view=list").url == "/accounts/login/?next=/leads/%3Fq%3Da%26view%3Dlist"


def test_signed_out_person_who_sends_a_form_comes_back_to_the_page_of_the_form(stranger, make_lead):
    url = f"/leads/{make_lead(first_name='Ada').reference}/status/"
    response = stranger.post(url, {"status": "contacted"}, headers={"referer": "http://testserver/leads/?q=ada"}, follow=True)
    assert response.redirect_chain == [("/accounts/login/?next=/leads/%3Fq%3Dada", 302)]
    assert told(response) == [SIGNED_OUT]


def test_signed_out_person_who_sends_a_form_from_elsewhere_comes_home(stranger, make_lead):
    url = f"/leads/{make_lead(first_name='Ada').reference}/delete/"
    response = stranger.post(url, headers={"referer": "http://evil.example/leads/"})
    assert response.url == "/accounts/login/?next=/"


@pytest.mark.parametrize("method", ["get", "post"])
def test_signed_out_htmx_gets_a_notice_and_the_page_stays_as_it_is(stranger, make_lead, method):
    url = f"/leads/{make_lead(first_name='Ada').reference}/notes/"
    response = getattr(stranger, method)(url, {"body": "half a thought"}, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Reswap"]) == (401, "none")
    assert response.context["notice"].text == (
        "You are signed out. Sign in in another tab, then try again: what you typed is still here."
    )
    assert '<div id="alerts" hx-swap-oob="innerHTML">\n<div class="notice is-problem">' in response.content.decode()


def test_operator_in_no_partner_is_led_to_the_administration(sign_in):
    response = sign_in("operator@leadhub.example").get("/leads/")
    assert (response.status_code, response.templates[0].name) == (403, "accounts/no_partner.html")
    assert 'class="button primary" href="/admin/"' in response.content.decode()


def test_htmx_of_a_person_in_no_partner_gets_a_notice(sign_in):
    response = sign_in("operator@leadhub.example").get("/leads/", headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Reswap"]) == (403, "none")
    assert response.context["notice"].text == "You are in no partner any more, so there is nothing to show."
