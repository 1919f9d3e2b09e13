"""The pages of API tokens: shown once, kept as a hash, one's own alone; a source's for administrators."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from intake.actions import tokens as actions
from intake.actions.tokens import TooManyTokens, make_token, revoke_token
from intake.models import SCOPES, Token
from intake.models.secrets import hash_of
from intake.models.token import CREATE, READ
from intake.tests.api.conftest import Program, membership_of
from intake.views.tokens import source_tokens

ADMIN, MEMBER = "admin@aster.example", "member@aster.example"
PAGE = "/accounts/tokens/"
FORM = {"name": "Nightly export", "scopes": [READ], "expires": "90"}


@pytest.fixture
def ben(cast):
    return membership_of(cast, MEMBER)


def shown_secret(response):
    found = re.findall(r"lh_[\w-]{43}", response.content.decode())
    return found[0] if found else None


# --- Making ------------------------------------------------------------------------------------------


def test_a_token_is_kept_as_a_hash_and_a_hint(ben):
    token, secret = make_token(ben, "Export", scopes=[READ])
    assert (token.token_hash, token.hint) == (hash_of(secret), secret[-4:])
    assert re.fullmatch(r"lh_[\w-]{43}", secret)
    row = Token.objects.filter(pk=token.pk).values_list().get()
    assert secret not in map(str, row)


def test_a_double_click_makes_one_token(ben, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    first, secret = make_token(ben, "Export", scopes=[READ])
    again, nothing = make_token(ben, "Export", scopes=[READ])
    assert (again, nothing) == (first, None)
    time_machine.shift(timedelta(seconds=6))
    assert make_token(ben, "Export", scopes=[READ])[1] not in (None, secret)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_make_one_token(cast):
    ben = membership_of(cast, MEMBER)

    def click(_):
        try:
            return make_token(ben, "Export", scopes=[READ])[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        secrets = list(both.map(click, range(2)))
    assert (Token.objects.count(), secrets.count(None)) == (1, 1)


def test_there_is_an_end_to_tokens(ben, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TOKENS", 2)
    first, _secret = make_token(ben, "One", scopes=[READ])
    make_token(ben, "Two", scopes=[READ])
    with pytest.raises(TooManyTokens, match="2 tokens are as many as there can be"):
        make_token(ben, "Three", scopes=[READ])
    revoke_token(first)
    assert make_token(ben, "Three", scopes=[READ])[1]


def test_a_sources_token_creates_leads_and_nothing_else_whatever_is_asked(make_endpoint):
    token, _secret = make_token(make_endpoint(), "Export", scopes=SCOPES)
    assert token.scopes == [CREATE]


def test_a_token_is_revoked_once(ben):
    token, _secret = make_token(ben, "Export", scopes=[READ])
    assert [revoke_token(token), revoke_token(token)] == [True, False]


# --- One's own pages ---------------------------------------------------------------------------------


def test_a_new_token_is_shown_once_and_works(sign_in):
    client = sign_in(MEMBER)
    response = client.post(PAGE, FORM)
    assert (response.status_code, response.headers["Location"]) == (303, PAGE)
    first = client.get(PAGE)
    secret = shown_secret(first)
    assert first.headers["Cache-Control"] == "no-store"
    assert shown_secret(client.get(PAGE)) is None
    assert Program(secret).get("/leads").status_code == 200
    assert Program(secret).post("/leads", {"email": "ada@x.example"}).status_code == 403


@pytest.mark.parametrize(("choice", "days"), [("30", 30), ("90", 90), ("365", 365), ("never", None)])
def test_a_token_is_valid_as_long_as_was_chosen(sign_in, time_machine, choice, days):
    time_machine.move_to(timezone.now(), tick=False)
    sign_in(MEMBER).post(PAGE, FORM | {"expires": choice})
    assert Token.objects.get().expires_at == (days and timezone.now() + timedelta(days=days))


@pytest.mark.parametrize("wrong", [{"name": " "}, {"name": "x" * 101}, {"scopes": []}, {"scopes": ["all"]}, {"expires": "1"}])
def test_a_form_that_is_not_right_makes_nothing(sign_in, wrong):
    response = sign_in(MEMBER).post(PAGE, FORM | wrong)
    assert (response.status_code, Token.objects.count()) == (422, 0)
    assert list(response.context["form"].errors) == list(wrong)


def test_too_many_are_refused_in_words(sign_in, monkeypatch):
    monkeypatch.setattr(actions, "MOST_TOKENS", 0)
    response = sign_in(MEMBER).post(PAGE, FORM)
    assert response.status_code == 422
    assert "0 tokens are as many as there can be." in response.content.decode()


def test_revoking_asks_first_and_then_locks_out_at_once(sign_in, program):
    ben, client = program(MEMBER), sign_in(MEMBER)
    address = f"{PAGE}{ben.token.reference}/revoke/"
    assert client.get(address).status_code == 200
    assert ben.get("/leads").status_code == 200
    assert client.post(address).headers["Location"] == PAGE
    assert ben.get("/leads").status_code == 401
    page = client.get(PAGE)
    assert "is revoked." in page.content.decode()
    assert page.context["tokens"] == []
    assert client.post(address).status_code == 404


def test_nobody_sees_or_revokes_anothers_token(sign_in, program):
    """Not even an administrator of the same partner."""
    ben = program(MEMBER)
    client = sign_in(ADMIN)
    assert client.get(PAGE).context["tokens"] == []
    assert client.post(f"{PAGE}{ben.token.reference}/revoke/").status_code == 404
    client.cookies["new_token"] = ben.secret
    assert shown_secret(client.get(PAGE)) is None
    assert ben.get("/leads").status_code == 200


def test_a_person_has_tokens_for_each_partner_apart(cast, sign_in, ben):
    from accounts.models import Membership

    make_token(ben, "At Aster", scopes=[READ])
    Membership.objects.create(user=cast.people[MEMBER], partner=cast.partners["birch"], is_viewer=True)
    client = sign_in(MEMBER)
    assert [token.name for token in client.get(PAGE).context["tokens"]] == ["At Aster"]
    client.post("/accounts/switch/", {"partner": "birch"})
    page = client.get(PAGE)
    assert page.context["tokens"] == []
    assert "Your tokens at Birch Services" in page.content.decode()


def test_every_role_may_have_a_token_and_whoever_is_in_no_partner_none(cast, sign_in, client):
    emails = [email for email in cast.people if not email.startswith("operator@")]
    assert {sign_in(email).post(PAGE, FORM).status_code for email in emails} == {303}
    assert sign_in("operator@leadhub.example").get(PAGE).status_code == 403
    assert client.get(PAGE).headers["Location"] == f"/accounts/login/?next={PAGE}"


def test_the_profile_leads_there(sign_in):
    assert 'href="/accounts/tokens/"' in sign_in("viewer@aster.example").get("/accounts/profile/").content.decode()
    assert PAGE not in sign_in("operator@leadhub.example").get("/accounts/profile/").content.decode()


def test_how_many_there_are_asks_no_more_questions(sign_in, ben, queries_of):
    client = sign_in(MEMBER)
    make_token(ben, "Token 0", scopes=[READ])
    for_one = queries_of(client.get, PAGE)[1]
    for number in range(1, 30):
        make_token(ben, f"Token {number}", scopes=[READ])
    assert queries_of(client.get, PAGE)[1] == for_one


# --- A source's --------------------------------------------------------------------------------------


def test_an_administrator_makes_a_sources_token(sign_in, make_endpoint):
    endpoint, client = make_endpoint(), sign_in(ADMIN)
    page = source_tokens(endpoint)["create_url"]
    assert page == f"/settings/sources/{endpoint.reference}/tokens/"
    assert client.post(page, {"name": "Their server", "expires": "never"}).headers["Location"] == page
    secret = shown_secret(client.get(page))
    assert Program(secret).post("/leads", {"email": "ada@x.example"}).status_code == 201
    [token] = source_tokens(endpoint)["tokens"]
    assert (token.name, token.scopes, token.revoke_url) == ("Their server", [CREATE], f"{page}{token.reference}/revoke/")
    assert client.post(token.revoke_url).headers["Location"] == page
    assert Program(secret).post("/leads", {"email": "ada@x.example"}).status_code == 401


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("member@aster.example", 403),
        ("viewer@aster.example", 403),
        ("admin@birch.example", 404),
        ("member@birch.example", 403),
        ("manager@cedar.example", 404),
        ("reseller@dahlia.example", 403),
        ("operator@leadhub.example", 403),
    ],
)
def test_a_sources_tokens_are_its_administrators_alone(sign_in, source_program, who, status):
    sender = source_program()
    page, client = f"/settings/sources/{sender.endpoint.reference}/tokens/", sign_in(who)
    asked = [client.get(page), client.post(page, {"name": "Mine", "expires": "never"})]
    asked += [client.get(f"{page}{sender.token.reference}/revoke/"), client.post(f"{page}{sender.token.reference}/revoke/")]
    assert [response.status_code for response in asked] == [status] * 4
    assert Token.objects.get().is_valid


def test_a_token_is_revoked_where_it_stands_alone(sign_in, source_program, make_endpoint, program):
    """Not through another source's page, nor through one's own."""
    sender, other, ana = source_program(), make_endpoint(name="Another"), program(ADMIN)
    client = sign_in(ADMIN)
    for address in (
        f"/settings/sources/{other.reference}/tokens/{sender.token.reference}/revoke/",
        f"{PAGE}{sender.token.reference}/revoke/",
        f"/settings/sources/{other.reference}/tokens/{ana.token.reference}/revoke/",
    ):
        assert client.post(address).status_code == 404
    assert Token.objects.filter(revoked_at=None).count() == 2
