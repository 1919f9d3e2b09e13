"""A worker that dies in the middle: another one goes on, creates nothing twice, and the counts are right."""

import os
import subprocess
import sys
import time

import pytest
from django.db import connection
from django.utils import timezone

from leadhub.tests.meanwhile import just_before
from leadhub.tests.serving import PROJECT
from leads.importing import importer, undoing
from leads.models import Lead, LeadImport
from leads.tests.imports.conftest import as_csv, people, work

# The worker as it is, but for smaller batches and a pause after each, so that it dies between two or within one.
SLOW_WORKER = """
import sys, time
import django
from django.conf import settings
import leadhub.settings
settings.DATABASES["default"].update(NAME=sys.argv[1])
django.setup()
from django.core.management import call_command
from leadhub.work import leases
from leads.importing import importer, undoing
importer.BATCH = undoing.BATCH = 10
extend = leases.extend

def slowly(row):
    extend(row)
    print("batch", flush=True)
    time.sleep(0.2)

leases.extend = slowly
call_command("work", "--once", "--queue", "imports")
"""


def die_after(batches):
    """Start a worker and kill it in its batch of that number."""
    command = [sys.executable, "-c", SLOW_WORKER, str(connection.settings_dict["NAME"])]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "leadhub.settings"}
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.PIPE, text=True)
    for _ in range(batches):
        assert process.stdout.readline() == "batch\n"
    process.kill()
    process.wait()
    process.stdout.close()


def go_on():
    """The lease of the dead one has passed; it is another worker's turn."""
    LeadImport.objects.update(leased_until=timezone.now())
    time.sleep(0.01)
    work()


@pytest.mark.django_db(transaction=True)
def test_a_killed_import_goes_on_where_it_was_and_a_killed_undo_too(importing):
    steps = importing()
    rows = people(60)
    for number in (5, 25, 45):
        rows[number] = [f"A{number:03}", "", "", "", "", "", ""]
    rows[59] = [*rows[58][:3], "Other Company", *rows[58][4:]]
    steps.upload(as_csv(rows))
    steps.settle()
    steps.post("start")
    die_after(3)
    stored = steps.now
    assert (stored.state, stored.rows) == ("running", 20)
    assert Lead.objects.count() == stored.created
    go_on()
    assert (steps.now.state, steps.counts) == ("done", (56, 1, 0, 3))
    assert Lead.objects.count() == 56
    assert [row[0] for row in steps.failed_rows()[1:]] == ["A005", "A025", "A045"]
    steps.post("undo")
    die_after(3)
    assert (steps.now.state, steps.now.removed) == ("undoing", 20)
    go_on()
    assert (steps.now.state, steps.now.removed, steps.now.put_back, steps.now.kept) == ("undone", 56, 0, 0)
    assert Lead.objects.filter(deleted_at=None).count() == 0


def test_a_batch_that_fails_is_not_counted_and_its_failed_rows_are_not_kept(importing, monkeypatch):
    """As when the database goes away in the middle."""
    steps = importing()
    steps.upload(as_csv([*people(25), ["A99", "", "", "", "", "", ""]]))
    steps.settle()
    steps.post("start")
    monkeypatch.setattr(importer, "BATCH", 10)
    with just_before('INSERT INTO "leads_importpiece"', lambda: 1 / 0):
        work()
    assert (steps.now.state, steps.counts, steps.now.attempts) == ("running", (20, 0, 0, 0), 1)
    assert "ZeroDivisionError" in steps.now.work_error
    LeadImport.objects.update(work_due_at=timezone.now())
    work()
    assert (steps.now.state, steps.counts, len(steps.failed_rows())) == ("done", (25, 0, 0, 1), 2)


def test_an_import_that_was_given_up_says_so_and_can_be_undone(importing, monkeypatch):
    steps = importing()
    steps.upload(as_csv(people(15)))
    steps.settle()
    steps.post("start")
    monkeypatch.setattr(importer, "BATCH", 10)
    with just_before('INSERT INTO "leads_lead"', lambda: Lead.objects.count() < 10 or 1 / 0, once=False):
        for _ in range(11):
            LeadImport.objects.exclude(work_due_at=None).update(work_due_at=timezone.now())
            work()
    assert steps.now.has_given_up
    page = steps.page()
    assert "Something broke on our side, several times." in page
    monkeypatch.setattr(undoing, "BATCH", 3)
    assert steps.undo() == (10, 0, 0)
    assert "The import is undone" in steps.page()


def test_an_operator_lets_what_was_given_up_go_on(importing, sign_in):
    steps = importing()
    steps.upload(as_csv(people(2)))
    steps.settle()
    steps.post("start")
    LeadImport.objects.update(work_due_at=None, work_error="builtins.ValueError, somewhere.py:1", attempts=10)
    admin = sign_in("operator@leadhub.example")
    page = admin.get("/admin/leads/leadimport/?work=given_up")
    assert page.context["cl"].result_count == 1
    answer = admin.post("/admin/leads/leadimport/", {"action": "try_again", "_selected_action": [steps.now.pk]}, follow=True)
    assert "1 is tried again." in answer.content.decode()
    work()
    assert steps.counts == (2, 0, 0, 0)


def test_an_upload_that_broke_off_is_nobodys_and_is_tidied_away(importing, time_machine):
    steps = importing()
    steps.upload(as_csv(people(2)))
    LeadImport.objects.update(state="arriving", work_due_at=timezone.now())
    assert steps.client.get(steps.url).status_code == 404
    work()
    assert LeadImport.objects.count() == 0
