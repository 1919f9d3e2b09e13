"""What leads are about and what can be done with them: listings with their plans, and workflows."""

from django.db.models import Prefetch
from django.http import HttpRequest

from intake.api import shapes
from intake.api.door import BearerToken
from intake.api.openapi import problems
from intake.api.router import router
from intake.api.showing import marketplace_name, partner_name, status_name
from intake.models.token import READ
from leads.models import Status
from listings.models import Listing, Marketplace, Offering

TAGS = ["Listings and workflows"]

REFUSALS = problems(401, 403, 429)


@router.get(
    "/listings",
    auth=BearerToken(READ),
    response={200: shapes.Listings, **REFUSALS},
    operation_id="list_listings",
    tags=TAGS,
    summary="List listings",
)
def list_listings(request: HttpRequest):
    """What you can read, filter and create leads for, with plans and where it is offered."""
    offered = Offering.objects.filter(is_active=True, marketplace__in=Marketplace.objects.visible_to(request.membership))
    offered = Prefetch("offerings", offered.select_related("marketplace").order_by("marketplace__name"), to_attr="offered")
    listings = Listing.objects.visible_to(request.membership).select_related("partner").prefetch_related("plans", offered)
    return shapes.Listings(listings=[show_listing(listing) for listing in listings])


@router.get(
    "/workflows",
    auth=BearerToken(READ),
    response={200: shapes.Workflows, **REFUSALS},
    operation_id="list_workflows",
    tags=TAGS,
    summary="List workflows",
)
def list_workflows(request: HttpRequest):
    """Statuses, and which may follow which."""
    workflows = {}
    for status in Status.objects.with_moves().order_by("workflow_id", "position"):
        workflows.setdefault(status.workflow, []).append(show_status(status))
    shown = [shapes.WorkflowOut(slug=each.slug, name=each.name, statuses=statuses) for each, statuses in workflows.items()]
    return shapes.Workflows(workflows=shown)


def show_listing(listing):
    return shapes.ListingOut(
        reference=listing.reference,
        name=listing.name,
        kind=listing.kind,
        vendor=partner_name(listing.partner),
        marketplaces=[marketplace_name(offering.marketplace) for offering in listing.offered],
        plans=[show_plan(plan) for plan in listing.plans.all()],
    )


def show_plan(plan):
    about = {name: getattr(plan, name) for name in ("name", "currency", "billing_period", "is_default")}
    return shapes.PlanOut(price=f"{plan.price:f}", **about)


def show_status(status):
    return shapes.StatusOut(
        **status_name(status).model_dump(),
        is_first=status.is_first,
        asks_reason=status.asks_reason,
        moves_to=[to.slug for to in status.allowed_next],
    )
