"""Changing a status: from the version that was seen, by the workflow's moves, and never over somebody who was faster."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from django.db import connection

from intake.tests.api.ada import MEMBER
from intake.tests.api.problems import problem_of
from leadhub.tests.meanwhile import just_before
from leads.actions import add_note, delete_lead, move_lead
from leads.models import HistoryEntry, Lead, Status


def moves_of(lead):
    moved = lead.history.filter(kind=HistoryEntry.Kind.MOVED).order_by("pk")
    return list(moved.values_list("from_text", "to_text", "actor_name"))


def test_a_move_is_the_pages_move(ben, lead):
    response = ben.post(f"/leads/{lead.reference}/status", {"status": "contacted", "version": 1})
    assert response.status_code == 200
    assert response.json() == ben.get(f"/leads/{lead.reference}").json()
    assert (response.json()["status"], response.json()["version"]) == (
        {"slug": "contacted", "name": "Contacted", "phase": "working"},
        2,
    )
    assert moves_of(lead) == [("New", "Contacted", "Ben Okafor")]


def test_the_etag_of_what_was_read_is_what_a_move_is_made_from(ben, lead):
    read = ben.get(f"/leads/{lead.reference}")
    moved = ben.post(f"/leads/{lead.reference}/status", {"status": "contacted"}, If_Match=read.headers["ETag"])
    assert moved.status_code == 200
    assert moved.headers["ETag"] == ben.get(f"/leads/{lead.reference}").headers["ETag"] != read.headers["ETag"]


def test_an_etag_that_compression_made_weak_is_as_good(ben, lead):
    read = ben.ask("GET", f"/leads/{lead.reference}", Accept_Encoding="gzip")
    assert read.headers["ETag"].startswith('W/"1-')
    assert ben.post(f"/leads/{lead.reference}/status", {"status": "contacted"}, If_Match=read.headers["ETag"]).status_code == 200


@pytest.mark.parametrize("how", ["body", "header"])
def test_whoever_was_slower_is_told_who_was_faster_and_how_it_stands(cast, ben, lead, how):
    etag = ben.get(f"/leads/{lead.reference}").headers["ETag"]
    move_lead(lead, "purchased", by=cast.people["admin@aster.example"], version=1)
    sent = ({"status": "contacted", "version": 1}, {}) if how == "body" else ({"status": "contacted"}, {"If_Match": etag})
    response = ben.post(f"/leads/{lead.reference}/status", sent[0], **sent[1])
    problem = problem_of(response, 412)
    now = ben.get(f"/leads/{lead.reference}")
    assert problem["type"] == "urn:leadhub:stale"
    assert problem["detail"] == "Ana Moreno moved Ada Byron to Purchased in the meantime. Your change was not made."
    assert (problem["lead"], response.headers["ETag"]) == (now.json(), now.headers["ETag"])
    assert moves_of(lead) == [("New", "Purchased", "Ana Moreno")]


@pytest.mark.parametrize("header", ['"2-0000"', '"9999999999"', '"0"', '"99999999999999"', "1", '"x"', '"１"', ""])
def test_what_is_no_version_of_the_lead_changes_nothing(ben, lead, header):
    response = ben.post(f"/leads/{lead.reference}/status", {"status": "contacted"}, If_Match=header)
    problem_of(response, 412 if header else 428)
    assert moves_of(lead) == []


@pytest.mark.parametrize("header", [{}, {"If_Match": "*"}])
def test_a_change_says_what_it_was_made_from(ben, lead, header):
    problem = problem_of(ben.post(f"/leads/{lead.reference}/status", {"status": "contacted"}, **header), 428)
    assert problem["detail"] == "Say which version of the lead you saw: its ETag as “If-Match”, or its “version” in the body."


def test_header_and_body_name_one_version(ben, lead):
    both = ben.post(f"/leads/{lead.reference}/status", {"status": "contacted", "version": 1}, If_Match='"2"')
    assert [error["field"] for error in problem_of(both, 422)["errors"]] == ["version"]
    assert ben.post(f"/leads/{lead.reference}/status", {"status": "contacted", "version": 1}, If_Match='"1"').status_code == 200


def test_a_note_meanwhile_makes_no_move_stale_but_shows_as_new(cast, ben, lead):
    before = ben.get(f"/leads/{lead.reference}").headers["ETag"]
    add_note(lead, "Called", by=cast.people[MEMBER])
    assert ben.get(f"/leads/{lead.reference}", If_None_Match=before).json()["note_count"] == 1
    assert ben.post(f"/leads/{lead.reference}/status", {"status": "contacted"}, If_Match=before).status_code == 200


@pytest.mark.parametrize("header", ["{}", "W/{}", '"other", {}', "*"])
def test_what_has_not_changed_is_not_sent_again(ben, lead, header):
    etag = ben.get(f"/leads/{lead.reference}").headers["ETag"]
    response = ben.get(f"/leads/{lead.reference}", If_None_Match=header.format(etag))
    assert (response.status_code, response.content, response.headers["ETag"]) == (304, b"", etag)


def test_a_move_that_the_workflow_does_not_have_names_those_it_has(ben, lead):
    Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug="qualification", slug="pending"))
    problem = problem_of(ben.post(f"/leads/{lead.reference}/status", {"status": "contacted", "version": 1}), 409)
    assert problem["type"] == "urn:leadhub:move-refused"
    assert problem["detail"].startswith("Ada Byron is Pending and can move to Qualified or Invalid, not to “contacted”.")
    assert problem["allowed"] == [{"slug": "qualified", "name": "Qualified"}, {"slug": "invalid", "name": "Invalid"}]


def test_a_final_status_stays(ben, lead):
    Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug="qualification", slug="invalid"))
    problem = problem_of(ben.post(f"/leads/{lead.reference}/status", {"status": "qualified", "version": 1}), 409)
    assert (problem["allowed"], "that is final" in problem["detail"]) == ([], True)


def test_a_status_that_asks_why_is_told_why(ben, lead):
    Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug="qualification", slug="pending"))
    problem = problem_of(ben.post(f"/leads/{lead.reference}/status", {"status": "invalid", "version": 1, "reason": " "}), 422)
    assert (problem["type"], problem["errors"]) == ("urn:leadhub:reason-needed", [{"field": "reason", "message": "Say why."}])
    assert problem["reasons"][0] == "Not a real person"
    told = ben.post(f"/leads/{lead.reference}/status", {"status": "invalid", "version": 1, "reason": "Duplicate"})
    assert told.json()["status"]["slug"] == "invalid"
    assert ben.get(f"/leads/{lead.reference}/history").json()["history"][0]["reason"] == "Duplicate"


def test_a_lead_that_was_deleted_meanwhile_is_not_shown(cast, ben, lead):
    """Found, and deleted before it is moved: what the caller hears is who did it, and nothing of the lead."""
    deletes = partial(delete_lead, Lead.objects.get(pk=lead.pk), by=cast.people["admin@aster.example"], version=1)
    with just_before("SAVEPOINT", deletes):  # where the move begins, outside of what it takes back
        problem = problem_of(ben.post(f"/leads/{lead.reference}/status", {"status": "contacted", "version": 1}), 404)
    assert problem.keys() == {"type", "title", "status", "detail"}
    assert problem["detail"] == "Ana Moreno deleted Ada Byron in the meantime. Your change was not made."


@pytest.mark.parametrize(
    ("body", "field", "message"),
    [
        ({"version": 1}, "status", "Say this."),
        ({"status": "contacted", "version": 1, "colour": "red"}, "colour", "There is no field of this name."),
        ({"status": 1, "version": 1}, "status", "Write this as a text."),
        ({"status": "contacted", "version": "1"}, "version", "Write this as a whole number."),
        ({"status": "contacted", "version": True}, "version", "Write this as a whole number."),
        ({"status": "contacted", "version": 0}, "version", "This is 1 or more."),
        ({"status": "x" * 61, "version": 1}, "status", "This can have 60 characters."),
        ({"status": "contacted", "version": 1, "reason": "x" * 256}, "reason", "This can have 255 characters."),
        (["contacted"], "", "Send an object with fields."),
    ],
)
def test_a_wrong_field_is_named(ben, lead, body, field, message):
    problem = problem_of(ben.post(f"/leads/{lead.reference}/status", body), 422)
    assert problem["errors"] == [{"field": field, "message": message}]
    assert moves_of(lead) == []


@pytest.mark.django_db(transaction=True)
def test_of_two_programs_at_once_one_wins(cast, program, make_lead):
    lead = make_lead(first_name="Ada", last_name="Byron")
    programs = [program("member@aster.example"), program("admin@aster.example")]
    wishes = ["contacted", "purchased"]

    def move(number):
        try:
            return programs[number].post(f"/leads/{lead.reference}/status", {"status": wishes[number], "version": 1}).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(move, range(2))) == [200, 412]
    assert len(moves_of(lead)) == 1
