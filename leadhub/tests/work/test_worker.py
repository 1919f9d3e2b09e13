"""The loop: several workers, failing work, a database that is away, killed processes."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from leadhub.tests.serving import PROJECT
from leadhub.work.queues import Queue
from leadhub.work.worker import DIED, Worker
from leads.models import LeadImport

PLANTED = "planted@customer.example"


def queue_of(run, **options):
    return Queue(name="tests", rows=LeadImport.objects.all, run=run, **options)


def test_one_that_fails_holds_up_no_other_and_is_tried_later(make_row, caplog):
    make_row("breaks")
    make_row("works")
    done = []

    def run(row):
        if row.file_name == "breaks":
            raise ValueError(PLANTED)
        done.append(row.file_name)

    with caplog.at_level(logging.INFO, "leadhub.work"):
        Worker([queue_of(run)]).work_off()
    assert done == ["works"]
    broken = LeadImport.objects.get(file_name="breaks")
    assert broken.work_due_at > timezone.now()
    assert broken.work_error.startswith("builtins.ValueError, test_worker.py:")
    assert [record.message for record in caplog.records] == ["work failed"]


def test_neither_the_log_nor_the_kept_error_has_the_words_of_the_failure(make_row):
    from leadhub.logs import JsonFormatter

    make_row()
    printed = []

    class Lines(logging.Handler):
        def emit(self, record):
            printed.append(JsonFormatter().format(record))

    def run(row):
        raise ValueError(PLANTED)

    handler, log = Lines(), logging.getLogger("leadhub.work")
    log.addHandler(handler)
    try:
        Worker([queue_of(run)]).work_off()
    finally:
        log.removeHandler(handler)
    (line,) = map(json.loads, printed)
    row = LeadImport.objects.get()
    assert (line["message"], line["queue"], line["row"]) == ("work failed", "tests", row.pk)
    assert PLANTED not in printed[0] + row.work_error


def test_work_that_asks_for_more_is_due_again_then(make_row):
    row = make_row()
    tomorrow = timezone.now() + timezone.timedelta(days=1)
    Worker([queue_of(lambda row: tomorrow)]).work_off()
    row.refresh_from_db()
    assert (row.work_due_at, row.attempts, row.leased_by) == (tomorrow, 0, "")


def test_a_row_whose_workers_all_died_is_left_alone_with_a_reason(make_row):
    row = make_row()
    LeadImport.objects.filter(pk=row.pk).update(attempts=3)
    Worker([queue_of(pytest.fail, most_attempts=3)]).work_off()
    row.refresh_from_db()
    assert (row.work_due_at, row.work_error) == (None, DIED)


@pytest.mark.django_db(transaction=True)
def test_several_workers_share_the_rows_and_each_is_done_once(make_row):
    rows = [make_row(str(number)) for number in range(40)]
    done = []
    workers = [Worker([queue_of(lambda row: done.append(row.file_name))]) for _ in range(4)]

    def work(worker):
        try:
            while len(done) < len(rows) and time.monotonic() < until:
                worker.work_off()
        finally:
            connection.close()

    until = time.monotonic() + 60
    threads = [threading.Thread(target=work, args=[worker]) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=int) == [row.file_name for row in rows]
    assert LeadImport.objects.exclude(work_due_at=None, leased_by="").count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_database_that_is_away_for_a_while_is_waited_for(make_row, monkeypatch):
    make_row()
    done, failures = [], [OperationalError("away"), OperationalError("away")]

    def rows():
        if failures:
            raise failures.pop()
        return LeadImport.objects.all()

    monkeypatch.setattr("leadhub.work.worker.LOOK_EVERY", 0.05)
    worker = Worker([Queue(name="tests", rows=rows, run=lambda row: (done.append(row), worker.stop())[0])])
    thread = threading.Thread(target=worker._serve, args=[worker.queues[0]])
    thread.start()
    thread.join(20)
    assert len(done) == 1


WORKER_OF_ITS_OWN = """
import sys, time
import django
from django.conf import settings
import leadhub.settings
settings.DATABASES["default"].update(NAME=sys.argv[1])
django.setup()
from leadhub.work.queues import Queue
from leadhub.work.worker import Worker
from leads.models import LeadImport

def run(row):
    print("took", row.file_name, flush=True)
    time.sleep(float(sys.argv[2]))
    print("done", row.file_name, flush=True)

Worker([Queue(name="tests", rows=LeadImport.objects.all, run=run, lease=2)]).work_on()
"""


@pytest.fixture
def worker_process(transactional_db):
    """`worker_process(seconds)`: a worker in a process of its own, whose pieces of work take so long."""
    started = []

    def start(seconds):
        command = [sys.executable, "-c", WORKER_OF_ITS_OWN, str(connection.settings_dict["NAME"]), str(seconds)]
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "leadhub.settings"}
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def test_what_a_killed_worker_held_another_one_finishes(worker_process, make_row):
    make_row("work")
    first = worker_process(60)
    assert first.stdout.readline() == "took work\n"
    first.kill()
    second = worker_process(0)
    assert [second.stdout.readline(), second.stdout.readline()] == ["took work\n", "done work\n"]


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_stop_finishes_what_it_is_at_and_takes_no_more(worker_process, make_row, how):
    make_row("first", timezone.now() - timezone.timedelta(minutes=2))
    make_row("second")
    process = worker_process(1)
    assert process.stdout.readline() == "took first\n"
    process.send_signal(how)
    assert (process.wait(20), process.stdout.read()) == (0, "done first\n")
    assert LeadImport.objects.get(file_name="first").work_due_at is None
    assert LeadImport.objects.get(file_name="second").attempts == 0


def test_a_queue_that_is_not_there_is_named_with_those_that_are():
    with pytest.raises(CommandError, match=r"There is no queue “import”. There are: .*imports") as refusal:
        call_command("work", "--once", "--queue", "import")
    assert refusal.value.returncode == 2
