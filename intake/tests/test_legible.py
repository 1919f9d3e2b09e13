"""What came, as people read it: nothing added, nothing hidden."""

import pytest

from intake.arrivals import Message
from intake.legible import MOST_SHOWN, Legible


def laid_out(body, content_type="application/json"):
    return Legible(Message(body.encode(), content_type)).laid_out


def test_json_is_laid_out_and_otherwise_stays_as_it_was_written():
    body = '{"a":[ ],"n":1.50,"n":10000000000000000000001,"t":"x, {y: \\"[ ]\\"}","l":[{"e":null},[]]}'
    assert laid_out(body) == (
        '{\n  "a": [],\n  "n": 1.50,\n  "n": 10000000000000000000001,\n  "t": "x, {y: \\"[ ]\\"}",\n'
        '  "l": [\n    {\n      "e": null\n    },\n    []\n  ]\n}'
    )


def test_a_form_is_laid_out_with_all_its_fields():
    assert laid_out("a=1&a=2&name=Ada+L%C3%B3v", "application/x-www-form-urlencoded") == "a: 1\na: 2\nname: Ada Lóv"


@pytest.mark.parametrize("body", ["", "{", "[" * 5000, '"text"', "plain", "1" * 5000])
def test_what_is_neither_is_not_laid_out(body):
    assert laid_out(body) == ""


@pytest.mark.parametrize(
    ("body", "text"),
    [("Müller\n\t".encode(), "Müller\n\t"), (b"\xef\xbb\xbfM", "M"), (b"\x00\x01", None), (b"PK\x03\x04", None), (b"", "")],
)
def test_what_is_no_text_is_said_to_be_none(body, text):
    assert Legible(Message(body)).text == text


def test_a_long_text_shows_its_beginning():
    long = Legible(Message(b"x" * (MOST_SHOWN + 1)))
    assert (len(long.shown), long.is_cut, long.size) == (MOST_SHOWN, True, MOST_SHOWN + 1)
    assert len(Legible(Message(b"[" + b"1," * MOST_SHOWN + b"1]", "application/json")).laid_out) == MOST_SHOWN
