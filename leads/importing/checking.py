"""The preview: a run that writes no lead, and counts as the real one will."""

from contextlib import closing

from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import Membership
from leads.importing.columns import mapped
from leads.importing.files import opened
from leads.importing.importer import import_rows
from leads.importing.known import Known
from leads.importing.reading import Table
from leads.importing.rehearsing import Rehearsal
from leads.importing.rows import read_rows
from leads.models import LeadImport

MESSAGES = 50  # rows whose reasons are shown
LONGEST_MESSAGE = 300  # characters
State = LeadImport.State


class NotOffered(Exception):
    """The listing or the marketplace of all rows is not the partner's to name any more. The message is a sentence."""


class Rows:
    """What checking and running share: the table in an opened file, what its words can name, and the rows it makes."""

    def __init__(self, lead_import, file):
        self.lead_import = lead_import
        self.table = Table(file, any_header=True)
        self.known = Known(Membership(partner=lead_import.partner))

    def read(self, records=None):
        """Rows and Failures of these records, or of all. Raises NotOffered."""
        names = {"listing": self.known.listings, "marketplace": self.known.marketplaces}
        chosen = {name: self._chosen(name, known) for name, known in names.items()}
        columns = mapped(self.table.header, self.lead_import.mapping)
        return read_rows(self.table if records is None else records, self.known, columns=columns, **chosen)

    def _chosen(self, name, names):
        thing = getattr(self.lead_import, name)
        if thing and not names.has(thing):
            raise NotOffered(_("“%(name)s” is not offered any more. Choose another one, or go by the file.") % {"name": thing})
        return thing


def check(lead_import, *, beat=lambda: None):
    """Find out what the file would do, and keep it with the import. `beat` is called between batches."""
    messages = []

    def fail(failure):
        if len(messages) < MESSAGES:
            messages.append([failure.line, failure.reason[:LONGEST_MESSAGE]])

    def progress(report):
        beat()
        LeadImport.objects.filter(pk=lead_import.pk).update(share_checked=int(rows.table.share_read * 100))

    with opened(lead_import) as file:
        rows = Rows(lead_import, file)
        try:
            with closing(Rehearsal(rows.known, name=lead_import.file_name)) as writer:
                report = import_rows(rows.read(), writer, on_failure=fail, on_progress=progress)
        except NotOffered as refusal:
            _settle(lead_import, State.MAPPING, problem=str(refusal))
            return
    _settle(lead_import, State.READY, expected=vars(report), messages=messages)


def _settle(lead_import, state, **columns):
    """Unless it was discarded meanwhile. The worker's next business with it is to tidy up, some day."""
    rows = LeadImport.objects.filter(pk=lead_import.pk, state=State.CHECKING, version=lead_import.version)
    rows.update(state=state, version=F("version") + 1, work_due_at=lead_import.tidy_at, **columns)
