"""What a request says of its own encoding, which is anybody's to write.

Django believes it and asks Python's codecs, and some of those decode no text: `rot13` and `hex` refuse to, `idna` breaks at
the first byte. The query is read while the request is made, before any middleware, so this stands in front of Django.
"""

import codecs

from django.utils.http import parse_header_parameters

NO_TEXT = {"idna", "punycode", "undefined"}
PLAIN_BYTES = "application/octet-stream"


class ReadableEncoding:
    """What comes in no text encoding is taken as bytes and not as a form; its address is read as UTF-8, as always."""

    def __init__(self, application):
        self.application = application

    def __call__(self, environ, start_response):
        if not is_readable(environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = PLAIN_BYTES
        return self.application(environ, start_response)


def is_readable(content_type):
    """Whether Django can read what this names. A name that Python does not know is one that Django leaves alone."""
    try:
        _kind, told = parse_header_parameters(content_type)
    except (LookupError, ValueError):
        return False
    try:
        codec = codecs.lookup(told.get("charset", "utf-8"))
    except LookupError:
        return True
    except ValueError:
        return False
    try:
        return codec.name not in NO_TEXT and bool(b"a".decode(codec.name, "replace"))
    except LookupError:
        return False
