"""What the OpenAPI document says beyond what types say: parameters of the Leads page, problems, headers."""

from http.client import responses
from typing import Annotated

from pydantic import Field

from intake.api.problems import MEDIA_TYPE, Problem
from leadhub.references import ReferenceConverter

# What a lead is called in an address.
Reference = Annotated[str, Field(pattern=f"^{ReferenceConverter.regex}$", description="As in LD-7K3M-9Q2X.")]

# The Leads page's own parameters, in its words. What may be given more than once is a list.
LEAD_QUERY = {
    "q": ("text", "Words that stand in the name, company, listing name or e-mail, without case and accents."),
    "type": (["app", "service"], "Of apps or of services."),
    "status": ("texts", "Slugs of statuses: any of these."),
    "phase": ([["new", "working", "won", "lost"]], "Phases of statuses: any of these."),
    "listing": ("texts", "References of listings: any of these."),
    "marketplace": ("texts", "Slugs of marketplaces: any of these."),
    "owner": ("text", "`me`, `nobody`, or the reference of a teammate."),
    "due": ([["1"]], "Leads to get back to today or since earlier."),
    "marked": (["test", "do-not-contact"], "Test leads, which are left out otherwise, or people not to contact."),
    "received_from": ("text", "A day (2026-11-22) on the token’s owner’s clock, or an instant with its offset."),
    "received_to": ("text", "The last day, or an instant that is not included."),
    "field": ("text", "The key of a template field that was answered."),
    "answer": ("text", "Words of an answer, to `field` or to any."),
    "sort": (["-created", "created", "first_name", "last_name", "company", "listing"], "The order."),
}
MOST_ROWS = 100  # of a list, at once
LIMIT = {
    "in": "query", "name": "limit", "required": False, "description": "How many at most.",
    "schema": {"type": "integer", "minimum": 1, "maximum": MOST_ROWS},
}  # fmt: skip

# What an answer says besides its body, by status, or by operation and status.
ETAG = {"ETag": "The lead as it is now: its version, and a digest."}
HEADERS = {
    401: {"WWW-Authenticate": "`Bearer`."},
    429: {"Retry-After": "Seconds to wait."},
    ("create_lead", 201): {"Location": "Its address in the API."},
    ("create_lead", 200): {"Idempotency-Replayed": "`true`: this is the answer to a repeat."},
    ("get_lead", 200): ETAG,
    ("get_lead", 304): ETAG,
    ("move_lead", 200): ETAG,
    ("move_lead", 412): ETAG,
}


def lead_query():
    """The parameters of the list of leads."""
    return [*(parameter(name, *about) for name, about in LEAD_QUERY.items()), LIMIT, cursor("after"), cursor("before")]


def parameter(name, kind, description):
    if kind == "text":
        schema = {"type": "string"}
    elif kind == "texts":
        schema = {"type": "array", "items": {"type": "string"}}
    elif isinstance(kind[0], list):
        schema = {"type": "array", "items": {"type": "string", "enum": kind[0]}}
    else:
        schema = {"type": "string", "enum": kind}
    return {"in": "query", "name": name, "required": False, "description": description, "schema": schema}


def cursor(name):
    """Where a page begins or ends: only ever a part of an address that an answer gave."""
    return parameter(name, "text", "Part of the addresses that `next` and `previous` are.")


def header(name, description, most=255):
    schema = {"type": "string", "maxLength": most}
    return {"in": "header", "name": name, "required": False, "description": description, "schema": schema}


def problems(*statuses):
    """For `response`: these errors can happen here."""
    return dict.fromkeys(statuses, Problem)


def finish(document):
    """Say what the generator cannot: problems have a media type of their own, answers have headers."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, response in operation["responses"].items():
                _finish_response(int(status), response)
                _headers(response, HEADERS.get((operation["operationId"], int(status)), HEADERS.get(int(status))))
    return document


def _finish_response(status, response):
    response["description"] = responses.get(status, response["description"])
    if status >= 400:
        response["content"] = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}


def _headers(response, headers):
    if headers:
        response["headers"] = {name: {"description": text, "schema": {"type": "string"}} for name, text in headers.items()}
