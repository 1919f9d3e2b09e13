"""Programs that ask the API, each with a token of somebody of the cast or of a source."""

import json
from itertools import count

import pytest
from django.test import Client

from accounts.models import Membership
from intake.actions.tokens import make_token
from intake.models import SCOPES
from intake.tests.api.ada import MEMBER


class Program:
    """A program with a token, or with none: `program.get("/leads?q=ada")`, `program.post("/leads", {"email": …})`."""

    def __init__(self, secret="", token=None):
        self.client, self.secret, self.token = Client(enforce_csrf_checks=True), secret, token

    def ask(self, method, path, data="", content_type="application/json", **headers):
        sent = {"Authorization": f"Bearer {self.secret}"} if self.secret else {}
        sent |= {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.generic(method, f"/api/v1{path}", data, content_type=content_type, headers=sent)

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def post(self, path, body, **headers):
        return self.ask("POST", path, body if isinstance(body, bytes | str) else json.dumps(body), **headers)


def membership_of(cast, email, partner=None):
    found = Membership.objects.select_related("user", "partner").filter(user=cast.people[email])
    return found.get(partner=cast.partners[partner]) if partner else found.get()


@pytest.fixture
def program(cast):
    """`program("member@aster.example", "leads:read")`: a Program of that person, with these scopes or with all."""

    numbers = count(1)

    def make(email, *scopes, **more):
        token, secret = make_token(membership_of(cast, email), f"Number {next(numbers)}", scopes=scopes or SCOPES, **more)
        return Program(secret, token)

    return make


@pytest.fixture
def source_program(make_endpoint):
    """`source_program(partner="birch", listing=…)`: a Program with a token of a source made so; `program.endpoint` is it."""

    def make(**about):
        endpoint = make_endpoint(**about)
        token, secret = make_token(endpoint, "Its token")
        made = Program(secret, token)
        made.endpoint = endpoint
        return made

    return make


@pytest.fixture
def nobody(db):
    return Program()


@pytest.fixture
def ben(program):
    return program(MEMBER)


@pytest.fixture
def lead(make_lead):
    return make_lead(first_name="Ada", last_name="Byron")
