"""A file of text as a table: which delimiter, which header, and the records with the lines on which they begin."""

import codecs
import csv
import io
import os
from collections import deque
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leads.importing.columns import recognise
from leads.importing.decoding import ENCODING_NAMES, BadFile, find_encoding

DELIMITERS = {",": gettext_lazy("comma"), ";": gettext_lazy("semicolon"), "\t": gettext_lazy("tab")}
SAMPLE_BYTES = 1 << 16
SAMPLE_RECORDS = 20
MOST_COLUMNS = 500  # that somebody can settle by hand
LONGEST_RECORD = 1 << 22  # characters
# How many characters may be looked through for the ends of quotes that have none; twice what was read is added to it.
PATIENCE = 1 << 21


@dataclass(slots=True)
class Record:
    """A row as it stands in the file. `line` is the line on which it begins, as an editor counts them.

    With a `problem`, the cells are only the line cut at every delimiter, for somebody to mend.
    """

    line: int
    cells: list
    problem: str = ""


class Table:
    """The rows of a seekable binary file. Iterating reads from its start, so it can be read more than once.

    Raises BadFile for what is no table of leads. `any_header` takes one of which no column is recognised: somebody says what
    they are. Holds no more than a record in memory.
    """

    def __init__(self, file, *, any_header=False):
        self.any_header = any_header
        self.file = file
        self.encoding = find_encoding(file)
        self.size = file.seek(0, os.SEEK_END)
        sample = self._sample()
        self.delimiter = max(DELIMITERS, key=lambda delimiter: _fitness(sample, delimiter))
        self.header = self._header()

    @property
    def encoding_name(self):
        return ENCODING_NAMES[self.encoding]

    @property
    def share_read(self):
        """How much of the file has been read, from 0 to 1."""
        return self.file.tell() / max(self.size, 1)

    def __iter__(self):
        """The records below the header; lines without a word in any cell are no records."""
        return islice(self._records(), 1, None)

    def _records(self):
        self.file.seek(0)
        stream = io.TextIOWrapper(self.file, self.encoding, errors="replace", newline="")
        try:
            yield from _records(stream, self.delimiter)
        finally:
            stream.detach()

    def _sample(self):
        self.file.seek(0)
        return codecs.getincrementaldecoder(self.encoding)().decode(self.file.read(SAMPLE_BYTES))

    def _header(self):
        records = list(islice(self._records(), 2))
        if not records:
            raise BadFile(_("is empty."))
        if records[0].problem or not (self.any_header or recognise(records[0].cells).finds_people):
            raise BadFile(_("has no header that names a last name, company, e-mail or phone; its first line is “%(line)s”.")
                          % {"line": self.delimiter.join(records[0].cells)[:80]})  # fmt: skip
        if len(records) == 1:
            raise BadFile(_("has a header and no rows below it."))
        if self.any_header and len(records[0].cells) > MOST_COLUMNS:
            words = {"count": len(records[0].cells), "most": MOST_COLUMNS}
            raise BadFile(_("has %(count)s columns; at most %(most)s can be imported.") % words)
        return records[0].cells


def _fitness(sample, delimiter):
    """How well a delimiter explains the sample: by columns recognised, by whether it parts anything, by records as long as the
    header."""
    records = list(islice(_records(io.StringIO(sample, newline=""), delimiter), SAMPLE_RECORDS))
    if not records or records[0].problem:
        return (0, False, 0, 0)
    width = len(records[0].cells)
    return (recognise(records[0].cells).known, width > 1, sum(len(record.cells) == width for record in records), width)


class _Lines:
    """Lines of text, counted, that can be handed back when a record turns out to be none.

    A record ends, wherever it is, when it has become too long, or when too much was handed back already: a file of
    nothing but broken quotes would be read as often as it has lines.
    """

    def __init__(self, stream):
        self.stream = stream
        self.number = 0
        self.taken = []
        self.length = 0
        self.patience = PATIENCE
        self.returned = deque()

    def __iter__(self):
        return self

    def __next__(self):
        if self.taken and self.length > min(self.patience, LONGEST_RECORD):
            raise StopIteration
        line = self.returned.popleft() if self.returned else next(self.stream)
        self.number += 1
        self.length += len(line)
        self.taken.append(line)
        return line

    def begin(self):
        """The next record. Returns the number of its first line."""
        self.patience += 2 * self.length
        self.taken.clear()
        self.length = 0
        return self.number + 1

    def hand_back(self):
        """All lines taken but the first are read again. Returns the first."""
        first = self.taken[0]
        self.returned.extendleft(reversed(self.taken[1:]))
        self.number -= len(self.taken) - 1
        self.patience -= self.length - len(first)
        self.length = len(first)
        return first


def _records(stream, delimiter):
    """Records of RFC 4180. A quote that is never closed costs its own line, not all the lines that follow."""
    lines = _Lines(stream)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        start = lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield _misquoted(lines, start, delimiter)
            continue
        if any(map(str.strip, cells)):
            yield Record(start, cells)


def _misquoted(lines, start, delimiter):
    too_long = len(lines.taken) == 1 and len(lines.taken[0]) > csv.field_size_limit()
    line = lines.hand_back().rstrip("\r\n")
    problem = _("a cell is too long") if too_long else _('a quote (") is missing, or stands where none may stand')
    return Record(start, line.split(delimiter), problem)
