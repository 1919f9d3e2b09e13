"""Undo of an import (PRODUCT §9): no time limit; what people changed since stays and is named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leads.actions import add_note, edit_lead, move_lead, restore_lead
from leads.models import HistoryEntry, Lead
from leads.tests.imports.conftest import as_csv, people, work


@pytest.fixture
def grace(cast):
    return cast.people["admin@birch.example"]


def test_created_undone_and_created_again(importing):
    steps = importing()
    assert steps.import_whole(as_csv(people(100))) == (100, 0, 0, 0)
    assert steps.undo() == (100, 0, 0)
    assert Lead.objects.filter(deleted_at=None).count() == 0
    assert "100 leads that it created are deleted." in steps.page()
    assert importing().import_whole(as_csv(people(100))) == (100, 0, 0, 0)
    assert Lead.objects.filter(deleted_at=None).count() == 100


def test_a_lead_restored_after_undo_is_known_when_the_file_comes_again(importing, grace):
    steps = importing()
    steps.import_whole(as_csv(people(2)))
    steps.undo()
    restored = Lead.objects.order_by("pk").first()
    restore_lead(restored, by=grace, version=restored.version)
    assert importing().import_whole(as_csv(people(2))) == (1, 0, 1, 0)
    assert Lead.objects.filter(deleted_at=None).count() == 2


def test_a_lead_restored_when_another_has_taken_its_place_leaves_that_its_own(importing, grace):
    steps = importing()
    steps.import_whole(as_csv(people(1)))
    steps.undo()
    importing().import_whole(as_csv(people(1)))
    gone, present = Lead.objects.order_by("pk")
    restore_lead(gone, by=grace, version=gone.version)
    assert importing().import_whole(as_csv(people(1))) == (0, 0, 1, 0)
    assert [Lead.objects.get(pk=lead.pk).identity is None for lead in (gone, present)] == [True, False]


def test_after_any_time(importing, time_machine):
    steps = importing()
    steps.import_whole(as_csv(people(2)))
    time_machine.move_to(timezone.now() + timedelta(days=400))
    steps.client.force_login(steps.now.by)
    assert steps.undo() == (2, 0, 0)


def test_what_it_changed_is_as_before(importing):
    importing().import_whole(as_csv(people(3), ["Account Id", "First Name", "Last Name", "Company", "Email", "Stage", "Hint"]))
    before = list(Lead.objects.order_by("pk").values("first_name", "company", "email", "answers", "search_text", "company_key"))
    rows = [[row[0], "Other", row[2], "Other", "other@x.example", row[5], "Other"] for row in people(3)]
    rows.append([*rows[0][:3], "Once more", *rows[0][4:]])
    steps = importing()
    assert steps.import_whole(as_csv(rows, ["Account Id", "First Name", "Last Name", "Company", "Email", "Stage", "Hint"])) == (
        0,
        4,
        0,
        0,
    )
    assert steps.undo() == (0, 3, 0)
    assert list(Lead.objects.order_by("pk").values(*before[0])) == before


def test_what_people_changed_since_stays_and_is_named(importing, grace):
    steps = importing()
    steps.import_whole(as_csv(people(6)))
    moved, noted, edited, *untouched = Lead.objects.order_by("pk")
    move_lead(moved, "contacted", by=grace, version=1)
    add_note(noted, "Called.", by=grace)
    edit_lead(edited, {"phone": "+34 910 555 001"}, by=grace, version=1)
    assert steps.undo() == (3, 0, 3)
    assert set(Lead.objects.filter(deleted_at=None)) == {moved, noted, edited}
    page = steps.page()
    assert "3 leads that people changed since stay as they are." in page
    assert [lead.url in page for lead in (moved, noted, edited, *untouched)] == [True] * 3 + [False] * 3


def test_what_another_import_changed_since_stays_until_that_is_undone(importing):
    first = importing()
    first.import_whole(as_csv(people(2)))
    rows = people(2)
    rows[0][3] = "Other Company"
    second = importing()
    second.import_whole(as_csv(rows))
    assert second.undo() == (0, 1, 0)
    assert first.undo() == (2, 0, 0)
    third = importing()
    third.import_whole(as_csv(people(2)))
    importing().import_whole(as_csv(rows))
    assert third.undo() == (1, 0, 1)


def test_leads_that_were_here_already_are_not_its_own(importing):
    importing().import_whole(as_csv(people(2)))
    steps = importing()
    assert steps.import_whole(as_csv(people(3))) == (1, 0, 2, 0)
    assert steps.undo() == (1, 0, 0)
    assert Lead.objects.filter(deleted_at=None).count() == 2


def test_the_history_says_who_undid_it(importing, grace):
    steps = importing("member@birch.example")
    steps.import_whole(as_csv(people(1)))
    steps.client.force_login(grace)
    steps.undo()
    told = HistoryEntry.objects.get(kind="deleted")
    assert (told.actor, told.is_undo, told.lead_import, told.version) == (grace, True, steps.now, 2)


def test_whoever_imported_it_may_and_a_colleague_may_not(importing, cast):
    steps = importing("admin@aster.example")
    steps.import_whole(as_csv(people(1)))
    steps.client.force_login(cast.people["member@aster.example"])
    response = steps.post("undo")
    assert response.status_code == 403
    assert "or an administrator of Aster Apps can undo it." in response.content.decode()
    assert "Undo this import" not in steps.page()
    own = importing("member@aster.example")
    own.import_whole(as_csv(people(2)[1:]))
    assert own.undo() == (1, 0, 0)


def test_a_double_click_undoes_once(importing):
    steps = importing()
    steps.import_whole(as_csv(people(2)))
    version = steps.now.version
    assert [steps.post("undo", version).status_code for _ in range(2)] == [303, 303]
    work()
    assert steps.post("undo", version).status_code == 303
    work()
    assert (steps.now.removed, HistoryEntry.objects.filter(kind="deleted").count()) == (2, 2)


def test_an_import_that_is_not_over_cannot_be_undone(importing):
    steps = importing()
    steps.upload(as_csv(people(2)))
    steps.settle()
    assert steps.post("undo").status_code == 409
    steps.post("start")
    assert steps.post("undo").status_code == 409
    work()
    assert steps.counts == (2, 0, 0, 0)
