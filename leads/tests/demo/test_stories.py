"""What is stored is what the actions would have left behind: the history of every lead is replayed and compared."""

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import F

from accounts.models import Membership
from leads.models import HistoryEntry, Lead, Move, Note

Kind = HistoryEntry.Kind


@pytest.fixture
def stories(tell_stories):
    return tell_stories()


def replayed(history):
    """The lead's present, as its history has it."""
    now = {"status_id": None, "owner_id": None, "version": 0, "note_count": 0, "deleted_at": None, "deleted_by_name": ""}
    for row in history:
        now["note_count" if row.kind == Kind.NOTED else "version"] += 1
        now["updated_at"] = row.at
        assert row.version == now["version"]
        if row.kind in (Kind.RECEIVED, Kind.MOVED):
            assert row.from_status_id == now["status_id"]
            now["status_id"] = row.to_status_id
        elif row.kind == Kind.ASSIGNED:
            assert row.from_owner_id == now["owner_id"]
            now["owner_id"] = row.to_owner_id
        elif row.kind == Kind.DELETED:
            now.update(deleted_at=row.at, deleted_by_name=row.actor_name)
        elif row.kind == Kind.RESTORED:
            now.update(deleted_at=None, deleted_by_name="")
    return now


def test_the_stored_history_tells_how_every_lead_came_to_be_as_it_is(seed_here):
    seed_here(leads=600)
    history = {}
    for row in HistoryEntry.objects.order_by("lead_id", "at", "pk"):
        history.setdefault(row.lead_id, []).append(row)
    leads = list(Lead.objects.order_by("pk"))
    present = [replayed(history[lead.pk]) for lead in leads]
    assert present == [{name: getattr(lead, name) for name in present[0]} for lead in leads]
    assert len(leads) == len(history) == 600


def test_every_stored_note_has_its_history_row(seed_here):
    seed_here(leads=300)
    rows = HistoryEntry.objects.filter(kind=Kind.NOTED)
    same = {"note__lead": F("lead"), "note__author": F("actor"), "note__author_name": F("actor_name"), "note__created_at": F("at")}
    assert rows.filter(**same).count() == rows.count() == Note.objects.count() > 300
    assert not HistoryEntry.objects.exclude(kind=Kind.NOTED).exclude(note=None).exists()


def test_everything_that_can_happen_happens(stories):
    assert {row.kind for story in stories for row in story.history} == set(Kind)


def test_every_story_begins_with_the_source_and_goes_forward_in_time(stories, now):
    for story in stories:
        first, *rest = story.history
        source = story.lead.source.name
        assert (first.kind, first.at, first.actor, first.actor_name) == (Kind.RECEIVED, story.lead.created_at, None, source)
        moments = [first.at, *(row.at for row in rest)]
        assert all(one < other for one, other in pairwise(moments))
        assert moments[-1] < now
        assert {row.kind for row in rest} & {Kind.RECEIVED} == set()


def test_every_move_is_one_that_the_workflow_allows(stories):
    moves = {(row.from_status_id, row.to_status_id) for story in stories for row in story.history if row.kind == Kind.MOVED}
    assert moves
    assert moves - set(Move.objects.values_list("from_status", "to_status")) == set()


def test_history_names_what_changed_in_the_words_of_the_time(stories):
    for story in stories:
        for row in story.history:
            assert row.actor_name == str(row.actor or story.lead.source)
            if row.kind != "follow_up":
                assert row.to_text == str(row.to_status or row.to_owner or "")
            assert row.from_text == str(row.from_status or row.from_owner or "")


def test_changed_details_are_what_the_lead_has_now(stories):
    told = [(story.lead.phone, row.changes) for story in stories for row in story.history if row.kind == Kind.EDITED]
    assert told
    assert [changes for _, changes in told] == [{"phone": ["", phone]} for phone, _ in told]


def test_follow_ups_are_on_working_days_and_what_the_lead_has_now(stories):
    days = [(story.lead.follow_up_on, row.to_text) for story in stories for row in story.history if row.kind == "follow_up"]
    assert len(days) > 5
    for day, text in days:
        assert day.isoformat() == text
        assert day.isoweekday() <= 5


def test_who_is_refused_is_told_why(stories):
    rows = [row for story in stories for row in story.history if row.to_status and row.to_status.asks_reason]
    assert len(rows) > 5
    assert all(row.reason for row in rows)


def test_undo_is_told_within_thirty_minutes_by_the_same_person(stories):
    undone = [(before, row) for story in stories for before, row in pairwise(story.history) if row.is_undo]
    assert {row.kind for _, row in undone} == {Kind.MOVED, Kind.RESTORED}
    for before, row in undone:
        assert row.actor == before.actor
        assert row.at - before.at <= timedelta(minutes=30)
        assert (row.from_status, row.to_status) == (before.to_status, before.from_status)


def test_only_who_works_leads_of_the_partner_changes_or_owns_them(stories):
    places = Membership.objects.select_related("user", "partner")
    works = {(place.partner_id, place.user_id): place.works_leads for place in places}
    for story in stories:
        changers = {row.actor_id for row in story.history if row.kind not in (Kind.NOTED, Kind.RECEIVED)}
        people = changers | {story.lead.owner_id} - {None}
        assert all(works.get((story.lead.partner_id, person)) for person in people)


def test_the_distributor_only_adds_notes_and_only_to_its_leads(stories, cast):
    ines = cast.people["manager@cedar.example"]
    told = {(row.kind, str(story.lead.distributor)) for story in stories for row in story.history if row.actor == ines}
    assert told == {(Kind.NOTED, "Cedar Distribution")}
    assert ines not in [story.lead.owner for story in stories]


def test_leads_have_up_to_six_notes_by_several_people(stories):
    assert set(Counter(len(story.notes) for story in stories)) == {0, 1, 2, 3, 4, 5, 6}
    authors = [{note.author for note in story.notes} for story in stories]
    assert len([people for people in authors if len(people) > 1]) > 20
    assert len(set.union(*authors)) == 9  # all of the cast but the viewer


def test_no_note_stands_twice_at_one_lead(stories):
    for story in stories:
        assert len(story.notes) == len({note.body for note in story.notes})


def test_some_leads_are_handed_over(stories):
    assigned = [[row for row in story.history if row.kind == Kind.ASSIGNED] for story in stories]
    assert len([rows for rows in assigned if len(rows) > 1]) > 10


def test_some_leads_were_deleted_lately_and_can_be_restored(stories, now):
    deleted = [story.lead.deleted_at for story in stories if story.lead.deleted_at]
    assert 5 <= len(deleted) <= 40
    assert [at for at in deleted if not now - timedelta(days=30) < at < now] == []
