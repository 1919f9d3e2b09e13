"""Whatever is sent, LeadHub's own part in it never fails: it is a lead, or in quarantine for a reason of the message's."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.actions.delivering import settle, store
from intake.formats import FORMATS
from intake.models import Outcome

PERSON = ["first_name", "last_name", "email", "phone", "listing", "marketplace", "external_id", "occurred_at", "action", "message"]
FIELDS = {
    "own": [*PERSON, "answers"],
    "microsoft": ["FirstName", "LastName", "Email", "Company"],
    "aws": ["apnCrmUniqueIdentifier", "fullName", "email", "createdDate", "useCaseWorkload"],
    "hubspot": ["firstname", "email", "company", "message"],
    "salesforce": ["last_name", "company", "lead_source", "retURL", "00N000000000001"],
}
# The message around a lead's own fields.
AROUND = {
    "own": lambda lead, other: lead,
    "microsoft": lambda lead, other: {"UserDetails": lead, "LeadSource": other, "ActionCode": other, "OfferTitle": other},
    "aws": lambda lead, other: {"version": other, "leads": [lead, other]},
    "hubspot": lambda lead, other: {
        "fields": [{"name": name, "value": value} for name, value in lead.items()],
        "context": other, "submittedAt": other, "legalConsentOptions": {"consent": other},
    },
}  # fmt: skip
# Half of a pair, nothing at all, more than a column holds, a formula, another script, a number that is none.
ODD = ["\ud800", "\x00", "x" * 300, "=1+1", "محمد", "٣", "1e999", "2026-02-31", "9" * 400, "\u2028", "|", "SFDC-dup-|", "-|-"]


TEXTS = st.sampled_from(ODD) | st.text(max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=6),
    max_leaves=20,
)


def bodies_of(name):
    names = st.sampled_from(FIELDS[name])
    if name == "salesforce":
        pairs = st.lists(st.tuples(names, st.text(max_size=300, alphabet=st.characters(codec="utf-8"))), max_size=8)
        return pairs.map(lambda pairs: "&".join(f"{key}={value}" for key, value in pairs).encode())
    leads = st.dictionaries(names, VALUES, max_size=8)
    return st.builds(AROUND[name], leads, VALUES).map(lambda message: json.dumps(message).encode())


@pytest.mark.django_db
@pytest.mark.parametrize("name", FORMATS)
def test_no_message_is_more_than_leadhub_can_take(name, make_endpoint):
    endpoint = make_endpoint(name)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(body=bodies_of(name), key=st.sampled_from(["", "k", "\ud800\x00" * 200]), content_type=st.text(max_size=300))
    def receive(body, key, content_type):
        delivery = settle(store(endpoint, body=body, idempotency_key=key, content_type=content_type, charset=content_type))
        assert not delivery.reason.startswith("LeadHub itself failed"), body
        assert (delivery.state, bytes(delivery.body)) in {("settled", body), ("quarantined", body)}

    receive()
    assert Outcome.objects.filter(lead__isnull=False).exists()
