"""The request log: one JSON object a line, with the URL's pattern and never its path or query.

Paths and queries hold names, e-mail addresses and secrets; so do the messages of database errors
("Key (email)=(…) already exists"). An exception is therefore logged as its type and its stack, without its words.
"""

import json
import logging
import time
import traceback
import uuid
from datetime import UTC, datetime

log = logging.getLogger("leadhub.request")


class RequestLog:
    """Outermost middleware: times every request and gives it an id, which the 500 page shows."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.log_id = uuid.uuid4().hex[:12]
        started = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        log.info(
            "request",
            extra={
                "fields": {
                    "id": request.log_id,
                    "method": request.method if request.method in KNOWN_METHODS else "other",
                    "route": f"/{match.route}" if match else "(none)",
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - started) * 1000, 1),
                }
            },
        )
        return response

    def process_exception(self, request, exception):
        log.error("exception", exc_info=exception, extra={"fields": {"id": request.log_id}})


KNOWN_METHODS = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"}


class JsonFormatter(logging.Formatter):
    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if not record.exc_info else str(record.msg),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            kind, _, trace = record.exc_info
            line["exception"] = f"{kind.__module__}.{kind.__qualname__}"
            line["stack"] = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return json.dumps(line, ensure_ascii=False)
