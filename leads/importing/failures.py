"""The file of the rows that were refused: to be mended and imported again."""

import csv
from pathlib import Path

from leadhub.lists.export import without_guard
from leads.importing.columns import ERROR, plain


class FailedRows:
    """`leads-failed.csv`: the file's own columns and `error`, in its delimiter, as UTF-8 with BOM.

    It is made with the first failure, in the first of the folders that can be written to; a file that stands there
    already is left alone and the next one is numbered. Close it when done. `path` is None while there is none.
    """

    def __init__(self, table, *, stem, folders):
        self.table = table
        self.names = [Path(folder, f"{stem}-failed.csv") for folder in folders]
        self.kept = [index for index, name in enumerate(table.header) if plain(name) != ERROR]
        self.path = self.file = None
        self.count = 0

    def add(self, failure):
        """Write a row. Without a folder that can be written to it is counted, and nothing more."""
        self.count += 1
        if self.count == 1:
            self._begin()
        if self.file:
            width = len(self.table.header)
            cells = [*failure.cells[:width], *[""] * (width - len(failure.cells))]
            self._write([*(cells[index] for index in self.kept)], failure.reason, failure.cells[width:])

    def close(self):
        if self.file:
            self.file.close()

    def _begin(self):
        for path in self.names:
            try:
                self.file, self.path = _made(path)
            except OSError:
                continue
            self.writer = csv.writer(self.file, delimiter=self.table.delimiter)
            self._write([self.table.header[index] for index in self.kept], ERROR, [])
            return

    def _write(self, cells, error, surplus):
        # What a spreadsheet would run gets our export's apostrophe, which the next import takes off again.
        self.writer.writerow(_guarded(cell) for cell in [*cells, error, *surplus])


def _made(path):
    number = 1
    while True:
        try:
            name = path if number == 1 else path.with_stem(f"{path.stem}-{number}")
            return open(name, "x", encoding="utf-8-sig", newline=""), name
        except FileExistsError:
            number += 1


def _guarded(cell):
    plain_cell = without_guard(cell)
    guarded = f"'{plain_cell}"
    return guarded if without_guard(guarded) == plain_cell else plain_cell
