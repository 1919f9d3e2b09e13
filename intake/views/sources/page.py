"""A source's own page: its address, what it calls our listings, how it does, what came last."""

from django.shortcuts import render

from intake.actions.mapping import MOST_SHOWN, unknown_names
from intake.delivery_list import listed, with_outcomes
from intake.health import health_of
from intake.models import Delivery
from intake.views.sources.addresses import context_of, forget_address
from intake.views.sources.finding import SourceView
from intake.views.tokens import source_tokens
from listings.models import Listing

LAST = 10  # deliveries


class SourcePage(SourceView):
    http_method_names = ["get", "head"]

    def get(self, request, reference):
        endpoint, membership = self.endpoint, request.membership
        unknown = unknown_names(endpoint, membership)
        newest = listed(Delivery.objects.visible_to(membership).filter(endpoint=endpoint))[:LAST]
        context = {
            "endpoint": endpoint,
            "health": health_of([endpoint])[endpoint.pk],
            "names": endpoint.listing_names.select_related("listing", "template"),
            "unknown": unknown[:MOST_SHOWN],
            "further_unknown": len(unknown[MOST_SHOWN:]),
            "has_listings": Listing.objects.nameable_by(membership.partner).exists(),
            "deliveries": with_outcomes(newest, membership),
            **context_of(request, endpoint),
            **source_tokens(endpoint),
        }
        return forget_address(request, render(request, "intake/source.html", context), endpoint)
