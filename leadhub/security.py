"""The Content-Security-Policy that every answer carries: nothing inline, nothing from elsewhere."""

import re

from django.conf import settings

NO_FRAMES = "frame-ancestors 'none'"
POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        NO_FRAMES,
    ]
)
# A host of somebody's page, perhaps with a port: www.example.com, *.example.com, 127.0.0.1:8080.
EMBEDDER = re.compile(r"(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?", re.IGNORECASE)


def allow_embedding(response, hosts):
    """Let the pages of these hosts, and of no others, show the answer in a frame. Without hosts it stays: nobody.

    Pages over plain http are let in only where LeadHub itself speaks it. X-Frame-Options cannot name hosts, so it is left
    out; every browser that could show our pages heeds `frame-ancestors`.
    """
    schemes = ("https", "http") if settings.PLAIN_HTTP else ("https",)
    allowed = [f"{scheme}://{host}" for host in hosts if EMBEDDER.fullmatch(host) for scheme in schemes]
    if allowed:
        response.headers["Content-Security-Policy"] = POLICY.replace(NO_FRAMES, f"frame-ancestors {' '.join(allowed)}")
        response.xframe_options_exempt = True


class ContentSecurityPolicy:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response
