"""A visitor of a hosted form: no session, no cookie, a form as the page shows it."""

import pytest
from django.test import Client

from leads.answers.types import TemplateField
from leads.tests.forms_shown import ShownForm

FIELDS = [
    TemplateField("size", "Team size", "number", required=True),
    TemplateField("need", "What do you need?", "long_text"),
    TemplateField("plan", "Plan", "choice", choices=("Team", "Business")),
]
ADA = {"last_name": "Lovelace", "email": "ada@lovelace.example", "answer_size": "12"}


class Visitor:
    """`open()` reads the form, `send(**typed)` sends what it carries with what is typed."""

    def __init__(self, template, query=""):
        self.url, self.client, self.carried = f"/forms/{template.slug}/{query}", Client(enforce_csrf_checks=True), {}

    def open(self):
        response = self.client.get(self.url)
        self.carried = ShownForm(response).values
        return response

    def send(self, typed=None, **changes):
        if not self.carried:
            self.open()
        return self.client.post(self.url, {**self.carried, **(ADA if typed is None else typed), **changes})


@pytest.fixture(autouse=True)
def unhurried(settings):
    """A test types faster than anybody; how fast is too fast has tests of its own."""
    settings.FORM_LEAST_SECONDS = 0


@pytest.fixture
def template(make_template):
    return make_template(fields=FIELDS, embed_hosts=["www.example.com"])


@pytest.fixture
def visitor(template):
    return Visitor(template)
