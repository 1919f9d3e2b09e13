"""Signing in and out."""

import pytest
from django.test import Client

from accounts.demo import PASSWORD
from accounts.models import User
from accounts.tests.reading import problems, told, without_tokens

MEMBER = "member@aster.example"
NO_MATCH = {None: ["This e-mail and password do not belong together. Check both, or set a new password."]}


@pytest.fixture
def attempt(cast):
    """`attempt(login=…, password=…, remember=…)` from a browser of its own; what is not said is right."""

    def send(address="/accounts/login/", **typed):
        return Client().post(address, {"login": MEMBER, "password": PASSWORD} | typed)

    return send


def is_signed_in(client):
    return client.get("/accounts/profile/").status_code == 200


def test_person_who_signs_in_is_on_the_leads_page_without_a_word_about_it(cast):
    client = Client()
    response = client.post("/accounts/login/", {"login": MEMBER, "password": PASSWORD}, follow=True)
    assert [url for url, _status in response.redirect_chain] == ["/", "/leads/"]
    assert (response.context["user"].email, told(response)) == (MEMBER, [])


def test_email_may_be_typed_in_any_case_with_blanks_around_it(attempt):
    assert attempt(login="  Member@ASTER.example ").url == "/"


def test_person_who_signs_in_goes_where_they_wanted(attempt):
    assert attempt("/accounts/login/?next=/leads/%3Fq%3Dada", next="/leads/?q=ada").url == "/leads/?q=ada"


@pytest.mark.parametrize(
    "wanted",
    [
        *("https://evil.example/", "//evil.example/", "/\\evil.example", "http:///evil.example", "javascript:alert(1)"),
        *(
            "https://testserver@evil.example/",
            "http://testserver//evil.example",
            "http://localhost/leads/",
            "\thttps://evil.example",
        ),
    ],
)
def test_sign_in_leads_to_no_other_site(attempt, wanted):
    assert attempt(next=wanted).url == "/"


def test_wrong_password_and_unknown_email_read_the_same(attempt):
    wrong, unknown = attempt(password="not the password"), attempt(login="nobody@aster.example")
    assert problems(wrong) == problems(unknown) == NO_MATCH
    assert without_tokens(wrong) == without_tokens(unknown).replace("nobody@aster.example", MEMBER)


def test_refused_page_says_so_in_its_title_and_keeps_the_email_but_not_the_password(attempt):
    page = attempt(password="not the password").content.decode()
    assert "<title>Problem: Sign in · LeadHub</title>" in page
    assert f'value="{MEMBER}"' in page
    assert "not the password" not in page


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"login": "", "password": ""}, {"login": ["Fill this in."], "password": ["Fill this in."]}),
        ({"login": "member"}, {"login": ["This does not look like an e-mail address."]}),
        ({"password": "x\x00"}, {"password": ["Null characters are not allowed."]}),
    ],
)
def test_what_is_missing_or_odd_is_said_at_the_field(attempt, typed, told):
    assert problems(attempt(**typed)) == told


def test_session_ends_with_the_browser_unless_asked_to_last_two_weeks(attempt):
    assert attempt().cookies["sessionid"]["max-age"] == ""
    assert attempt(remember="on").cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_person_switched_off_is_told_so_only_with_the_right_password(attempt):
    User.objects.filter(email=MEMBER).update(is_active=False)
    assert problems(attempt(password="not the password")) == NO_MATCH
    assert attempt().url == "/accounts/inactive/"


def test_person_who_is_signed_in_has_no_need_of_the_sign_in_page(sign_in):
    assert sign_in(MEMBER).get("/accounts/login/?next=/leads/deleted/").url == "/leads/deleted/"


def test_signing_in_gives_the_session_a_new_key(cast):
    client = Client()
    client.post("/accounts/theme/", {"theme": "dark"})
    session = client.session
    session["before"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/accounts/login/", {"login": MEMBER, "password": PASSWORD})
    assert client.session.session_key != session.session_key


# --- signing out ----------------------------------------------------------------------------------


def test_signing_out_ends_the_session_and_says_so(sign_in):
    client = sign_in(MEMBER)
    response = client.post("/accounts/logout/", follow=True)
    assert response.redirect_chain == [("/accounts/login/", 302)]
    assert told(response) == ["You are signed out."]
    assert not is_signed_in(client)


def test_link_to_signing_out_asks_first(sign_in):
    client = sign_in(MEMBER)
    page = client.get("/accounts/logout/")
    assert (page.status_code, page.templates[0].name) == (200, "account/logout.html")
    assert is_signed_in(client)


def test_person_who_is_signed_out_already_is_at_the_sign_in_page(db):
    assert Client().get("/accounts/logout/").url == "/accounts/login/"


# --- invitation only ------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_can_open_an_account_of_their_own(db, method):
    new = {"email": "nia@aster.example", "password1": "violet-otter-58", "password2": "violet-otter-58"}
    response = getattr(Client(), method)("/accounts/signup/", new)
    assert (response.status_code, response.templates[0].name) == (200, "account/signup_closed.html")
    assert User.objects.count() == 0
