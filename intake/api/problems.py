"""What is wrong, for machines: every error under /api/ is a problem of RFC 9457 (`application/problem+json`)."""

from http.client import responses

from django.http import JsonResponse
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"
ABOUT_BLANK = "about:blank"

# What is said where nobody has said anything better.
SENTENCES = {
    400: _("LeadHub did not understand this request."),
    401: _("Send a token that is valid: “Authorization: Bearer …”. People make theirs under “API tokens” of their profile."),
    403: _("This token may not do that."),
    404: _("There is nothing at this address, or not for this token."),
    405: _("This address does not take that method; the header “Allow” names those it takes."),
    413: _("This is more than 1 MB."),
    415: _("Send JSON, and say so: “Content-Type: application/json”."),
    429: _("Too many requests. Wait as many seconds as the header “Retry-After” says, then go on."),
    500: _("Something broke on our side. It is logged; try again later."),
}


class FieldProblem(BaseModel):
    """What is wrong with one field of the body, or one parameter of the address."""

    field: str = Field(description="Its name; blank for the whole.")
    message: str


class Problem(BaseModel):
    """An error in the form of RFC 9457."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="`about:blank`, or a `urn:leadhub:…` that says more than the status.")
    title: str
    status: int
    detail: str
    errors: list[FieldProblem] | None = None


class Refusal(Exception):
    """The request is not carried out. `more` are further members of the problem, `headers` of the answer."""

    def __init__(self, status, detail="", *, kind="", errors=(), headers=None, **more):
        super().__init__(status, detail)
        self.status, self.detail, self.kind = status, detail, kind
        self.errors, self.headers, self.more = errors, headers or {}, more


def told(status, detail="", *, kind="", errors=(), **more):
    """The problem as it is sent; `errors` are (field, message)."""
    problem = {
        "type": f"urn:leadhub:{kind}" if kind else ABOUT_BLANK,
        "title": responses.get(status, "Error"),
        "status": status,
        "detail": str(detail or SENTENCES.get(status, SENTENCES[400])),
    }
    if errors:
        problem["errors"] = [{"field": field, "message": str(message)} for field, message in errors]
    return problem | more


def answer(refusal):
    """The response to a Refusal."""
    problem = told(refusal.status, refusal.detail, kind=refusal.kind, errors=refusal.errors, **refusal.more)
    return JsonResponse(problem, status=refusal.status, content_type=MEDIA_TYPE, headers=refusal.headers)
