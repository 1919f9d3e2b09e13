"""A lead's notes and its history: the newest first, and notes can be added."""

from typing import Annotated

from django import forms
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Status
from pydantic import AfterValidator, Field

from intake.api.bodies import Body, read, takes
from intake.api.door import BearerToken
from intake.api.new_lead import storable
from intake.api.openapi import LIMIT, MOST_ROWS, Reference, cursor, problems
from intake.api.problems import Refusal
from intake.api.router import router
from intake.api.shapes import HistoryPage, NoteOut, NotePage
from intake.api.showing import show_entry, show_note
from intake.models.token import CHANGE, READ
from leads.actions import StaleLead, add_note
from leads.models.note import MOST_CHARACTERS
from leads.permissions import may_add_notes

TAGS = ["Notes and history"]

PAGING = {"parameters": [LIMIT, cursor("after")]}
READING = problems(400, 401, 403, 404, 429)


def filled(text):
    if not text.strip():
        raise ValueError(_("Write something first."))
    return text


class NewNote(Body):
    body: Annotated[str, Field(min_length=1, max_length=MOST_CHARACTERS), AfterValidator(storable), AfterValidator(filled)]


class Paging(forms.Form):
    limit = forms.IntegerField(min_value=1, max_value=MOST_ROWS, required=False)
    after = forms.CharField(max_length=200, required=False)


@router.get(
    "/leads/{reference}/notes",
    auth=BearerToken(READ),
    response={200: NotePage, **READING},
    operation_id="list_notes",
    tags=TAGS,
    summary="Read a lead’s notes",
    openapi_extra=PAGING,
)
def list_notes(request: HttpRequest, reference: Reference):
    rows, older = newest(request, request.lead.notes.all(), "created_at")
    return NotePage(notes=[show_note(note) for note in rows], next=older)


@router.get(
    "/leads/{reference}/history",
    auth=BearerToken(READ),
    response={200: HistoryPage, **READING},
    operation_id="list_history",
    tags=TAGS,
    summary="Read what happened to a lead",
    openapi_extra=PAGING,
)
def list_history(request: HttpRequest, reference: Reference):
    rows, older = newest(request, request.lead.history.select_related("note"), "at")
    return HistoryPage(history=[show_entry(entry) for entry in rows], next=older)


@router.post(
    "/leads/{reference}/notes",
    auth=BearerToken(CHANGE, permission=may_add_notes),
    response={201: NoteOut, **problems(400, 401, 403, 404, 413, 415, 422, 429)},
    operation_id="add_note",
    tags=TAGS,
    summary="Add a note",
    openapi_extra=takes(NewNote),
)
def create_note(request: HttpRequest, reference: Reference):
    """The same note of the same person again within 30 seconds is that note."""
    said = read(request, NewNote)
    try:
        note = add_note(request.lead, said.body, by=request.caller.by)
    except StaleLead as stale:
        raise Refusal(404, stale.message) from None
    return Status(201, show_note(note))


def newest(request, rows, moment):
    """(rows, the address of the older ones or None). Nothing is ever taken out of these lists or put into their middle, so
    how many rows are older is a place that stays, and gives no id away.
    """
    limit, older = position_of(request)
    end = rows.count() if older is None else older
    start = max(0, end - limit)
    page = list(rows.order_by(moment, "pk")[start:end])[::-1]
    if start == 0:
        return page, None
    query = request.GET.copy()
    query["after"] = signer(request).sign_object(start)
    return page, request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def position_of(request):
    """(how many at most, how many are older than the page; None for the first page). Raises Refusal for odd parameters."""
    form = Paging(request.GET)
    errors = [(name, _("There is no parameter of this name.")) for name in request.GET if name not in form.fields]
    errors += [(name, " ".join(messages)) for name, messages in form.errors.items()]
    try:
        text = form.cleaned_data.get("after")
        older = signer(request).unsign_object(text) if text else None
    except Exception:  # a forged cursor can fail in the signature, the base64 or the JSON
        errors.append(("after", _("This is no part of an address that this list gave.")))
    if errors:
        raise Refusal(400, " ".join(f"{name}: {message}" for name, message in errors), kind="query", errors=errors)
    return form.cleaned_data["limit"] or MOST_ROWS, older


def signer(request):
    return signing.Signer(salt=f"api:{request.resolver_match.route}:{request.lead.pk}")
