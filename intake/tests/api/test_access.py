"""Everybody's token × every operation × every kind of lead, written down by hand (PRODUCT §2, §9).

A new operation fails here until it has a line.
"""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.demo import PEOPLE
from intake.api.app import api
from leads.models import Lead

ASTER = ["admin@aster.example", "member@aster.example", "sales@aster.example", "resellers@aster.example", "both@aster.example"]
VIEWER, DISTRIBUTOR, RESELLER = "viewer@aster.example", "manager@cedar.example", "reseller@dahlia.example"
BIRCH = ["admin@birch.example", "member@birch.example"]
SOURCE = "a source of Aster's"
EVERYBODY = [*PEOPLE, SOURCE]

LEAD_PATHS = {
    "get_lead": ("GET", "/leads/{}"),
    "list_notes": ("GET", "/leads/{}/notes"),
    "list_history": ("GET", "/leads/{}/history"),
    "add_note": ("POST", "/leads/{}/notes"),
    "move_lead": ("POST", "/leads/{}/status"),
}
OTHER_PATHS = {
    "list_leads": ("GET", "/leads"),
    "create_lead": ("POST", "/leads"),
    "list_listings": ("GET", "/listings"),
    "list_workflows": ("GET", "/workflows"),
}
FINE = {"get_lead": 200, "list_notes": 200, "list_history": 200, "add_note": 201, "move_lead": 200}
READS = FINE | {"add_note": 403, "move_lead": 403}  # a Viewer
NOTES = FINE | {"move_lead": 403}  # a distributor, of a vendor's lead
NOTHING = dict.fromkeys(FINE, 404)
SCOPE = dict.fromkeys(FINE, 403)  # a source's token

# Of each kind of lead: what everybody gets who is not named gets NOTHING.
LEADS = {
    "Of Aster": {**dict.fromkeys(ASTER, FINE), VIEWER: READS},
    "Of Aster, by Cedar": {**dict.fromkeys(ASTER, FINE), VIEWER: READS, DISTRIBUTOR: NOTES},
    "Of Aster, deleted": {},
    "Of Birch": dict.fromkeys(BIRCH, FINE),
    "Of Dahlia": {RESELLER: FINE},
    "Of Cedar": {DISTRIBUTOR: FINE},
    "None at all": {},
}
# What the list holds, by last name.
LISTS = {
    **{who: ["Of Aster", "Of Aster, by Cedar"] for who in [*ASTER, VIEWER]},
    **{who: ["Of Birch"] for who in BIRCH},
    DISTRIBUTOR: ["Of Aster, by Cedar", "Of Cedar"],
    RESELLER: ["Of Dahlia"],
}
MAY_NOT_CREATE = {VIEWER, RESELLER}
BODIES = {
    "add_note": {"body": "Called"},
    "move_lead": {"status": "contacted", "version": 1},
    "create_lead": {"email": "ada@engines.example"},
}


@pytest.fixture
def references(make_lead):
    deleted = make_lead(last_name="Of Aster, deleted")
    Lead.objects.filter(pk=deleted.pk).update(deleted_at=timezone.now(), deleted_by_name="Ana")
    make_lead(last_name="Of Aster")
    make_lead(last_name="Of Aster, by Cedar", listing="Aster Insights", marketplace="cedar-store")
    for slug in ("birch", "dahlia", "cedar"):
        make_lead(partner=slug, last_name=f"Of {slug.title()}")
    return dict(Lead.objects.values_list("last_name", "reference")) | {"None at all": "LD-0000-0000"}


@pytest.fixture
def caller(program, source_program):
    return lambda who: source_program() if who == SOURCE else program(who)


def ask(caller, operation, reference=""):
    """The answer's status; what it did is taken back."""
    method, path = (LEAD_PATHS | OTHER_PATHS)[operation]
    with transaction.atomic():
        path = path.format(reference)
        answer = caller.post(path, BODIES[operation]) if method == "POST" else caller.get(path)
        transaction.set_rollback(True)
    return answer.status_code


def test_every_operation_is_in_the_matrix():
    document = api.get_openapi_schema()
    operations = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert sorted(operations) == sorted([*LEAD_PATHS, *OTHER_PATHS])


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_gets_exactly_what_the_rules_say_of_every_lead(references, caller, who):
    asking = caller(who)
    got = {name: {operation: ask(asking, operation, references[name]) for operation in LEAD_PATHS} for name in LEADS}
    assert got == {name: SCOPE if who == SOURCE else answers.get(who, NOTHING) for name, answers in LEADS.items()}


@pytest.mark.parametrize("who", EVERYBODY)
def test_everybody_may_do_exactly_what_the_rules_say(caller, who):
    asking = caller(who)
    want = dict.fromkeys(OTHER_PATHS, 403) if who == SOURCE else dict.fromkeys(OTHER_PATHS, 200)
    assert {operation: ask(asking, operation) for operation in OTHER_PATHS} == want | {
        "create_lead": 403 if who in MAY_NOT_CREATE else 201
    }


@pytest.mark.parametrize("who", [who for who in EVERYBODY if who != SOURCE])
def test_everybodys_list_holds_their_own_leads(references, caller, who):
    assert sorted(lead["last_name"] for lead in caller(who).get("/leads").json()["leads"]) == LISTS[who]


def test_without_a_token_nothing_is_there(references, nobody):
    got = {operation: ask(nobody, operation, references["Of Aster"]) for operation in [*LEAD_PATHS, *OTHER_PATHS]}
    assert got == dict.fromkeys([*LEAD_PATHS, *OTHER_PATHS], 401)


def test_another_partners_lead_and_none_at_all_look_the_same(references, program):
    ben = program("member@aster.example")
    for method, path in LEAD_PATHS.values():
        answers = [ben.ask(method, path.format(references[name])) for name in ("Of Birch", "Of Aster, deleted", "None at all")]
        assert len({answer.content for answer in answers}) == 1


def test_the_document_is_for_everybody(nobody):
    response = nobody.get("/openapi.json")
    assert (response.status_code, response.json()["openapi"]) == (200, "3.1.0")
