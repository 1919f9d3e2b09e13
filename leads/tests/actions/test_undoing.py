"""Undo: of one's own last change, for 30 minutes, while nothing happened since."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from leads.actions import StaleLead, UndoRefused, add_note, assign_lead, delete_lead, move_lead, undo_last_change
from leads.models import Lead, Status

pytestmark = pytest.mark.django_db


@pytest.fixture
def ben(cast):
    return cast.people["member@aster.example"]


@pytest.fixture
def lead(make_lead):
    return make_lead(first_name="Ana", last_name="Silva")


def test_undoing_a_move_puts_the_status_back_and_is_history_itself(lead, ben):
    move_lead(lead, "purchased", by=ben, version=1)
    undo_last_change(lead, by=ben, version=2)
    assert Lead.objects.get(pk=lead.pk).status.slug == "new"
    last = lead.history.first()
    assert (last.kind, last.from_text, last.to_text, last.is_undo, last.version) == ("moved", "Purchased", "New", True, 3)


def test_undo_may_go_where_the_workflow_has_no_move(lead, ben):
    Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug="qualification", slug="pending"))
    lead = Lead.objects.get(pk=lead.pk)
    move_lead(lead, "invalid", by=ben, version=1, reason="Spam")
    undo_last_change(lead, by=ben, version=2)
    assert Lead.objects.get(pk=lead.pk).status.slug == "pending"


def test_undoing_an_assignment_gives_the_lead_back(cast, make_lead, ben):
    lead = make_lead(last_name="Silva", owner="admin@aster.example")
    assign_lead(lead, ben, by=ben, version=1)
    undo_last_change(lead, by=ben, version=2)
    assert Lead.objects.get(pk=lead.pk).owner == cast.people["admin@aster.example"]


def test_undo_gives_no_lead_to_somebody_who_left(cast, make_lead, ben):
    lead = make_lead(first_name="Ana", last_name="Silva", owner="sales@aster.example")
    assign_lead(lead, None, by=ben, version=1)
    cast.people["sales@aster.example"].memberships.all().delete()
    with pytest.raises(UndoRefused) as refused:
        undo_last_change(lead, by=ben, version=2)
    assert refused.value.message == "Chloé Laurent does not work leads here any more."
    assert Lead.objects.get(pk=lead.pk).owner is None


def test_undoing_a_delete_restores(lead, ben):
    delete_lead(lead, by=ben, version=1)
    undo_last_change(Lead.objects.get(pk=lead.pk), by=ben, version=2)
    assert Lead.objects.get(pk=lead.pk).deleted_at is None
    assert (lead.history.first().kind, lead.history.first().is_undo) == ("restored", True)


def test_a_note_in_between_does_not_spoil_undo(cast, lead, ben):
    move_lead(lead, "contacted", by=ben, version=1)
    add_note(lead, "Called.", by=cast.people["admin@aster.example"])
    undo_last_change(Lead.objects.get(pk=lead.pk), by=ben, version=2)
    assert Lead.objects.get(pk=lead.pk).status.slug == "new"


def test_somebody_elses_change_cannot_be_undone(cast, lead, ben):
    move_lead(lead, "contacted", by=cast.people["admin@aster.example"], version=1)
    with pytest.raises(UndoRefused) as refused:
        undo_last_change(lead, by=ben, version=2)
    assert refused.value.message == "There is no change of yours to undo on Ana Silva."


def test_undo_ends_after_30_minutes(lead, ben):
    with time_machine.travel(timezone.now() - timedelta(minutes=31), tick=False):
        move_lead(lead, "contacted", by=ben, version=1)
    with pytest.raises(UndoRefused) as refused:
        undo_last_change(lead, by=ben, version=2)
    assert refused.value.message == "That change is more than 30 minutes old and cannot be undone any more."
    assert Lead.objects.get(pk=lead.pk).status.slug == "contacted"


def test_undo_after_somebody_changed_the_lead_is_stale(cast, lead, ben):
    move_lead(lead, "contacted", by=ben, version=1)
    move_lead(lead, "purchased", by=cast.people["admin@aster.example"], version=2)
    with pytest.raises(StaleLead) as stale:
        undo_last_change(lead, by=ben, version=2)
    assert stale.value.message == "Ana Moreno moved Ana Silva to Purchased in the meantime. Your change was not made."


def test_an_undo_is_not_undone_by_undo(lead, ben):
    move_lead(lead, "contacted", by=ben, version=1)
    undo_last_change(lead, by=ben, version=2)
    with pytest.raises(UndoRefused):
        undo_last_change(lead, by=ben, version=3)


def test_a_received_lead_has_nothing_to_undo(lead, ben):
    with pytest.raises(UndoRefused):
        undo_last_change(lead, by=ben, version=1)
