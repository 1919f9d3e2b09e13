"""Reading leads: the Leads page's set for the same query, and one lead."""

import django_filters as df
from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from intake.api.door import BearerToken
from intake.api.openapi import MOST_ROWS, Reference, header, lead_query, problems
from intake.api.problems import Refusal
from intake.api.router import router
from intake.api.shapes import LeadOut, LeadPage
from intake.api.showing import show_lead
from intake.api.versions import etag_of, is_known
from intake.models.token import READ
from leadhub.lists.keyset import fetch_page
from leadhub.lists.machine import binding_of
from leads.filters import LeadFilterSet
from leads.models import Lead

TAGS = ["Leads"]

USUAL_LIMIT = 25


class LimitFilter(df.Filter):
    field_class = forms.IntegerField


class ApiLeadFilterSet(LeadFilterSet):
    """The page's filters, and how many rows at most."""

    limit = LimitFilter(method="leave", min_value=1, max_value=MOST_ROWS)

    @property
    def binding(self):
        """A cursor fits whatever the limit."""
        return self.query(view=None, limit=None, **{"for": None})


@router.get(
    "/leads",
    auth=BearerToken(READ),
    response={200: LeadPage, **problems(400, 401, 403, 429)},
    operation_id="list_leads",
    tags=TAGS,
    summary="List leads",
    openapi_extra={"parameters": lead_query()},
)
def list_leads(request: HttpRequest):
    """The leads of the Leads page for the same query, in the same order. Follow `next` until it is null: what comes or goes
    meanwhile makes no lead come twice or be missed.
    """
    filters = ApiLeadFilterSet(request.GET, leads_of(request), request=request)
    if filters.problems:
        errors = [(problem.name, problem.message) for problem in filters.problems]
        raise Refusal(400, " ".join(message for _name, message in errors), kind="query", errors=errors)
    position = {name: filters.value(name) or "" for name in ("after", "before")}
    binding = binding_of("leads", request.membership.partner.slug, filters)
    page = fetch_page(filters.qs, filters.order, size=filters.value("limit") or USUAL_LIMIT, binding=binding, **position)
    return LeadPage(
        leads=[show_lead(request, lead) for lead in page.rows],
        next=address(request, filters, after=page.next_cursor),
        previous=address(request, filters, before=page.previous_cursor),
    )


def leads_of(request):
    return Lead.objects.visible_to(request.membership).with_details().defer("search_text", "answers_text")


def address(request, filters, **position):
    """The address of the page beside this one; None where there is none."""
    if not any(position.values()):
        return None
    return request.build_absolute_uri(f"{request.path}?{filters.query(**position)}")


@router.get(
    "/leads/{reference}",
    auth=BearerToken(READ),
    response={200: LeadOut, 304: None, **problems(401, 403, 404, 429)},
    operation_id="get_lead",
    tags=TAGS,
    summary="Read a lead",
    openapi_extra={"parameters": [header("If-None-Match", "The ETag of what you have: 304 where it is still so.")]},
)
def get_lead(request: HttpRequest, response: HttpResponse, reference: Reference):
    """One lead. Its `ETag` is what a change of it sends as `If-Match`."""
    shown = show_lead(request, request.lead)
    etag = etag_of(shown)
    if is_known(request, etag):
        return HttpResponseNotModified(headers={"ETag": etag})
    response.headers["ETag"] = etag
    return shown
