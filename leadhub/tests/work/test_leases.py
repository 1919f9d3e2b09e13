"""Take, extend, finish, fail: one row, one worker."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from leadhub.work import leases
from leadhub.work.leases import GiveWay, LeaseLost, due_from
from leadhub.work.queues import Queue
from leads.models import LeadImport

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def queue():
    return Queue(name="tests", rows=LeadImport.objects.all, run=None, lease=60, most_attempts=3, first_pause=5, longest_pause=15)


def state_of(row):
    row.refresh_from_db()
    return row.work_due_at, row.attempts, row.leased_by, row.leased_until, row.work_error


def test_what_has_waited_longest_is_taken_first(make_row, queue):
    for name, minutes in [("second", 2), ("third", 1), ("first", 3)]:
        make_row(name, NOW - timedelta(minutes=minutes))
    assert [leases.take(queue, "w").file_name for _ in range(3)] == ["first", "second", "third"]


def test_what_is_not_due_yet_is_left_alone(make_row, queue):
    make_row(due_at=NOW + timedelta(seconds=1))
    make_row(due_at=None)
    assert leases.take(queue, "w") is None


def test_a_row_that_is_held_is_nobody_elses_until_the_lease_has_passed(make_row, queue, clock):
    make_row(due_at=NOW)
    assert leases.take(queue, "one").leased_by == "one"
    clock.shift(59)
    assert leases.take(queue, "two") is None
    clock.shift(1)
    assert leases.take(queue, "two").leased_by == "two"


def test_a_finished_row_has_nothing_left_of_the_work(make_row, queue):
    row = make_row(due_at=NOW)
    assert leases.finish(leases.take(queue, "w")) is True
    assert state_of(row) == (None, 0, "", None, "")


def test_who_comes_back_after_the_lease_was_lost_finishes_nothing(make_row, queue, clock):
    row = make_row(due_at=NOW)
    first = leases.take(queue, "one")
    clock.shift(61)
    second = leases.take(queue, "two")
    held = state_of(row)
    with pytest.raises(LeaseLost):
        leases.extend(first)
    assert (leases.finish(first), leases.fail(first, "late"), leases.put_back(first, NOW)) == (False, False, False)
    assert state_of(row) == held
    assert leases.finish(second) is True


def test_who_comes_back_after_the_other_has_finished_opens_nothing_again(make_row, queue, clock):
    row = make_row(due_at=NOW)
    first = leases.take(queue, "one")
    clock.shift(61)
    leases.finish(leases.take(queue, "two"))
    assert leases.put_back(first, NOW) is False
    assert state_of(row) == (None, 0, "", None, "")


def test_an_extended_lease_lasts_from_now_and_counts_as_the_first_attempt(make_row, queue, clock):
    row = make_row(due_at=NOW)
    leases.fail(leases.take(queue, "w"), "x")
    clock.shift(10)
    again = leases.take(queue, "w")
    clock.shift(50)
    leases.extend(again)
    assert state_of(row)[1:4] == (1, "w", NOW + timedelta(seconds=120))


def test_what_is_asked_for_while_the_row_is_held_stays_due(make_row, queue):
    row = make_row(due_at=NOW - timedelta(seconds=9))
    held = leases.take(queue, "w")
    LeadImport.objects.filter(pk=row.pk).update(**due_from())
    leases.finish(held)
    assert state_of(row) == (NOW, 0, "", None, "")


def test_attempts_are_further_and_further_apart_up_to_a_limit_and_then_there_are_none(make_row, queue, clock):
    row = make_row(due_at=NOW)
    pauses = []
    for _ in range(3):
        held = leases.take(queue, "w")
        leases.fail(held, "ValueError")
        row.refresh_from_db()
        pauses.append(row.work_due_at and (row.work_due_at - timezone.now()).seconds)
        clock.shift(3600)
    assert pauses == [5, 10, None]
    assert (row.has_given_up, row.work_error, leases.take(queue, "w")) == (True, "ValueError", None)
    assert [queue.pause_after(attempts) for attempts in (1, 2, 3, 4)] == [5, 10, 15, 15]


def test_long_work_gives_way_to_what_waits_and_only_after_its_turn(make_row, queue, clock):
    make_row("long", NOW - timedelta(seconds=1))
    row = leases.take(queue, "w")
    make_row("short", NOW)
    clock.shift(leases.TURN)
    leases.give_way(row)
    clock.shift(1)
    with pytest.raises(GiveWay):
        leases.give_way(row)


def test_work_stops_when_the_worker_is_to_go(make_row, queue):
    make_row(due_at=NOW)
    with pytest.raises(GiveWay):
        leases.give_way(leases.take(queue, "w", must_stop=lambda: True))
