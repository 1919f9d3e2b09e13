"""Around everything under /api/: errors are problems there, whoever made them, and no cache gives one token's answer to another."""

import json

from django.utils import timezone
from django.utils.cache import patch_vary_headers

from intake.api.problems import MEDIA_TYPE, told

PREFIX = "/api/"


class ApiAnswers:
    """Stands outside of what refuses a request before any address is looked up: hosts, https, bodies."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        # The clock is set by whose token it is, and set back here.
        with timezone.override(None):
            response = self.get_response(request)
        if response.status_code >= 400 and response.headers.get("Content-Type") != MEDIA_TYPE:
            _make_problem(response)
        patch_vary_headers(response, ["Authorization"])
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


def _make_problem(response):
    """The answer with a problem in the place of its page; its headers say what they said (`Allow`, …)."""
    response.content = json.dumps(told(response.status_code)).encode()
    response.headers["Content-Type"] = MEDIA_TYPE
    response.headers["Content-Length"] = str(len(response.content))
    for name in ("Content-Encoding", "ETag"):
        response.headers.pop(name, None)
