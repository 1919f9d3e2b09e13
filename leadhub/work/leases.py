"""The steps of background work in the database. Each is one conditional UPDATE, so several workers never share a row."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connections, router, transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

TURN = timedelta(seconds=20)  # that long work may go on while other rows of its queue wait


@dataclass(frozen=True)
class Hold:
    """What a worker knows of the row that it has taken, as `row.hold`."""

    queue: object
    worker: str
    since: datetime
    must_stop: Callable


class LeaseLost(Exception):
    """Another worker has the row now, and goes on with it; whoever hears this stores nothing more."""


class GiveWay(Exception):
    """Stop here, between two pieces: the rest is done when the row's turn comes again."""


def due_from(moment=None):
    """The columns of a row that is to be worked on from this moment, or from now on: for `create` and `update`."""
    return {"work_due_at": moment or timezone.now(), "attempts": 0, "work_error": ""}


def due(queue, now=None):
    """The rows that can be taken, those that have waited longest first."""
    now = now or timezone.now()
    rows = queue.rows().filter(work_due_at__lte=now).exclude(leased_until__gt=now)
    return rows.order_by("work_due_at", "pk")


def take(queue, worker, *, must_stop=lambda: False):
    """The next row, held for the worker of this name; None when there is none, or when another worker was faster.

    `must_stop()` says whether the worker is to go.
    """
    now = timezone.now()
    if not due(queue, now).exists():  # Most looks find nothing, and on SQLite a transaction would hold up everybody else.
        return None
    rows = due(queue, now).values_list("pk", flat=True)
    database = connections[router.db_for_write(rows.model)]
    with transaction.atomic(using=database.alias):
        if database.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        pk = rows.first()
        until = now + timedelta(seconds=queue.lease)
        if not due(queue, now).filter(pk=pk).update(leased_by=worker, leased_until=until, attempts=F("attempts") + 1):
            return None
        row = queue.rows().get(pk=pk)
    row.hold = Hold(queue, worker, now, must_stop)
    return row


def extend(row):
    """Hold the row for the whole lease again; it got on, so this counts as its first attempt.

    Inside the transaction of a piece it settles that nobody else stores the same piece. Raises LeaseLost.
    """
    until = timezone.now() + timedelta(seconds=row.hold.queue.lease)
    if not _held(row).update(leased_until=until, attempts=1):
        raise LeaseLost


def give_way(row):
    """Between two pieces of long work: raises GiveWay when others have waited long enough, or the worker is to go."""
    is_turn_over = timezone.now() - row.hold.since > TURN
    if row.hold.must_stop() or (is_turn_over and due(row.hold.queue).exists()):
        raise GiveWay


def finish(row):
    """The work is done. Returns whether it still was this worker's to finish. What became due meanwhile stays due."""
    return _let_go(row, due_at=None, attempts=0, work_error="")


def put_back(row, due_at):
    """There is more to do, from this moment on."""
    return _let_go(row, due_at=due_at, attempts=0, work_error="")


def fail(row, error):
    """Try again later, or never: see Queue. `error` is kept for operators."""
    queue = row.hold.queue
    is_over = row.attempts >= queue.most_attempts
    later = timezone.now() + timedelta(seconds=queue.pause_after(row.attempts))
    return _let_go(row, due_at=None if is_over else later, work_error=error)


def _held(row):
    return type(row)._base_manager.filter(pk=row.pk, leased_by=row.hold.worker)


def _let_go(row, *, due_at, **columns):
    """Only what was taken is settled by it: somebody may have asked for more since."""
    settled = Case(When(work_due_at=row.work_due_at, then=Value(due_at)), default=F("work_due_at"))
    return bool(_held(row).update(work_due_at=settled, leased_by="", leased_until=None, **columns))
