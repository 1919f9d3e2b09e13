"""Microsoft commercial marketplace, "HTTPS endpoint" (data/formats.md §2). Nothing is required; there is no id."""

from django.utils.translation import gettext_lazy as _

from intake.arrivals import Arrival
from intake.formats.reading import json_object, one, rest, under

LABEL = _("Microsoft commercial marketplace")
CONTENT_TYPE = "application/json"
SAMPLE = """{
  "UserDetails": {
    "FirstName": "Test", "LastName": "Person", "Email": "test.person@example.com", "Phone": "+1 617 555 0100",
    "Country": "US", "Company": "Example Ltd", "Title": "Buyer"
  },
  "LeadSource": "AzureMarketplace-INS|example.offer", "ActionCode": "INS", "OfferTitle": "", "Description": "MSFT_TEST"
}
"""
CONTACT = {
    "first_name": "FirstName",
    "last_name": "LastName",
    "email": "Email",
    "phone": "Phone",
    "country": "Country",
    "company": "Company",
    "job_title": "Title",
}
DO_NOT_CONTACT = "DNC"
TEST_MARK = "MSFT_TEST"
TAKEN = {"UserDetails", "LeadSource", "ActionCode", "OfferTitle"}


def read(message):
    body = json_object(message)
    person = under(body, "UserDetails")
    source, action, offer = split_source(one(body.get("LeadSource")))
    actions = {action.upper(), one(body.get("ActionCode")).upper()}  # said twice: whoever asks not to be contacted is not
    action = one(body.get("ActionCode")) or action
    arrival = Arrival(
        **{name: one(person.get(key)) for name, key in CONTACT.items()},
        source_text=source,
        listing=one(body.get("OfferTitle")) or offer,
        action=action,
        do_not_contact=DO_NOT_CONTACT in actions,
        is_test=TEST_MARK in " ".join(map(one, [*person.values(), *body.values()])).upper(),
    )
    others = [(name, value) for name, value in body.items() if name != "UserDetails" or not person]
    arrival.answers = rest([*others, *person.items()], TAKEN - ({"UserDetails"} if not person else set()) | set(CONTACT.values()))
    if offer and offer != arrival.listing:
        arrival.answers.append(("Offer", offer))
    return [arrival]


def split_source(text):
    """`AzureMarketplace-INS|publisher.offer-id` is (source, action, offer): at the first `|`, then at the last `-`."""
    left, _bar, offer = text.partition("|")
    source, dash, action = left.rpartition("-")
    return (source, action, offer) if dash else (left, "", offer)
