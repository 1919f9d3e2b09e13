"""An import's files, kept in the database in pieces: any web server takes them in, any worker reads them."""

import tempfile
from contextlib import contextmanager

from django.db.models import Max

from leads.importing.failures import ENCODING
from leads.models import ImportPiece

PIECE = 1 << 20  # bytes
Kind = ImportPiece.Kind


def keep_file(lead_import, file):
    """Store the whole of a binary file, a piece at a time: no transaction holds up others for long."""
    file.seek(0)
    number = 0
    while content := file.read(PIECE):
        ImportPiece.objects.create(lead_import=lead_import, kind=Kind.FILE, number=number, content=content)
        number += 1


@contextmanager
def opened(lead_import):
    """The file as a temporary one, which is removed at the end."""
    with tempfile.TemporaryFile() as file:
        for content in _contents(lead_import, Kind.FILE):
            file.write(content)
        yield file


def add_failed(lead_import, lines, failures):
    """Append the rows that failed to the file of them; `lines` is how they are written (FailedLines)."""
    if not failures:
        return
    last = lead_import.pieces.filter(kind=Kind.FAILED).aggregate(last=Max("number"))["last"]
    texts = [] if last is not None else [lines.head()]
    texts += [lines.line(failure) for failure in failures]
    content = "".join(texts).encode(ENCODING if last is None else "utf-8")
    starts = range(0, len(content), PIECE)
    first = 0 if last is None else last + 1
    ImportPiece.objects.bulk_create(
        [
            ImportPiece(lead_import=lead_import, kind=Kind.FAILED, number=number, content=content[start : start + PIECE])
            for number, start in enumerate(starts, first)
        ],
        batch_size=4,
    )


def failed_pieces(lead_import):
    """The bytes of `…-failed.csv`, a piece at a time."""
    return _contents(lead_import, Kind.FAILED)


def remove_files(lead_import):
    """Every piece; one by one, for the same reason as in `keep_file`."""
    for pk in list(lead_import.pieces.values_list("pk", flat=True)):
        ImportPiece.objects.filter(pk=pk).delete()


def _contents(lead_import, kind):
    numbers = lead_import.pieces.filter(kind=kind).order_by("number")
    for pk in list(numbers.values_list("pk", flat=True)):
        yield bytes(ImportPiece.objects.values_list("content", flat=True).get(pk=pk))
