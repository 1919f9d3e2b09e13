"""What people decide about an import: upload, columns, start, undo, discard. Each is settled by one conditional UPDATE."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from leadhub.text import one_line
from leadhub.work.leases import due_from
from leads.importing.columns import labels_of, recognise
from leads.importing.files import keep_file
from leads.importing.reading import Table
from leads.models import LeadImport

State = LeadImport.State
SAMPLES = 3  # values of each column that are shown
LOOKED_AT = 200  # rows in which they are looked for
LONGEST_SAMPLE = 80  # characters
ARRIVES_WITHIN = timedelta(hours=1)  # what has not by then never will


class StaleImport(Exception):
    """Somebody decided otherwise meanwhile, or the import has gone on (409). Carries it as it is now."""

    def __init__(self, lead_import):
        self.lead_import = lead_import
        super().__init__(_("This import has gone on since the page was made. Nothing was changed; this is how it stands now."))


def upload(file, *, name, membership, by):
    """Keep an uploaded file and what is recognised in it. Raises BadFile for what is no table; then nothing is kept."""
    table = Table(file, any_header=True)
    now = timezone.now()
    lead_import = LeadImport.objects.create(
        partner=membership.partner,
        by=by,
        by_name=str(by)[:255],
        created_at=now,
        file_name=one_line(name)[:255] or "leads.csv",
        size=table.size,
        encoding=table.encoding_name,
        delimiter=table.delimiter,
        header=labels_of(table.header),
        samples=_samples(table),
        mapping=recognise(table.header).roles,
        **due_from(now + ARRIVES_WITHIN),
    )
    keep_file(lead_import, file)
    LeadImport.objects.filter(pk=lead_import.pk).update(state=State.MAPPING, work_due_at=lead_import.tidy_at)
    lead_import.refresh_from_db()
    return lead_import


def settle_columns(lead_import, *, mapping, listing, marketplace, version, check_at=None):
    """What each column becomes, and the listing and marketplace of all rows: then the file is checked.

    `check_at` is when the worker is to begin, at once unless given. Raises StaleImport.
    """
    decided = {"mapping": mapping, "listing": listing, "marketplace": marketplace, "problem": ""}
    cleared = {"expected": {}, "messages": [], "share_checked": 0}
    _decide(lead_import, [State.MAPPING, State.READY], version, state=State.CHECKING, **decided, **cleared, **due_from(check_at))


def start(lead_import, *, version):
    """Let the worker import the rows. Raises StaleImport."""
    _decide(lead_import, [State.READY], version, state=State.RUNNING, started_at=timezone.now(), **due_from())


def undo(lead_import, *, version, by):
    """Let the worker take the import back: after its end, or where it got stuck. Raises StaleImport."""
    states = [lead_import.state] if lead_import.is_undoable else []
    _decide(lead_import, states, version, state=State.UNDOING, undone_by=by, undone_by_name=str(by)[:255], **due_from())


def discard(lead_import, *, version):
    """Forget the file before any row of it was imported. Raises StaleImport."""
    _decide(lead_import, LeadImport.OPEN, version, state=State.DISCARDED, **due_from())


def _decide(lead_import, states, version, **columns):
    rows = LeadImport.objects.filter(pk=lead_import.pk, state__in=states, version=version)
    if version is None or not rows.update(version=F("version") + 1, **columns):
        lead_import.refresh_from_db()
        raise StaleImport(lead_import)
    lead_import.refresh_from_db()


def _samples(table):
    """Of each column its first values that differ; long ones are shortened."""
    found = [[] for _name in table.header]
    for number, record in enumerate(table):
        if number == LOOKED_AT:
            break
        for values, cell in zip(found, record.cells, strict=False):
            text = one_line(cell[: LONGEST_SAMPLE + 1])
            text = text if len(text) <= LONGEST_SAMPLE else f"{text[:LONGEST_SAMPLE]}…"
            if text and text not in values and len(values) < SAMPLES:
                values.append(text)
    return found
