"""A change answers 303 to a page of ours, and to nobody else's."""

import pytest
from django.test import RequestFactory

from leadhub.redirects import back_to_page, own_path


@pytest.fixture
def request_from():
    """`request_from(next=…, referer=…)`: a POST to /leads/LD-7K3M-9Q2X/status/."""

    def make(*, next="", referer=""):  # noqa: A002 - the form's field is called so
        return RequestFactory().post("/leads/LD-7K3M-9Q2X/status/", {"next": next}, headers={"referer": referer})

    return make


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/leads/", "/leads/"),
        ("/leads/?q=a%20b&status=new", "/leads/?q=a%20b&status=new"),
        ("http://testserver/leads/?q=1#lead-LD-7K3M-9Q2X", "/leads/?q=1"),
        ("https://testserver/leads/", "/leads/"),
        ("/leads/\r\nSet-Cookie: a=b", "/leads/Set-Cookie: a=b"),
    ],
)
def test_own_pages_are_led_back_to(request_from, url, path):
    assert own_path(request_from(), url) == path


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://theirs.example/leads/",
        "//theirs.example/",
        "///theirs.example/",
        "http:///theirs.example/",
        "/\\theirs.example/",
        "\\\\theirs.example/",
        "http://testserver@theirs.example/",
        "http://testserver.theirs.example/",
        "http://testserver//theirs.example/",
        "http://testserver///theirs.example/",
        "http://testserver/\\theirs.example/",
        "http://testserver:80\\@theirs.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "http://[broken/",
        "leads/",
        "?q=1",
        "\x00/leads/",
    ],
)
def test_nobody_elses_page_is_led_to(request_from, url):
    assert own_path(request_from(), url) == ""


def test_answer_is_303_to_the_forms_next_before_the_page_it_stood_on(request_from):
    response = back_to_page(request_from(next="/leads/?page=form", referer="http://testserver/leads/?page=referer"), otherwise="/")
    assert (response.status_code, response["Location"]) == (303, "/leads/?page=form")


def test_without_next_it_is_the_page_the_form_stood_on(request_from):
    response = back_to_page(request_from(referer="http://testserver/leads/?q=ada"), otherwise="/", anchor="lead-LD-7K3M-9Q2X")
    assert response["Location"] == "/leads/?q=ada#lead-LD-7K3M-9Q2X"


def test_a_foreign_next_gives_way_to_an_own_referer(request_from):
    response = back_to_page(request_from(next="//theirs.example/", referer="http://testserver/leads/"), otherwise="/")
    assert response["Location"] == "/leads/"


@pytest.mark.parametrize("url", ["", "https://theirs.example/", "http://testserver/leads/LD-7K3M-9Q2X/status/"])
def test_otherwise_where_there_is_no_page_to_go_back_to(request_from, url):
    assert back_to_page(request_from(referer=url), otherwise="/leads/")["Location"] == "/leads/"
