"""AWS partner leads as S3 JSON (data/formats.md §3): several leads in one file, in two spellings of their keys."""

from django.utils.translation import gettext_lazy as _

from intake.arrivals import Arrival, Unreadable
from intake.formats.reading import json_object, labelled, moment, one, said

LABEL = _("AWS partner leads (S3 JSON)")
CONTENT_TYPE = "application/json"
SAMPLE = """{
  "version": "1", "spmsId": "000000",
  "leads": [
    {
      "fullName": "Test Person", "company": "Example Ltd", "email": "test.person@example.com", "phone": "+1 206 555 0100",
      "title": "Buyer", "country": "US", "leadSource": "Test", "status": "Open", "currentLeadStage": "Accepted",
      "useCaseWorkload": "Storage;Analytics", "apnCrmUniqueIdentifier": "LTEST0001"
    }
  ]
}
"""
HIDDEN = "accept to view"
CONTACT = {
    "first_name": "firstname",
    "last_name": "lastname",
    "company": "company",
    "email": "email",
    "phone": "phone",
    "job_title": "title",
    "country": "country",
}
TAKEN = {*CONTACT.values(), "fullname", "apncrmuniqueidentifier", "leadsource", "createddate"}
SEVERAL = {"usecaseworkload"}


def read(message):
    body = {key.casefold(): value for key, value in json_object(message).items()}
    leads = body.get("leads")
    if not isinstance(leads, list) or not leads:
        raise Unreadable("This is no AWS lead file: it has no list of leads.")
    return [_lead(lead) for lead in leads]


def _lead(lead):
    if not isinstance(lead, dict):
        return Arrival()  # names nobody; the others in the file are not its fault
    names = {key.casefold(): key for key in lead}
    told = {key.casefold(): _visible(value) for key, value in lead.items()}
    arrival = Arrival(
        **{name: told.get(key, "") for name, key in CONTACT.items()},
        source_text=told.get("leadsource", ""),
        external_id=told.get("apncrmuniqueidentifier", ""),
        occurred_at=moment(lead.get(names.get("createddate"))),
    )
    if not (arrival.first_name or arrival.last_name):
        arrival.first_name, _blank, arrival.last_name = told.get("fullname", "").rpartition(" ")
    taken = TAKEN if arrival.occurred_at else TAKEN - {"createddate"}  # a date that is none is kept as it came
    arrival.answers = [labelled(names[key], _several(key, value)) for key, value in told.items() if key not in taken and value]
    return arrival


def _visible(value):
    """What a field says; until a lead is accepted AWS writes a placeholder, which says nothing."""
    text = one(value) if not isinstance(value, dict) else said(value)
    return "" if text.casefold() == HIDDEN else text


def _several(key, text):
    return text.replace(";", "\n") if key in SEVERAL else text
