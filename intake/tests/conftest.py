"""Sources to send to: made as the settings make them."""

import json

import pytest

from intake.models import Address, Endpoint
from intake.models.secrets import draw_secret, hash_of, hint_of
from leads.models import Source


@pytest.fixture
def make_endpoint(cast):
    """`make_endpoint("microsoft", partner="aster", listing="Aster Invoicing")` gives an Endpoint with `secret` and `url`."""

    def make(kind="own", *, partner="aster", name="A marketplace", listing=None, marketplace=None, **fields):
        source = Source.objects.create(partner=cast.partners[partner], kind=Source.Kind.MARKETPLACE, name=name)
        endpoint = Endpoint.objects.create(
            source=source,
            format=kind,
            listing=cast.listings[listing] if listing else None,
            marketplace=cast.marketplaces[marketplace] if marketplace else None,
            **fields,
        )
        endpoint.secret = draw_secret()
        endpoint.url = f"/intake/{endpoint.secret}/"
        Address.objects.create(endpoint=endpoint, secret_hash=hash_of(endpoint.secret), hint=hint_of(endpoint.secret))
        return endpoint

    return make


@pytest.fixture
def send(client):
    """`send(endpoint, {"last_name": "Byron"})` posts it as JSON; bytes and texts go as they are. Gives the response."""

    def post(endpoint, body, *, content_type="application/json", **headers):
        data = body if isinstance(body, bytes | str) else json.dumps(body)
        return client.post(endpoint.url, data, content_type=content_type, headers=headers)

    return post
