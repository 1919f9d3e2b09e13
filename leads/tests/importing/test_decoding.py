import io

import pytest

from leads.importing.decoding import PIECE, BadFile, find_encoding


@pytest.mark.parametrize(
    ("codec", "found"),
    [("utf-8", "utf-8-sig"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "cp1252")],
)
def test_text_is_recognised_in_each_encoding(codec, found):
    assert find_encoding(io.BytesIO("Name,Company\nZoë,Café €\n".encode(codec))) == found


def test_big_endian_utf_16_is_recognised_by_its_mark():
    assert find_encoding(io.BytesIO(b"\xfe\xff" + "Zoë".encode("utf-16-be"))) == "utf-16"


def test_character_on_the_edge_of_a_piece_is_one_character():
    assert find_encoding(io.BytesIO(b"\n" * (PIECE - 1) + "é".encode())) == "utf-8-sig"


def test_one_byte_that_is_no_utf_8_far_into_the_file_is_noticed():
    assert find_encoding(io.BytesIO(b"Name\n" * PIECE + b"Zo\xeb\n")) == "cp1252"


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"PK\x03\x04", "an Excel workbook or a ZIP archive"),
        (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
        (b"%PDF-1.7", "a PDF"),
        (b"\x1f\x8b\x08", "a gzip archive"),
    ],
)
def test_known_binary_kinds_are_named(start, kind):
    with pytest.raises(BadFile) as refusal:
        find_encoding(io.BytesIO(start + b"Name,Email"))
    assert str(refusal.value) == f"is {kind}, not a CSV file. Save it as CSV (UTF-8) and import that."


@pytest.mark.parametrize(
    "data",
    [
        b"Name\n\0\0\n",
        b"Name\n\x81\n",  # neither UTF-8 nor assigned in Windows-1252
        b"\xef\xbb\xbfName\n\xff\n",  # marked as UTF-8, and is not
        "Name\nZoë\n".encode("utf-16") + b"\0",
        "Name\nZoë\n".encode("utf-32"),
    ],
)
def test_what_is_not_text_is_refused(data):
    with pytest.raises(BadFile) as refusal:
        find_encoding(io.BytesIO(data))
    assert str(refusal.value) == "is not a text file. Save it as CSV (UTF-8) and import that."


def test_endless_line_is_refused():
    with pytest.raises(BadFile) as refusal:
        find_encoding(io.BytesIO(b"Name\n" + b"x" * 2 * PIECE))
    assert str(refusal.value) == "has a line of more than a megabyte, so it is not a table."
