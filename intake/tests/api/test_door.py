"""Who is let in: tokens that are valid, for what their scopes say and their owner may. Nothing else opens this door."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.models import Membership
from intake.actions.tokens import make_token, revoke_token
from intake.models import SCOPES, Token
from intake.models.token import CHANGE, CREATE, READ
from intake.tests.api.conftest import Program, membership_of
from intake.tests.api.problems import problem_of

MEMBER = "member@aster.example"


@pytest.fixture
def counting(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "api"}}
    cache.clear()
    yield
    cache.clear()


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "Bearer lh_\x00", "Token {}", "{}"])
def test_without_a_token_that_is_one_nobody_is_let_in(program, header):
    ben = program(MEMBER)
    sent = {} if header is None else {"Authorization": header.format(ben.secret)}
    response = Program().ask("GET", "/leads", **sent)
    problem_of(response, 401)
    assert response.headers["WWW-Authenticate"].startswith('Bearer realm="LeadHub"')


def test_the_word_bearer_is_read_in_any_case(program):
    assert Program().ask("GET", "/leads", Authorization=f"bEARER  {program(MEMBER).secret} ").status_code == 200


@pytest.mark.parametrize("ending", ["revoked", "expired", "left", "turned off"])
def test_a_token_that_is_over_opens_nothing(cast, program, ending):
    ben = program(MEMBER)
    assert ben.get("/leads").status_code == 200
    if ending == "revoked":
        revoke_token(ben.token)
    elif ending == "expired":
        Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif ending == "left":
        membership_of(cast, MEMBER).delete()
    else:
        cast.people[MEMBER].is_active = False
        cast.people[MEMBER].save()
    problem_of(ben.get("/leads"), 401)


def test_a_session_is_no_token(sign_in, make_lead):
    lead = make_lead(last_name="Byron")
    client = sign_in("admin@aster.example")
    assert client.get("/leads/").status_code == 200
    problem_of(client.get("/api/v1/leads"), 401)
    problem_of(client.post(f"/api/v1/leads/{lead.reference}/notes", {"body": "x"}, content_type="application/json"), 401)


def test_a_session_beside_a_token_counts_for_nothing(cast, program, make_lead):
    """Not its rights, not its partner, not its clock."""
    lead = make_lead(partner="birch", last_name="Of Birch")
    hugo = program("member@birch.example")
    hugo.client.force_login(cast.people["viewer@aster.example"])
    assert [each["reference"] for each in hugo.get("/leads").json()["leads"]] == [lead.reference]
    assert hugo.post(f"/leads/{lead.reference}/notes", {"body": "x"}).json()["author"] == "Hugo Silva"


def test_a_token_acts_for_its_own_partner_whatever_its_person_chose(cast, program, make_lead):
    lead = make_lead(partner="birch", last_name="Of Birch")
    Membership.objects.create(user=cast.people[MEMBER], partner=cast.partners["birch"], is_member=True)
    _token, secret = make_token(membership_of(cast, MEMBER, "birch"), "At Birch", scopes=[READ])
    assert [each["reference"] for each in Program(secret).get("/leads").json()["leads"]] == [lead.reference]


@pytest.mark.parametrize("lacking", [READ, CREATE, CHANGE])
def test_a_token_does_what_its_scopes_say_and_no_more(program, make_lead, lacking):
    lead = make_lead(last_name="Byron")
    ben = program(MEMBER, *(set(SCOPES) - {lacking}))
    answers = {
        READ: ben.get("/leads"),
        CREATE: ben.post("/leads", {"email": "ada@x.example"}),
        CHANGE: ben.post(f"/leads/{lead.reference}/notes", {"body": "x"}),
    }
    refused = problem_of(answers.pop(lacking), 403)
    assert (refused["type"], refused["detail"]) == (
        "urn:leadhub:scope",
        f"This token lacks the scope “{lacking}”: {SCOPES[lacking]}.",
    )
    assert {answer.status_code for answer in answers.values()} <= {200, 201}


def test_whoever_loses_a_role_loses_it_here_at_once(cast, program, make_lead):
    lead, ben = make_lead(last_name="Byron"), program(MEMBER)
    assert ben.post(f"/leads/{lead.reference}/notes", {"body": "One"}).status_code == 201
    Membership.objects.filter(user=cast.people[MEMBER]).update(is_member=False, is_viewer=True)
    refused = problem_of(ben.post(f"/leads/{lead.reference}/notes", {"body": "Two"}), 403)
    assert (refused["type"], refused["detail"][:48]) == ("urn:leadhub:role", "Viewers can read leads but not change or export ")
    assert ben.get("/leads").status_code == 200


def test_a_rule_is_asked_before_the_body_is_read(program, make_lead):
    """What is wrong with a body is nobody's business who may not send one."""
    lead = make_lead(last_name="Byron")
    viewer = program("viewer@aster.example")
    for path in ("/leads", f"/leads/{lead.reference}/status", f"/leads/{lead.reference}/notes"):
        problem_of(viewer.post(path, "no JSON"), 403)
    problem_of(viewer.post("/leads/LD-0000-0000/status", "no JSON"), 404)


def test_its_use_is_written_down_every_five_minutes(program, time_machine):
    start = timezone.now()
    ben = program(MEMBER)
    used = []
    for minutes in (0, 4, 6):
        time_machine.move_to(start + timedelta(minutes=minutes), tick=False)
        ben.get("/leads")
        ben.token.refresh_from_db()
        used.append(ben.token.last_used_at - start)
    assert used == [timedelta(0), timedelta(0), timedelta(minutes=6)]


def test_a_token_has_so_many_requests_a_minute(counting, settings, program, time_machine):
    settings.API_RATE_PER_MINUTE = 2
    time_machine.move_to(timezone.now(), tick=False)
    ben, ana = program(MEMBER), program("admin@aster.example")
    assert [ben.get("/leads").status_code for _ in range(2)] == [200, 200]
    refused = ben.get("/leads")
    problem_of(refused, 429)
    assert refused.headers["Retry-After"] == "60"
    assert ana.get("/leads").status_code == 200
    time_machine.shift(timedelta(seconds=60))
    assert ben.get("/leads").status_code == 200


def test_whoever_keeps_trying_tokens_has_to_wait_and_nobody_else(counting, program):
    ben = program(MEMBER)
    answers = [Program(f"lh_{number}").get("/leads") for number in range(61)]
    assert [answer.status_code for answer in answers] == [401] * 60 + [429]
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert ben.get("/leads").status_code == 200
