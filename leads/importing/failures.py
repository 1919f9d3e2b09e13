"""The file of the rows that were refused: to be mended and imported again."""

import csv
from pathlib import Path

from leadhub.lists.export import without_guard
from leads.importing.columns import ERROR, plain

ENCODING = "utf-8-sig"


class FailedLines:
    """The lines of that file: the table's own columns and `error`, in its delimiter.

    What a spreadsheet would run gets our export's apostrophe, which the next import takes off again.
    """

    def __init__(self, table):
        self.header, self.delimiter = table.header, table.delimiter
        self.kept = [index for index, name in enumerate(table.header) if plain(name) != ERROR]

    def head(self):
        return self._line([self.header[index] for index in self.kept], ERROR, [])

    def line(self, failure):
        width = len(self.header)
        cells = [*failure.cells[:width], *[""] * (width - len(failure.cells))]
        return self._line([cells[index] for index in self.kept], failure.reason, failure.cells[width:])

    def _line(self, cells, error, surplus):
        written = _Written()
        csv.writer(written, delimiter=self.delimiter).writerow(_guarded(cell) for cell in [*cells, error, *surplus])
        return written[0]


class _Written(list):
    """A file for csv.writer that keeps the lines."""

    write = list.append


class FailedRows:
    """`leads-failed.csv`, as UTF-8 with BOM.

    It is made with the first failure, in the first of the folders that can be written to; a file that stands there
    already is left alone and the next one is numbered. Close it when done. `path` is None while there is none.
    """

    def __init__(self, table, *, stem, folders):
        self.lines = FailedLines(table)
        self.names = [Path(folder, f"{stem}-failed.csv") for folder in folders]
        self.path = self.file = None
        self.count = 0

    def add(self, failure):
        """Write a row. Without a folder that can be written to it is counted, and nothing more."""
        self.count += 1
        if self.count == 1:
            self._begin()
        if self.file:
            self.file.write(self.lines.line(failure))

    def close(self):
        if self.file:
            self.file.close()

    def _begin(self):
        for path in self.names:
            try:
                self.file, self.path = _made(path)
            except OSError:
                continue
            self.file.write(self.lines.head())
            return


def _made(path):
    number = 1
    while True:
        try:
            name = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
            return open(name, "x", encoding=ENCODING, newline=""), name
        except FileExistsError:
            number += 1


def _guarded(cell):
    plain_cell = without_guard(cell)
    guarded = f"'{plain_cell}"
    return guarded if without_guard(guarded) == plain_cell else plain_cell
