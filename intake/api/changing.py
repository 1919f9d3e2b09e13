"""Changing a lead: its status."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from pydantic import AfterValidator, Field

from intake.api.bodies import Body, read, takes
from intake.api.door import BearerToken
from intake.api.new_lead import storable
from intake.api.openapi import Reference, header, problems
from intake.api.problems import Refusal
from intake.api.router import router
from intake.api.shapes import LeadOut
from intake.api.showing import show_lead
from intake.api.versions import etag_of, version_shown
from intake.models.token import CHANGE
from leads.actions import MoveRefused, ReasonNeeded, StaleLead, move_lead
from leads.forms import ReasonForm
from leads.models import Lead, Reason, Status
from leads.permissions import may_change_lead

TAGS = ["Leads"]

STATUS_LENGTH = 60
IF_MATCH = header("If-Match", "The ETag of the lead as you saw it; or say its `version` in the body.")


class NewStatus(Body):
    status: Annotated[str, Field(min_length=1, max_length=STATUS_LENGTH), AfterValidator(storable)] = Field(
        description="The status’s slug."
    )
    version: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = Field(None, description="The lead’s version as you saw it.")
    reason: Annotated[str, Field(max_length=ReasonForm.MOST_CHARACTERS), AfterValidator(storable)] = Field(
        "", description="Why, for a status that asks."
    )


@router.post(
    "/leads/{reference}/status",
    auth=BearerToken(CHANGE, permission=may_change_lead),
    response={200: LeadOut, **problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429)},
    operation_id="move_lead",
    tags=TAGS,
    summary="Change a lead’s status",
    openapi_extra={**takes(NewStatus), "parameters": [IF_MATCH]},
)
def change_status(request: HttpRequest, response: HttpResponse, reference: Reference):
    """Says which version of the lead it was made from: 412 where somebody was faster, with the lead as it is now; 409 where
    its workflow has no such move, with those it has; 422 where the status asks for a reason.
    """
    said = read(request, NewStatus)
    version = version_shown(request, said.version)
    try:
        move_lead(request.lead, said.status, by=request.caller.by, version=version, reason=said.reason.strip())
    except StaleLead as stale:
        raise stale_answer(request, stale) from None
    except MoveRefused as refused:
        allowed = [{"slug": status.slug, "name": status.name} for status in allowed_next(refused.lead)]
        raise Refusal(409, refused.message, kind="move-refused", allowed=allowed) from None
    except ReasonNeeded as needed:
        reasons = Reason.objects.texts_for(needed.lead.partner_id)
        errors = [("reason", _("Say why."))]
        raise Refusal(422, str(needed), kind="reason-needed", errors=errors, reasons=reasons) from None
    shown = show_lead(request, request.lead)
    response.headers["ETag"] = etag_of(shown)
    return shown


def stale_answer(request, stale):
    """Who did what meanwhile, and the lead as it is now; of one that is deleted only that."""
    lead = Lead.objects.visible_to(request.membership).with_details().filter(pk=stale.lead.pk).first()
    if lead is None:
        return Refusal(404, stale.message)
    shown = show_lead(request, lead)
    return Refusal(412, stale.message, kind="stale", headers={"ETag": etag_of(shown)}, lead=shown.model_dump(mode="json"))


def allowed_next(lead):
    return Status.objects.with_moves().get(pk=lead.status_id).allowed_next
