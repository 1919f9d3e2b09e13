"""Every error under /api/ is a problem, whoever made it; and none tells what it should not."""

import json

import pytest

from accounts.models import User
from intake.tests.api.problems import problem_of
from leadhub.tests.meanwhile import just_before

MEMBER = "member@aster.example"
ANY_STATUS = 'SELECT "leads_status"'


@pytest.mark.parametrize(
    "path", ["/api/", "/api/v1", "/api/v1/", "/api/v2/leads", "/api/v1/leads/", "/api/v1/docs", "/api/v1/leads/a/b/c"]
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_what_is_not_there_is_a_problem(client, db, path, method):
    problem_of(getattr(client, method)(path), 404)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("DELETE", "/leads", "GET, POST"),
        ("PUT", "/leads/LD-0000-0000", "GET"),
        ("GET", "/leads/LD-0000-0000/status", "POST"),
        ("PATCH", "/leads/LD-0000-0000/notes", "GET, POST"),
        ("POST", "/workflows", "GET"),
    ],
)
def test_a_method_that_is_not_taken_says_which_are(program, method, path, allowed):
    response = program(MEMBER).ask(method, path)
    problem_of(response, 405)
    assert ", ".join(sorted(response.headers["Allow"].split(", "))) == allowed


def test_a_strange_host_is_a_problem(client, db):
    problem_of(client.get("/api/v1/leads", headers={"Host": "evil.example"}), 400)


@pytest.mark.parametrize("debug", [False, True])
def test_what_breaks_says_nothing_of_it(program, settings, debug):
    settings.DEBUG = debug
    ben = program(MEMBER)
    ben.client.raise_request_exception = False

    def breaks():
        raise RuntimeError("planted@visitor.example")

    with just_before(ANY_STATUS, breaks):
        response = ben.get("/workflows")
    assert problem_of(response, 500)["detail"] == "Something broke on our side. It is logged; try again later."
    assert "planted" not in response.content.decode()


def test_a_database_error_says_nothing_of_it_either(program):
    ben = program(MEMBER)
    ben.client.raise_request_exception = False
    with just_before(ANY_STATUS, lambda: User.objects.create_user(MEMBER, name="Again")):
        assert MEMBER not in json.dumps(problem_of(ben.get("/workflows"), 500))


def test_answers_are_for_their_own_token_alone(program, nobody):
    for response in (program(MEMBER).get("/leads"), nobody.get("/leads"), nobody.get("/nothing")):
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert "Authorization" in response.headers["Vary"]
        assert "Access-Control-Allow-Origin" not in response.headers


def test_other_pages_keep_their_own_errors(client, db):
    assert client.get("/nothing/").headers["Content-Type"] == "text/html; charset=utf-8"


def test_the_log_has_the_route_and_nothing_that_was_sent(program, make_lead, caplog):
    lead = make_lead(last_name="Byron")
    ben = program(MEMBER)
    caplog.clear()
    ben.get("/leads?q=planted")
    ben.get(f"/leads/{lead.reference}")
    ben.post("/leads", {"email": "planted@visitor.example", "colour": "planted"})
    ours = [record for record in caplog.records if record.name.startswith("leadhub")]
    assert [record.fields["route"] for record in ours] == ["/api/v1/leads", "/api/v1/leads/<reference>", "/api/v1/leads"]
    told = json.dumps([record.fields for record in ours])
    assert all(word not in told for word in ("planted", ben.secret, lead.reference))
