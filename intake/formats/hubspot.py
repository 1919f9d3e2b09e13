"""HubSpot form submissions, v3 (data/formats.md §5)."""

from django.utils.translation import gettext_lazy as _

from intake.arrivals import Arrival, Reply, Unreadable
from intake.formats.reading import json_object, moment, one, rest, together, under

LABEL = _("HubSpot form submission")
CONTENT_TYPE = "application/json"
SAMPLE = """{
  "fields": [
    {"objectTypeId": "0-1", "name": "firstname", "value": "Test"},
    {"objectTypeId": "0-1", "name": "lastname", "value": "Person"},
    {"objectTypeId": "0-1", "name": "email", "value": "test.person@example.com"},
    {"objectTypeId": "0-1", "name": "company", "value": "Example Ltd"}
  ],
  "context": {"pageUri": "https://www.example.com/contact", "pageName": "Contact us"}
}
"""
CONTACT = {
    "first_name": "firstname",
    "last_name": "lastname",
    "company": "company",
    "email": "email",
    "phone": "phone",
    "job_title": "jobtitle",
    "country": "country",
}


def read(message):
    body = json_object(message)
    fields = body.get("fields")
    if not isinstance(fields, list):
        raise Unreadable("This is no HubSpot submission: it has no list of fields.")
    pairs = [(one(field.get("name")), field.get("value")) for field in fields if isinstance(field, dict)]
    told = {name.casefold(): one(value) for name, value in pairs}
    context = under(body, "context")
    arrival = Arrival(
        **{name: told.get(key, "") for name, key in CONTACT.items()},
        source_text=one(context.get("pageName")),
        occurred_at=moment(body.get("submittedAt")),
    )
    taken = {name for name, _value in pairs if name.casefold() in CONTACT.values()}
    arrival.answers = [*rest(together(pairs), taken), *_page(context), *_consent(body)]
    return [arrival]


def _page(context):
    """The page it was sent from; the visitor's address and cookie are nobody's business here."""
    return [("Page", one(context.get("pageUri")))] if one(context.get("pageUri")) else []


def _consent(body):
    consent = under(under(body, "legalConsentOptions"), "consent")
    if one(consent.get("consentToProcess")) == "yes":
        yield "Agreed to", one(consent.get("text")) or "yes"
    communications = consent.get("communications")
    for communication in communications if isinstance(communications, list) else ():
        if isinstance(communication, dict) and one(communication.get("text")):
            yield one(communication.get("text")), one(communication.get("value"))


def reply(message):
    """What HubSpot's form script shows to the visitor."""
    return Reply(json={"inlineMessage": _("Thank you. What you sent has arrived.")})
