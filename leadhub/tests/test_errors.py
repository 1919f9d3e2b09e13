"""A page that cannot be shown says so with the right number, in a sentence, and leads on."""

from html.parser import HTMLParser

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.test import Client
from django.urls import include, path

from leadhub import urls


def failing(error):
    def view(request):
        raise error

    return view


class OurRefusal(PermissionDenied):
    """A library's own kind of refusal, with its own words."""


urlpatterns = [
    path("bad/", failing(BadRequest("The day is not a day. <b>"))),
    path("forbidden/", failing(PermissionDenied("Viewers cannot do this. <b>"))),
    path("silent/", failing(PermissionDenied())),
    path("their-words/", failing(OurRefusal("MODULE_X: denied"))),
    path("suspicious/", failing(SuspiciousOperation("MODULE_X: suspicious"))),
    path("broken/", failing(RuntimeError("MODULE_X: broken"))),
    path("", include("leadhub.urls")),
]
handler400, handler403, handler404, handler500 = urls.handler400, urls.handler403, urls.handler404, urls.handler500


class Page(HTMLParser):
    """What a reader gets of a page: its title, headings, words, and where its main part leads."""

    def __init__(self, response):
        super().__init__()
        self.titles, self.headings, self.words, self.links = [], [], [], []
        self._inside = []
        self.feed(response.content.decode())

    def handle_starttag(self, tag, attributes):
        if tag not in ("meta", "link", "input", "br", "img"):
            self._inside.append(tag)
        if tag == "a" and "main" in self._inside:
            self.links.append(dict(attributes)["href"])

    def handle_endtag(self, tag):
        while self._inside and self._inside.pop() != tag:
            pass

    def handle_data(self, data):
        if not data.strip():
            return
        found = {"title": self.titles, "h1": self.headings, "p": self.words, "strong": self.words}
        for tag, where in found.items():
            if self._inside and self._inside[-1] == tag:
                where.append(data.strip())


@pytest.fixture
def get(settings):
    settings.ROOT_URLCONF = __name__

    def page(address, client=None, **headers):
        response = (client or Client(raise_request_exception=False)).get(address, headers=headers)
        return response.status_code, Page(response)

    return page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [("/bad/", 400), ("/suspicious/", 400), ("/forbidden/", 403), ("/silent/", 403), ("/nowhere/", 404), ("/broken/", 500)],
)
def test_error_page_has_a_heading_a_sentence_and_a_next_step(get, address, status):
    found, page = get(address)
    assert found == status
    assert len(page.titles) == len(page.headings) == 1
    assert page.words
    assert page.words[0].endswith((".", "<b>"))
    assert page.links


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/bad/", "/forbidden/", "/nowhere/"])
def test_error_page_leads_a_person_who_is_signed_in_back_to_the_leads(get, sign_in, address):
    _, page = get(address, sign_in("member@aster.example"))
    assert "/" in page.links


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "reason"), [("/bad/", "The day is not a day. <b>"), ("/forbidden/", "Viewers cannot do this. <b>")]
)
def test_our_reason_is_shown_as_text(get, address, reason):
    assert reason in get(address)[1].words


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/their-words/", "/suspicious/", "/broken/"])
def test_words_that_were_not_meant_for_people_are_not_shown(get, address):
    assert "MODULE_X" not in " ".join(get(address)[1].words)


@pytest.mark.django_db
def test_bad_host_is_answered_with_a_page_that_does_not_repeat_it(settings):
    response = Client().get("/leads/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert len(Page(response).headings) == 1
    assert b"evil.example" not in response.content


@pytest.mark.django_db
def test_failed_csrf_check_says_what_to_do_and_leads_back_to_the_form():
    client = Client(enforce_csrf_checks=True)
    response = client.post("/accounts/login/", {"login": "x"}, headers={"referer": "http://testserver/accounts/login/"})
    page = Page(response)
    assert response.status_code == 403
    assert "reload the page and send it again." in page.words[0]
    assert "/accounts/login/" in page.links


def test_failure_page_asks_no_database_and_shows_the_number_of_the_failure(get):
    """No database mark: whatever asks the database here fails."""
    status, page = get("/broken/")
    assert status == 500
    (number,) = [word for word in page.words if len(word) == 12 and set(word) <= set("0123456789abcdef")]
    assert number


def test_failure_of_a_signed_in_person_asks_nothing_either(get, sign_in, django_assert_num_queries):
    client = sign_in("member@aster.example")
    client.raise_request_exception = False
    with django_assert_num_queries(2):  # the session and the person, before the view: none for the page
        assert get("/broken/", client)[0] == 500


def test_failure_page_stands_when_the_database_is_gone(get, broken_sessions):
    assert get("/leads/", broken_sessions)[0] == 500


@pytest.fixture
def broken_sessions(cast, sign_in):
    """A person's browser, at a moment when the table of sessions is gone."""
    client = sign_in("member@aster.example")
    client.raise_request_exception = False
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE django_session RENAME TO gone")
    return client


@pytest.mark.django_db
@pytest.mark.parametrize(("address", "status"), [("/bad/", 400), ("/forbidden/", 403), ("/nowhere/", 404)])
def test_htmx_gets_a_notice_and_swaps_nothing_away(settings, address, status):
    settings.ROOT_URLCONF = __name__
    response = Client().get(address, headers={"HX-Request": "true"})
    assert (response.status_code, response.headers["HX-Reswap"]) == (status, "none")
    assert b"<html" not in response.content
    assert "HX-Request" in response.headers["Vary"]
