"""A way in with everything that belongs to it, for tests that need a row of every kind."""

from django.utils import timezone

from intake.actions.endpoints import EndpointDraft, add_endpoint
from intake.actions.tokens import make_token
from intake.models import Delivery, Identity, ListingName, Outcome


def receive_something(cast, lead):
    """Aster's source “Contoso Store”, as if the lead had come by it. Returns the Delivery."""
    endpoint, _secret = add_endpoint(cast.partners["aster"], EndpointDraft("Contoso Store", "own"))
    now = timezone.now()
    delivery = Delivery.objects.create(
        endpoint=endpoint, received_at=now, settled_at=now, state=Delivery.State.SETTLED, body=b'{"last_name": "Byron"}'
    )
    Outcome.objects.create(delivery=delivery, position=0, kind=Outcome.Kind.CREATED, lead=lead)
    Identity.objects.create(source=endpoint.source, digest="0" * 64, lead=lead, at=now)
    listing = cast.listings["Aster Invoicing"]
    ListingName.objects.create(endpoint=endpoint, name="Contoso Invoicing", key="contoso invoicing", listing=listing)
    make_token(endpoint, "The shop")
    return delivery
