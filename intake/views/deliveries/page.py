"""One delivery: what came, what became of it, and how it is to be read."""

from django.http import HttpResponse
from django.shortcuts import render

from intake.actions.mending import alike, state_of
from intake.arrivals import Message
from intake.forms import LONGEST_EDITED, MendForm
from intake.legible import Legible
from intake.models import Delivery
from intake.views.deliveries.finding import DeliveryView
from leads.models import Lead

MOST_OUTCOMES = 100


class DeliveryPage(DeliveryView):
    http_method_names = ["get", "head"]

    def get(self, request, delivery):
        return show(request, self.delivery)


class DeliveryBody(DeliveryView):
    """What came, byte for byte, as a file: no browser makes a page of it."""

    http_method_names = ["get", "head"]

    def get(self, request, delivery):
        response = HttpResponse(bytes(self.delivery.body), content_type="text/plain; charset=utf-8")
        response.headers["Content-Disposition"] = f'attachment; filename="{self.delivery.reference}.txt"'
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def show(request, delivery, form=None, *, conflict=None, status=200):
    """The page; `form` as it was sent, where it is not done; `conflict` is a MendedMeanwhile."""
    came = legible(delivery)
    outcomes = list(delivery.outcomes.all()[: MOST_OUTCOMES + 1])
    seen = Lead.objects.known_to(request.membership).in_bulk({outcome.lead_id for outcome in outcomes if outcome.lead_id})
    for outcome in outcomes:
        outcome.seen = seen.get(outcome.lead_id)
    context = {
        "delivery": delivery,
        "endpoint": delivery.endpoint,
        "came": came,
        "outcomes": outcomes[:MOST_OUTCOMES],
        "further_outcomes": delivery.outcomes.count() - MOST_OUTCOMES if len(outcomes) > MOST_OUTCOMES else 0,
        "states": Delivery.State,
        "conflict": conflict,
    }
    if delivery.is_quarantined:
        context |= {"form": form or form_of(delivery, request), "alike": alike(delivery).count()}
    return render(request, "intake/delivery.html", context, status=status)


def legible(delivery):
    """What came, as people read it."""
    return Legible(Message(bytes(delivery.body), delivery.content_type, delivery.charset))


def form_of(delivery, request, data=None):
    """How it is mended so far, or as the request says."""
    text = legible(delivery).text
    original = text if text is not None and len(text) <= LONGEST_EDITED else None
    initial = {
        "seen": state_of(delivery),
        "listing": delivery.mended_listing and delivery.mended_listing.reference,
        "template": delivery.mended_template and delivery.mended_template.reference,
        "format": delivery.mended_format,
        "body": delivery.mended_body or original,
    }
    return MendForm(data, initial=initial, delivery=delivery, membership=request.membership, original=original)
