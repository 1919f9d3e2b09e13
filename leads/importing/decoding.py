"""Is it text, and in which encoding? Settled for the whole file before anything is written, a piece at a time."""

import codecs

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PIECE = 1 << 20
ENCODING_NAMES = {"utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
SIGNATURES = {
    b"PK\x03\x04": gettext_lazy("an Excel workbook or a ZIP archive"),
    b"\xd0\xcf\x11\xe0": gettext_lazy("an old Excel workbook"),
    b"%PDF": gettext_lazy("a PDF"),
    b"\x1f\x8b": gettext_lazy("a gzip archive"),
}


class BadFile(Exception):
    """The file is no table of leads. The message is a sentence for whoever gave the file, to stand after its name."""


def find_encoding(file):
    """The codec in which the whole of this binary file is text: UTF-8, UTF-16 with its mark, else Windows-1252."""
    file.seek(0)
    start = file.read(4)
    for signature, kind in SIGNATURES.items():
        if start.startswith(signature):
            raise BadFile(_("is %(kind)s, not a CSV file. Save it as CSV (UTF-8) and import that.") % {"kind": kind})
    for encoding in _candidates(start):
        if _is_text(file, encoding):
            return encoding
    raise BadFile(_("is not a text file. Save it as CSV (UTF-8) and import that."))


def _candidates(start):
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ["utf-16"]
    return ["utf-8-sig"] if start.startswith(codecs.BOM_UTF8) else ["utf-8-sig", "cp1252"]


def _is_text(file, encoding):
    """Whether every byte decodes. Raises BadFile for what decodes and is no text of lines all the same."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    try:
        while piece := file.read(PIECE):
            _check(decoder.decode(piece), whole=len(piece) == PIECE)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _check(text, *, whole):
    if "\0" in text:
        raise BadFile(_("is not a text file. Save it as CSV (UTF-8) and import that."))
    # Lines are read whole, so one without an end would have to fit into memory.
    if whole and "\n" not in text and "\r" not in text:
        raise BadFile(_("has a line of more than a megabyte, so it is not a table."))
