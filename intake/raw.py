"""A request's body as it was sent, and what it says that it is; for the two ways in that read it themselves."""

from django.utils.http import parse_header_parameters

MOST_BYTES = 1 << 20


class TooLarge(Exception):
    """More than MOST_BYTES: not read to its end, and not kept."""


class BrokenOff(Exception):
    """The line broke before the message was whole. Half a form looks like a form: it is not kept, the sender sends again."""


def read_raw(request):
    """The bytes that were sent. Raises TooLarge before more than that is in memory, and BrokenOff."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if length.isdecimal() and int(length) > MOST_BYTES:
        raise TooLarge
    try:
        body = _read(request, length)
    except Exception as error:  # every server has its own for a line that breaks, and for chunks that are none
        raise BrokenOff from error
    if len(body) > MOST_BYTES:
        raise TooLarge
    if length.isdecimal() and len(body) < int(length):
        raise BrokenOff
    return body


def _read(request, length):
    if length.isdecimal():
        return request.read(MOST_BYTES + 1)
    if request.META.get("wsgi.input_terminated"):
        # Sent in chunks, without a length: Django would read nothing, the server knows where it ends.
        return request.META["wsgi.input"].read(MOST_BYTES + 1)
    return b""


def content_type_of(request):
    """(content type without parameters, character set), in small letters; blank for what the request does not say."""
    said = " ".join(request.headers.get("Content-Type", "").split())
    try:
        kind, told = parse_header_parameters(said)
    except (LookupError, ValueError):
        return said.partition(";")[0].strip().lower(), ""
    return kind.strip().lower(), told.get("charset", "").strip().lower()
