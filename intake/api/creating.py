"""Creating a lead: what a source sends, or a person's own program. It ends where every lead that comes in ends (intake.actions)."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Status

from intake.actions.arriving import Way, take_arrival
from intake.actions.knowing import Key, KeyReused, digest_of
from intake.actions.naming import Places
from intake.api.bodies import body_of, read, takes
from intake.api.door import BearerToken
from intake.api.new_lead import NewLead
from intake.api.openapi import header, problems
from intake.api.problems import Refusal
from intake.api.router import router
from intake.api.shapes import CreatedLead
from intake.arrivals import Message
from intake.formats import own
from intake.models.endpoint import A_DAY
from intake.models.token import CREATE
from leads.models import Source
from leads.permissions import may_create_leads

TAGS = ["Leads"]

API = "API"  # the source of leads that people's tokens create
KEY_LENGTH = 255
KEY = header(
    "Idempotency-Key", "Any text of yours that names this request: sent again with it, it makes no second lead.", KEY_LENGTH
)
ANSWERS = problems(400, 401, 403, 413, 415, 422, 429)


@router.post(
    "/leads",
    auth=BearerToken(CREATE, permission=may_create_leads),
    response={201: CreatedLead, 200: CreatedLead, **ANSWERS},
    operation_id="create_lead",
    tags=TAGS,
    summary="Create a lead",
    openapi_extra={**takes(NewLead), "parameters": [KEY]},
)
def create_lead(request: HttpRequest, response: HttpResponse):
    """201 for a new lead, with its reference and address. 200 with `Idempotency-Replayed: true` for one that is known: by
    its `external_id`, by the `Idempotency-Key`, or because the same person asked the same within the source’s window.
    """
    require_on(request.caller)
    said = read(request, NewLead)
    places = Places(request.caller.partner, request.caller.endpoint)
    require_known(said, places)
    way = way_of(request, places)
    [arrival] = own.read(Message(body_of(request), "application/json", "utf-8"))
    try:
        taken = take_arrival(arrival, way, at=timezone.now())
    except KeyReused:
        raise Refusal(422, _("This “Idempotency-Key” came before, with another body."), kind="key-reused") from None
    made = CreatedLead(reference=taken.lead.reference, url=request.build_absolute_uri(taken.lead.url))
    if taken.is_new:
        response.headers["Location"] = request.build_absolute_uri(f"{request.path}/{taken.lead.reference}")
        return Status(201, made)
    response.headers["Idempotency-Replayed"] = "true"
    return Status(200, made)


def require_on(caller):
    if caller.endpoint and (reason := caller.endpoint.why_closed):
        raise Refusal(403, reason, kind="source-off")


def way_of(request, places):
    """The way in that this token stands for."""
    caller = request.caller
    endpoint, keys = caller.endpoint, keys_of(request)
    source, window = (endpoint.source, endpoint.window) if endpoint else (source_of_people(caller.partner), timedelta(hours=A_DAY))
    names = endpoint.names if endpoint else set()
    return Way(source=source, places=places, by=caller.by, window=window, names=names, keys=keys)


def source_of_people(partner):
    return Source.objects.get_or_create(partner=partner, kind=Source.Kind.API, name=API)[0]


def keys_of(request):
    """The idempotency key: one's own, so that two people may both call theirs “1”."""
    if "Idempotency-Key" not in request.headers:
        return []
    key, caller = request.headers["Idempotency-Key"].strip(), request.caller
    if not key or len(key) > KEY_LENGTH:
        errors = [("Idempotency-Key", _("This has 1 to %(most)d characters.") % {"most": KEY_LENGTH})]
        raise Refusal(422, _("The “Idempotency-Key” is not one."), kind="invalid", errors=errors)
    whose = caller.membership.user.reference if caller.membership else ""
    return [Key(("api", whose, key), body_digest=digest_of(body_of(request).hex()))]


def require_known(said, places):
    """Refuse names that name nothing of ours, with the nearest that does."""
    unknown = []
    if said.listing.strip() and places.listing(said.listing) is None:
        unknown.append(("listing", nearest(places.nearest_listing(said.listing))))
    if said.marketplace.strip() and places.marketplace(said.marketplace) is None:
        unknown.append(("marketplace", nearest(places.nearest_marketplace(said.marketplace))))
    if unknown:
        raise Refusal(422, _("Some names are not known here; nothing was stored."), kind="invalid", errors=unknown)


def nearest(name):
    return _("This names nothing here. The nearest is “%(name)s”.") % {"name": name} if name else _("This names nothing here.")
