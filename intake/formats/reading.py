"""How bodies become values: JSON and forms as senders really write them, without trusting any of it."""

import codecs
import json
from datetime import UTC, datetime
from urllib.parse import parse_qsl

from intake.arrivals import Unreadable

DEEPEST = 40
LABEL_LENGTH = 200
WIDE = ("utf-16", "utf-32", "utf16", "utf32")


class Repeated(list):
    """The values of a key that an object has more than once, in their order."""


def text_of(message):
    """The body as text: UTF-8, else as it says itself, else Windows-1252, which holds every byte.

    Only of the wide encodings a sender is believed at once: what is plain English in one of them looks like UTF-8 too.
    """
    body = message.body.removeprefix(b"\xef\xbb\xbf")
    said = message.charset.lower()
    if not said.startswith(WIDE) and body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        said = "utf-16"
    for encoding in (said, "utf-8", "cp1252") if said.startswith(WIDE) else ("utf-8", said or "utf-8", "cp1252"):
        try:
            text = body.decode(encoding)
            text.encode()  # some make what is no text: `unicode_escape` halves of characters
        except (LookupError, ValueError):
            continue
        return text
    return body.decode("latin-1")


def json_object(message):
    """The object that a JSON body is. Raises Unreadable. Numbers keep the digits they were sent with."""
    try:
        value = json.loads(text_of(message), object_pairs_hook=_kept, parse_float=str, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise Unreadable(f"This is not JSON: {error.msg} in line {error.lineno}, column {error.colno}.") from error
    except RecursionError:
        raise Unreadable("This JSON is nested too deeply to be a lead.") from None
    if not isinstance(value, dict):
        raise Unreadable("This is JSON, but not an object with fields.")
    if _depth(value) > DEEPEST:
        raise Unreadable("This JSON is nested too deeply to be a lead.")
    return value


def _kept(pairs):
    kept = {}
    for key, value in pairs:
        if key not in kept:
            kept[key] = value
        elif isinstance(kept[key], Repeated):
            kept[key].append(value)
        else:
            kept[key] = Repeated([kept[key], value])
    return kept


def _depth(value):
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        part, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST:
            return depth
        inside = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
        waiting += [(child, depth + 1) for child in inside]
    return deepest


def form_pairs(message):
    """(name, value) of a form post, in its order, repeated names included. Raises Unreadable."""
    try:
        pairs = parse_qsl(text_of(message), keep_blank_values=True, max_num_fields=20_000, errors="replace")
    except ValueError:
        raise Unreadable("This form has more than 20,000 fields.") from None
    if not pairs:
        raise Unreadable("This form is empty.")
    return pairs


def said(value):
    """Any value as a text: a list one a line, an object as JSON; blank for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "\n".join(filter(None, map(said, value)))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(value).strip()


def one(value):
    """What a field with a single value says: the last one where the sender repeated it, as browsers and servers do."""
    return said(value[-1] if isinstance(value, Repeated) and value else value)


def together(pairs):
    """(name, value) with repeated names once, their values in a list."""
    kept = {}
    for name, value in pairs:
        kept.setdefault(name, []).append(value)
    return kept.items()


def under(value, name):
    """An object inside an object, empty where there is none; keys as they are."""
    inner = value.get(name)
    return inner if isinstance(inner, dict) else {}


def moment(text):
    """An instant from RFC 3339 or epoch milliseconds; None where it is none, or has no offset."""
    text = one(text)
    try:
        if text.isascii() and text.isdigit():
            return datetime.fromtimestamp(int(text) / 1000, UTC)
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError, OSError):
        return None


def rest(pairs, taken):
    """(label, value) of what no field took and that says something, in its order."""
    return [labelled(str(name), said(value)) for name, value in pairs if name not in taken and said(value)]


def labelled(name, text):
    """(label, value) of an answer; a name that is too long for a label stands whole above its value."""
    return (name, text) if len(name) <= LABEL_LENGTH else (f"{name[: LABEL_LENGTH - 1]}…", f"{name}\n{text}")
