"""The OpenAPI document keeps its word: whatever a program sends, the answer is one that the document names, and never a 5xx."""

import json
import re

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis import checks
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from intake.api.app import api
from intake.api.leads import ApiLeadFilterSet
from leadhub.references import ReferenceConverter
from leads.models import Lead

KEPT = [
    checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]

KNOWN = {"listing": "Aster Insights", "marketplace": "northwind", "status": "contacted"}

document = json.loads(json.dumps(api.get_openapi_schema()))
schema = schemathesis.openapi.from_dict(document)
schema.app = get_wsgi_application()


@pytest.fixture(autouse=True)
def one_connection():
    """A server closes old connections between requests; here all of them share the test's, as with Django's own client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def lead(make_lead):
    return make_lead(first_name="Ada", last_name="Byron", listing="Aster Insights", marketplace="cedar-store")


@pytest.fixture
def ana(program):
    return program("admin@aster.example")


def make_known(case, lead):
    """Let what is well-formed name something that is there; otherwise nearly every answer would be that it is not."""
    if re.fullmatch(ReferenceConverter.regex, str(case.path_parameters.get("reference", ""))):
        case.path_parameters["reference"] = lead.reference
    known = {**KNOWN, "version": Lead.objects.get(pk=lead.pk).version}
    for name in known if isinstance(case.body, dict) else ():
        if type(case.body.get(name)) is type(known[name]):
            case.body[name] = known[name]
            if name == "version":
                case.headers.pop("If-Match", None)


# The same examples each time: what fails in CI fails at home.
@schema.parametrize()
@settings(
    max_examples=20, derandomize=True, database=None, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)  # fmt: skip
def test_every_answer_is_one_that_the_document_names(case, lead, ana):
    make_known(case, lead)
    # Uncompressed: the reader of answers here knows no gzip.
    headers = {"Authorization": f"Bearer {ana.secret}", "Accept-Encoding": "identity"}
    case.call_and_validate(checks=KEPT, headers=headers)


def operations():
    return {operation["operationId"]: operation for path in document["paths"].values() for operation in path.values()}


def test_the_list_takes_the_parameters_of_the_page_and_no_others():
    """All but how a page or a file looks."""
    named = [parameter["name"] for parameter in operations()["list_leads"]["parameters"]]
    filters = ApiLeadFilterSet({}, Lead.objects.none()).filters
    assert sorted(named) == sorted(filters.keys() - {"view", "for"})


def test_the_words_that_a_parameter_takes_are_the_pages():
    filters = ApiLeadFilterSet({}, Lead.objects.none())
    for parameter in operations()["list_leads"]["parameters"]:
        schema = parameter["schema"].get("items", parameter["schema"])
        if "enum" in schema:
            choices = filters.form.fields[parameter["name"]].choices
            assert sorted(schema["enum"]) == sorted(str(value) for value, _label in choices if value), parameter["name"]


def test_each_operation_names_the_errors_that_can_happen():
    statuses = {name: " ".join(sorted(operation["responses"])) for name, operation in operations().items()}
    assert statuses == {
        "list_leads": "200 400 401 403 429",
        "get_lead": "200 304 401 403 404 429",
        "create_lead": "200 201 400 401 403 413 415 422 429",
        "move_lead": "200 400 401 403 404 409 412 413 415 422 428 429",
        "list_notes": "200 400 401 403 404 429",
        "add_note": "201 400 401 403 404 413 415 422 429",
        "list_history": "200 400 401 403 404 429",
        "list_listings": "200 401 403 429",
        "list_workflows": "200 401 403 429",
    }


def test_each_operation_wants_a_token_and_says_so():
    assert [operation["security"] for operation in operations().values()] == [[{"BearerToken": []}]] * len(operations())
    scheme = document["components"]["securitySchemes"]["BearerToken"]
    assert (scheme["type"], scheme["scheme"]) == ("http", "bearer")


def test_errors_are_problems_in_the_document_too():
    for operation in operations().values():
        for status, response in operation["responses"].items():
            if status >= "400":
                assert response["content"] == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
