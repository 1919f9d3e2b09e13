"""Notes and history."""

from datetime import UTC, datetime
from functools import partial

import pytest

from intake.tests.api.ada import MEMBER
from intake.tests.api.problems import problem_of
from leadhub.tests.meanwhile import just_before
from leads.actions import add_note, delete_lead, edit_lead, move_lead
from leads.models import Lead


def follow(program, response):
    return program.client.get(response.json()["next"], headers={"Authorization": f"Bearer {program.secret}"})


def test_a_note_is_the_pages_note(ben, lead, time_machine):
    time_machine.move_to(datetime(2026, 11, 22, 8, 30, tzinfo=UTC), tick=False)
    response = ben.post(f"/leads/{lead.reference}/notes", {"body": "Called; wants an offer\nby Friday"})
    note = {"body": "Called; wants an offer\nby Friday", "author": "Ben Okafor", "created_at": "2026-11-22T08:30:00Z"}
    assert (response.status_code, response.json()) == (201, note)
    assert ben.get(f"/leads/{lead.reference}/notes").json() == {"notes": [note], "next": None}
    assert ben.get(f"/leads/{lead.reference}").json()["note_count"] == 1


def test_a_note_sent_twice_is_one_note(ben, lead):
    for _ in range(2):
        assert ben.post(f"/leads/{lead.reference}/notes", {"body": "Called"}).status_code == 201
    assert lead.notes.count() == 1


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "Say this."),
        ({"body": ""}, "Fill this in."),
        ({"body": " \n"}, "Write something first."),
        ({"body": "x" * 10_001}, "This can have 10000 characters."),
        ({"body": "a\0b"}, "This has characters that cannot be stored."),
        ({"body": 7}, "Write this as a text."),
    ],
)
def test_what_is_no_note_is_refused(ben, lead, body, message):
    assert problem_of(ben.post(f"/leads/{lead.reference}/notes", body), 422)["errors"] == [{"field": "body", "message": message}]
    assert lead.notes.count() == 0


def test_no_note_reaches_a_lead_that_is_deleted_meanwhile(cast, ben, lead):
    deletes = partial(delete_lead, Lead.objects.get(pk=lead.pk), by=cast.people["admin@aster.example"], version=1)
    with just_before('UPDATE "leads_lead"', deletes):
        problem_of(ben.post(f"/leads/{lead.reference}/notes", {"body": "Called"}), 404)
    assert lead.notes.count() == 0


def test_pages_of_notes_stay_where_they_are_while_notes_are_added(cast, ben, lead):
    for number in range(5):
        add_note(lead, f"Note {number}", by=cast.people[MEMBER])
    first = ben.get(f"/leads/{lead.reference}/notes?limit=2")
    add_note(lead, "Meanwhile", by=cast.people[MEMBER])
    second = follow(ben, first)
    third = follow(ben, second)
    said = [[note["body"] for note in page.json()["notes"]] for page in (first, second, third)]
    assert said == [["Note 4", "Note 3"], ["Note 2", "Note 1"], ["Note 0"]]
    assert third.json()["next"] is None


def test_the_history_says_who_did_what_when_and_why(cast, ben, lead, time_machine):
    ben_okafor = cast.people[MEMBER]
    time_machine.move_to(datetime(2100, 11, 22, 8, 30, tzinfo=UTC), tick=False)
    move_lead(lead, "contacted", by=ben_okafor, version=1)
    edit_lead(lead, {"company": "Engines"}, by="A marketplace", version=2)
    add_note(lead, "Called", by=ben_okafor)
    quiet = {"from_text": "", "to_text": "", "reason": "", "note": None, "changes": {}, "is_undo": False}
    at = {"at": "2100-11-22T08:30:00Z"}
    shown = ben.get(f"/leads/{lead.reference}/history").json()
    assert shown["history"][:3] == [
        {**quiet, **at, "kind": "noted", "by": "Ben Okafor", "note": "Called"},
        {**quiet, **at, "kind": "edited", "by": "A marketplace", "changes": {"company": ["", "Engines"]}},
        {**quiet, **at, "kind": "moved", "by": "Ben Okafor", "from_text": "New", "to_text": "Contacted"},
    ]
    assert [entry["kind"] for entry in shown["history"][3:]] == ["received"]
    assert shown["next"] is None


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "after=x", "colour=red", "before=1", "after=%00"])
@pytest.mark.parametrize("what", ["notes", "history"])
def test_odd_parameters_are_named(ben, lead, what, query):
    problem = problem_of(ben.get(f"/leads/{lead.reference}/{what}?{query}"), 400)
    assert [error["field"] for error in problem["errors"]] == [query.partition("=")[0]]


def test_a_cursor_fits_its_own_list_alone(cast, ben, lead, make_lead):
    other = make_lead(last_name="Other")
    for each in (lead, other):
        for number in range(2):
            add_note(each, f"Note {number}", by=cast.people[MEMBER])
    cursor = ben.get(f"/leads/{lead.reference}/notes?limit=1").json()["next"].partition("after=")[2]
    assert ben.get(f"/leads/{lead.reference}/notes?after={cursor}").status_code == 200
    problem_of(ben.get(f"/leads/{other.reference}/notes?after={cursor}"), 400)
    problem_of(ben.get(f"/leads/{lead.reference}/history?after={cursor}"), 400)


@pytest.mark.parametrize("what", ["notes", "history"])
def test_a_page_asks_as_many_questions_for_30_as_for_one(cast, ben, lead, queries_of, what):
    add_note(lead, "Note 0", by=cast.people[MEMBER])
    ben.get(f"/leads/{lead.reference}/{what}")  # the token's first use is written down
    for_one = queries_of(ben.get, f"/leads/{lead.reference}/{what}")[1]
    for number in range(1, 30):
        add_note(lead, f"Note {number}", by=cast.people[MEMBER])
    assert queries_of(ben.get, f"/leads/{lead.reference}/{what}")[1] == for_one
