"""A message as people can read it: its text, and beside it the same laid out."""

import json
import re
from dataclasses import dataclass
from functools import cached_property

from intake.arrivals import Message, Unreadable
from intake.formats.reading import form_pairs, text_of

FORM = "application/x-www-form-urlencoded"
# What no text has: control characters other than tabs and line ends.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
MOST_SHOWN = 20_000  # characters of a text, on a page
JSON_PARTS = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
OPENING, CLOSING = ("{", "["), ("}", "]")


@dataclass(frozen=True)
class Legible:
    """A Message for a page. `text` is None where it is no text at all."""

    message: Message

    @cached_property
    def text(self):
        text = text_of(self.message)
        return None if UNPRINTABLE.search(text) else text

    @property
    def size(self):
        """In bytes, as it came."""
        return len(self.message.body)

    @property
    def shown(self):
        return (self.text or "")[:MOST_SHOWN]

    @property
    def is_cut(self):
        return len(self.text or "") > MOST_SHOWN

    @cached_property
    def laid_out(self):
        """JSON with a field on each line, a form with a pair on each line; blank for anything else, and where it looks the same."""
        text = (self.text or "").strip()
        laid_out = self._form() if self.message.content_type == FORM else _json(text)
        return "" if laid_out == text else laid_out[:MOST_SHOWN]

    def _form(self):
        try:
            return "\n".join(f"{name}: {value}" for name, value in form_pairs(self.message)) if self.text else ""
        except Unreadable:
            return ""


def _json(text):
    """The JSON indented, and otherwise just as it was written: repeated keys and long numbers stay. Blank where it is none."""
    try:
        if not isinstance(json.loads(text), dict | list):
            return ""
    except (ValueError, RecursionError):
        return ""
    laid_out, depth, length, before = [], 0, 0, ""
    for part in JSON_PARTS.findall(text):
        depth -= part in CLOSING
        line_end = "\n" + "  " * depth
        if part in CLOSING:
            written = part if before in OPENING else line_end + part
        else:
            written = (line_end if before in OPENING or before == "," else "") + (": " if part == ":" else part)
        laid_out.append(written)
        depth += part in OPENING
        before, length = part, length + len(written)
        if length > MOST_SHOWN:
            break
    return "".join(laid_out)
