"""The log: one JSON object a line; of a request the URL's pattern and never its path or query.

Paths and queries hold names, e-mail addresses and secrets; so do the messages of database errors
("Key (email)=(…) already exists") and of what Django refuses. An exception is therefore logged as its type and
its stack, without its words.
"""

import json
import logging
import sys
import time
import traceback
import uuid
from datetime import UTC, datetime

from django.conf import settings
from django.core.signals import got_request_exception
from django.dispatch import receiver

log = logging.getLogger("leadhub.request")

KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}
# What these say is made of what a visitor sent.
QUOTING = "django.security"


class RequestLog:
    """Around everything but the probes: times every request and gives it an id, which the 500 page shows."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.log_id = uuid.uuid4().hex[:12]
        started = time.perf_counter()
        response = self.get_response(request)
        fields = {
            "id": request.log_id,
            "method": request.method if request.method in KNOWN_METHODS else "other",
            "route": _route(request),
            "status": response.status_code,
            "ms": round((time.perf_counter() - started) * 1000, 1),
        }
        log.info("request", extra={"fields": fields})
        return response


def _route(request):
    if request.resolver_match:
        return f"/{request.resolver_match.route}"
    return "(static)" if request.path_info.startswith(settings.STATIC_URL) else "(none)"


@receiver(got_request_exception)
def log_exception(request=None, **kwargs):
    """What nobody expected, wherever it broke: in a view, a middleware or a template. A 404 or 403 is no exception."""
    log.error("exception", exc_info=sys.exc_info(), extra={"fields": {"id": getattr(request, "log_id", "")}})


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": self.words_of(record),
            **getattr(record, "fields", {}),
        }
        kind, error, _ = record.exc_info or (None, None, None)
        if kind:
            line["exception"] = f"{kind.__module__}.{kind.__qualname__}"
            line["stack"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)]
        return json.dumps(line)

    def words_of(self, record):
        """The message; without its arguments beside an exception, and not at all where it quotes the visitor."""
        if record.name.startswith(QUOTING):
            return "refused"
        return str(record.msg) if record.exc_info else record.getMessage()
