"""A record of the file as the draft of a lead, or the reason why it is none."""

import re
from dataclasses import dataclass, replace

from django.utils import timezone
from django.utils.translation import gettext as _

from leadhub.lists.export import without_guard
from leadhub.references import normal
from leadhub.text import same_words
from leads.actions import Draft
from leads.actions.receiving import IDENTIFYING, TEXTS
from leads.importing.columns import recognise
from leads.importing.dates import read_moment
from leads.importing.identity import identity_of

REFERENCE = re.compile(r"LD-\w{4}-\w{4}", re.ASCII)


@dataclass(slots=True)
class Row:
    """A row that can be a lead. `reference` is the LeadHub reference it gives, "" where it gives none.

    The draft's answers are all that the row says beyond the lead's fields; `kept` are those of unmapped columns alone.
    """

    line: int
    cells: list
    draft: Draft
    reference: str
    kept: list

    @property
    def identity(self):
        return self.draft.identity

    def draft_for(self, lead):
        """What the row says about a lead. Beside our own reference, status, owner and listing are our own words: no answers."""
        return replace(self.draft, answers=self.kept) if self.reference and self.reference == lead.reference else self.draft

    @property
    def says_who(self):
        return any(getattr(self.draft, name) for name in IDENTIFYING)


@dataclass(slots=True)
class Failure:
    """A row that is refused, as it stood in the file, and why."""

    line: int
    cells: list
    reason: str


class RowError(Exception):
    pass


def read_rows(table, known, *, columns=None, listing=None, marketplace=None):
    """A Row or a Failure for each record. `listing` and `marketplace`, where given, are those of every row."""
    reader = _RowReader(columns or recognise(table.header), known, {"listing": listing, "marketplace": marketplace})
    for record in table:
        try:
            yield reader.row(record)
        except RowError as error:
            yield Failure(record.line, record.cells, str(error))


class _RowReader:
    """Each step takes out of `texts` (field: cell) what it finds a place for; what is left becomes answers."""

    def __init__(self, columns, known, chosen):
        self.columns = columns
        self.known = known
        self.chosen = chosen
        self.now = timezone.now()

    def row(self, record):
        cells = self._cells(record)
        texts = {field: cells[index] for field, index in self.columns.fields.items() if cells[index]}
        draft = Draft(**{field: texts.pop(field, "") for field in TEXTS})
        listing = self.chosen["listing"].reference if self.chosen["listing"] else texts.get("listing", "")
        self._name(draft, texts)
        self._place(draft, texts)
        self._progress(draft, texts)
        draft.answers = self._answers(cells, texts)
        external_id = texts.get("external_id", "")
        reference = normal(external_id) if REFERENCE.fullmatch(normal(external_id)) else ""
        draft.identity = identity_of(self.known.partner, draft, external_id=reference or external_id, listing=listing)
        return Row(record.line, record.cells, draft, reference, self._answers(cells))

    def _cells(self, record):
        """The cells without our export's guard, one for each column; the record itself stays as it came."""
        if record.problem:
            raise RowError(record.problem)
        cells = [without_guard(cell).strip() for cell in record.cells]
        width = len(self.columns.labels)
        if any(cells[width:]):
            raise RowError(_("%(count)s cells, but the header has %(width)s") % {"count": len(cells), "width": width})
        return [*cells[:width], *[""] * (width - len(cells))]

    def _answers(self, cells, texts=()):
        columns = sorted([*self.columns.answers, *(self.columns.fields[field] for field in texts)])
        return [(self.columns.labels[index], cells[index]) for index in columns if cells[index]]

    def _name(self, draft, texts):
        whole = texts.get("full_name", "")
        if whole and not (draft.first_name or draft.last_name):
            draft.first_name, _blank, draft.last_name = " ".join(whole.split()).rpartition(" ")
        if same_words(whole) == same_words(f"{draft.first_name} {draft.last_name}"):
            texts.pop("full_name", None)

    def _place(self, draft, texts):
        for field, names in (("listing", self.known.listings), ("marketplace", self.known.marketplaces)):
            text, chosen = texts.get(field, ""), self.chosen[field]
            found = names.get(text) if text else None
            setattr(draft, field, chosen or found)
            if not (chosen or found):
                setattr(draft, f"{field}_text", text)
            if chosen in (None, found):
                texts.pop(field, None)

    def _progress(self, draft, texts):
        if status := self.known.status(texts.get("status", "")):
            draft.status = status
            texts.pop("status")
        if owner := self.known.owners_of(draft.listing).get(texts.get("owner", "")):
            draft.owner = owner
            texts.pop("owner")
        if note := texts.pop("note", ""):
            draft.notes = [note]
        if created := texts.pop("created", ""):
            try:
                draft.created_at = read_moment(created, now=self.now)
            except ValueError as error:
                raise RowError(str(error)) from error
