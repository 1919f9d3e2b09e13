"""The import itself, batch by batch. Whoever goes on after a crash goes on behind the last batch that is stored."""

from collections import Counter
from itertools import islice

from django.db.models import F
from django.utils import timezone

from leadhub.work import leases
from leads.importing.checking import NotOffered, Rows
from leads.importing.failures import FailedLines
from leads.importing.files import add_failed, opened
from leads.importing.importer import import_rows
from leads.importing.writing import Writer
from leads.models import LeadImport

State = LeadImport.State


def run(lead_import):
    """Import what is not imported yet. Raises LeaseLost and GiveWay, each between two batches."""
    with opened(lead_import) as file:
        rows = Rows(lead_import, file)
        lines = FailedLines(rows.table)

        def store(outcome):
            """With each batch: its counts and its failed rows, or neither."""
            leases.extend(lead_import)
            counts = Counter(word for word, _row in outcome)
            LeadImport.objects.filter(pk=lead_import.pk).update(**{word: F(word) + count for word, count in counts.items()})
            add_failed(lead_import, lines, [row for word, row in outcome if word == "failed"])

        writer = Writer(rows.known, name=lead_import.file_name, lead_import=lead_import)
        try:
            left = rows.read(islice(rows.table, lead_import.rows, None))
            import_rows(left, writer, on_batch=store, on_progress=lambda report: leases.give_way(lead_import))
        except NotOffered as refusal:
            _stop(lead_import, str(refusal))
            return
    _settle(lead_import, State.DONE, done_at=timezone.now())


def _stop(lead_import, problem):
    """Back to the columns while no row is imported; else what is imported is all."""
    if lead_import.rows:
        _settle(lead_import, State.DONE, done_at=timezone.now(), problem=problem)
    else:
        _settle(lead_import, State.MAPPING, started_at=None, problem=problem)


def _settle(lead_import, state, **columns):
    rows = LeadImport.objects.filter(pk=lead_import.pk, state=State.RUNNING)
    rows.update(state=state, version=F("version") + 1, work_due_at=lead_import.tidy_at, **columns)
