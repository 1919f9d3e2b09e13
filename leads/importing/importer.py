"""Rows become leads, a batch at a time: new ones are received, known ones are brought up to date."""

from dataclasses import dataclass
from itertools import islice

from django.db import IntegrityError, OperationalError
from django.utils.translation import gettext as _

from leads.actions import StaleLead
from leads.importing.comparing import changes_to
from leads.importing.rows import Failure

BATCH = 1000  # rows
MOST_OF_A_BATCH = 1 << 22  # characters and cells: fewer rows where they are huge, for they are all held in memory
ATTEMPTS = 5


@dataclass
class Report:
    """How many rows did what."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    failed: int = 0

    @property
    def rows(self):
        return self.created + self.updated + self.unchanged + self.failed


def import_rows(rows, writer, *, on_batch=lambda outcome: None, on_failure=lambda failure: None, on_progress=lambda report: None):
    """Import an iterable of Row and Failure, each batch wholly or not at all, and return the Report.

    The same rows again create nothing. `on_batch` is called as the last step of each batch's transaction, with a list of
    (what became of it, the row); what it stores is stored with the batch, and not at all where the batch is tried again.
    The others are called once a batch is stored: one with each Failure, in the order of the file, the other with the
    Report so far.
    """
    report, rows = Report(), iter(rows)
    while batch := _next_batch(rows):
        outcome = _settled(batch, writer, on_batch)
        for word, row in outcome:
            setattr(report, word, getattr(report, word) + 1)
            if word == "failed":
                on_failure(row)
        on_progress(report)
    return report


def _next_batch(rows):
    batch, size = [], 0
    for row in islice(rows, BATCH):
        batch.append(row)
        size += sum(map(len, row.cells), len(row.cells))
        if size > MOST_OF_A_BATCH:
            break
    return batch


def _settled(batch, writer, on_batch):
    """[(what became of it, the row)]. Looks again when somebody was faster: an identity taken, a lead changed."""
    rows = [row for row in batch if not isinstance(row, Failure)]
    for attempts_left in reversed(range(ATTEMPTS)):
        known = writer.find(rows)
        try:
            with writer.transaction():
                outcome = list(_settle(batch, rows, known, writer))
                on_batch(outcome)
                return outcome
        except (IntegrityError, OperationalError, StaleLead):
            if not attempts_left:
                raise


def _settle(batch, rows, known, writer):
    new = {}
    for row in rows:
        if not _lead_of(row, known) and row.says_who:
            new.setdefault(row.identity, row)
    for row, lead in zip(new.values(), writer.create([row.draft for row in new.values()]), strict=True):
        known[row.identity] = lead
    for row in batch:
        if isinstance(row, Failure):
            yield "failed", row
        elif new.get(row.identity) is row:
            yield "created", row
        else:
            yield _brought_up_to_date(row, _lead_of(row, known), writer)


def _lead_of(row, known):
    return known.get(row.reference) or known.get(row.identity)


def _brought_up_to_date(row, lead, writer):
    if lead is None:
        return "failed", Failure(row.line, row.cells, _("no e-mail, phone, last name or company"))
    if lead.deleted_at:
        return "unchanged", row
    changes = changes_to(lead, row.draft_for(lead))
    if not changes:
        return "unchanged", row
    if lead.partner_id != writer.partner.pk:
        reason = _("this lead belongs to %(partner)s, who alone can change it") % {"partner": lead.partner}
        return "failed", Failure(row.line, row.cells, reason)
    writer.change(lead, changes)
    return "updated", row
