from datetime import timedelta

import pytest
from django.db import transaction

from accounts.models import Partner, User
from leads.demo import seeding
from leads.demo.seeding import Counts, State, find_state, seed
from leads.models import HistoryEntry, Lead, Note

LEAD = (
    "reference", "partner__slug", "distributor__slug", "source__name", "source_text", "listing__name", "listing_name",
    "marketplace__slug", "marketplace_text", "first_name", "last_name", "company", "email", "phone", "job_title", "country",
    "answers", "status__slug", "owner__email", "note_count", "version", "created_at", "updated_at", "deleted_at",
    "deleted_by_name", "search_text", "is_test", "do_not_contact",
)  # fmt: skip
NOTE = ("lead__reference", "author__email", "author_name", "body", "created_at")
HISTORY = (
    "lead__reference", "kind", "from_status__slug", "to_status__slug", "from_owner__email", "to_owner__email", "from_text",
    "to_text", "changes", "note__body", "is_undo", "actor__email", "actor_name", "version", "at",
)  # fmt: skip


def stored():
    """Everything that was stored for leads, in the order in which it was stored, but for the keys."""
    return {
        "leads": list(Lead.objects.order_by("pk").values_list(*LEAD)),
        "notes": list(Note.objects.order_by("pk").values_list(*NOTE)),
        "history": list(HistoryEntry.objects.order_by("pk").values_list(*HISTORY)),
    }


@pytest.fixture
def stored_by(seed_here):
    """`stored_by(seed=2)`: what such a run stores; it is taken away again."""

    def run(**arguments):
        with transaction.atomic():
            seed_here(**arguments)
            rows = stored()
            transaction.set_rollback(True)
        return rows

    return run


def test_the_same_number_and_seed_give_the_same_rows(stored_by):
    assert stored_by() == stored_by()


def test_another_seed_gives_other_leads(stored_by):
    one, other = ({row[0] for row in stored_by(seed=seed)["leads"]} for seed in (1, 2))
    assert len(one) == len(other) == 40
    assert one & other == set()


def test_the_same_people_ask_for_the_same_whatever_the_day(stored_by, now):
    one, other = (sorted(row[:13] for row in stored_by(now=moment)["leads"]) for moment in (now, now + timedelta(days=3, hours=7)))
    assert one == other


def test_minutes_do_not_matter(stored_by, now):
    assert stored_by(now=now) == stored_by(now=now.replace(minute=3))


def test_where_one_batch_ends_changes_nothing(stored_by, monkeypatch):
    at_once = stored_by()
    monkeypatch.setattr(seeding, "BATCH", 7)
    assert stored_by() == at_once


def test_leads_are_stored_in_the_order_in_which_they_came(seed_here):
    seed_here(leads=300)
    came = list(Lead.objects.order_by("pk").values_list("created_at", flat=True))
    assert len(came) == 300
    assert came == sorted(came)


def test_what_was_stored_is_counted(seed_here):
    counts = seed_here()
    assert counts == Counts(leads=40, notes=Note.objects.count(), history=HistoryEntry.objects.count())
    assert Lead.objects.count() == 40


def test_progress_is_told_after_every_batch(seed_here, monkeypatch):
    monkeypatch.setattr(seeding, "BATCH", 15)
    told = []
    seed_here(progress=told.append)
    assert told == [15, 30, 40]


@pytest.mark.parametrize("leads", [0, 1, 2, 9])
def test_a_few_leads_are_fine_too(seed_here, leads):
    assert seed_here(leads=leads).leads == leads


def test_an_empty_database_is_known(db):
    assert find_state() == State.EMPTY


def test_somebody_elses_data_is_known(db):
    User.objects.create_user("somebody@company.example", name="Somebody")
    assert find_state() == State.OTHER


def test_a_partner_of_ours_does_not_make_a_demo(db):
    Partner.objects.create(slug="aster", name="Aster Astronomy", kind="vendor")
    assert find_state() == State.OTHER


def test_a_finished_demo_is_known(db, now):
    counts = seed(leads=3, now=now)
    assert (counts.leads, find_state()) == (3, State.DEMO)
    assert set(User.objects.values_list("is_active", flat=True)) == {True}


def test_a_finished_demo_is_known_though_people_and_partners_came_and_went(db, now):
    seed(leads=0, now=now)
    User.objects.get(email="viewer@aster.example").delete()
    Partner.objects.create(slug="elder", name="Elder Apps", kind="vendor")
    assert find_state() == State.DEMO


class Stopped(Exception):
    pass


def stop(done):
    raise Stopped(done)


def test_a_stopped_run_leaves_nothing(db, now):
    with pytest.raises(Stopped):
        seed(leads=40, now=now, progress=stop)
    assert (find_state(), Lead.objects.count()) == (State.EMPTY, 0)


def test_a_large_run_that_was_stopped_is_known_and_nobody_can_sign_in(db, now, monkeypatch):
    monkeypatch.setattr(seeding, "AT_ONCE", 20)
    monkeypatch.setattr(seeding, "BATCH", 20)
    with pytest.raises(Stopped):
        seed(leads=40, now=now, progress=stop)
    assert (find_state(), Lead.objects.count()) == (State.UNFINISHED, 20)
    assert set(User.objects.values_list("is_active", flat=True)) == {False}
