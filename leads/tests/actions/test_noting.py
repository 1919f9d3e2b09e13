import pytest

from accounts.models import User
from leads.actions import StaleLead, add_note, delete_lead, move_lead
from leads.models import Lead, Note

pytestmark = pytest.mark.django_db


def test_a_note_is_counted_and_recorded_and_leaves_the_version_alone(cast, make_lead):
    lead = make_lead(last_name="Silva")
    add_note(lead, "Called.", by=cast.people["member@aster.example"])
    fresh = Lead.objects.get(pk=lead.pk)
    assert (fresh.note_count, fresh.version, lead.note_count) == (1, 1, 1)
    assert fresh.updated_at > fresh.created_at
    assert [(entry.kind, entry.note.body, entry.actor_name) for entry in lead.history.all()[:1]] == [
        ("noted", "Called.", "Ben Okafor")
    ]


def test_the_history_row_of_a_note_carries_the_leads_own_version(cast, make_lead):
    ben, lead = cast.people["member@aster.example"], make_lead(last_name="Silva")
    move_lead(Lead.objects.get(pk=lead.pk), "contacted", by=ben, version=1)
    add_note(lead, "Called.", by="Sync")
    assert [(entry.kind, entry.version) for entry in lead.history.all()[:1]] == [("noted", 2)]


def test_a_second_click_on_add_note_adds_no_second_note(cast, make_lead):
    ben, lead = cast.people["member@aster.example"], make_lead(last_name="Silva")
    first = add_note(lead, "Called.", by=ben)
    assert add_note(lead, "Called.", by=ben) == first
    assert (Note.objects.count(), Lead.objects.get(pk=lead.pk).note_count) == (1, 1)


def test_the_same_words_of_two_people_are_two_notes(cast, make_lead):
    lead = make_lead(last_name="Silva")
    add_note(lead, "Called.", by=cast.people["member@aster.example"])
    add_note(lead, "Called.", by=cast.people["admin@aster.example"])
    assert Note.objects.count() == 2


def test_a_deleted_lead_takes_no_note(cast, make_lead):
    lead = make_lead(first_name="Ana", last_name="Silva")
    delete_lead(lead, by=cast.people["admin@aster.example"], version=1)
    with pytest.raises(StaleLead) as stale:
        add_note(lead, "Called.", by=cast.people["member@aster.example"])
    assert stale.value.message == "Ana Moreno deleted Ana Silva in the meantime. Your change was not made."
    assert Note.objects.count() == 0


def test_the_authors_name_survives_the_persons_removal(cast, make_lead):
    lead = make_lead(last_name="Silva")
    add_note(lead, "Called.", by=cast.people["member@aster.example"])
    User.objects.get(email="member@aster.example").delete()
    note = Note.objects.get()
    assert (note.author, note.author_name, lead.history.first().actor_name) == (None, "Ben Okafor", "Ben Okafor")
