"""Salesforce Web-to-Lead form posts (data/formats.md §4), AppExchange's among them."""

from intake.arrivals import Arrival
from intake.formats.reading import form_pairs, rest

CONTACT = {
    "first_name": "first_name",
    "last_name": "last_name",
    "company": "company",
    "email": "email",
    "phone": "phone",
    "job_title": "title",
    "country": "country",
}
# What is for Salesforce itself, and says nothing about the lead. `retURL` is the answer's business.
FOR_SALESFORCE = {"oid", "retURL", "encoding", "debug", "debugEmail", "captcha_settings", "g-recaptcha-response", "submit"}
APPEXCHANGE = "SFDC-"


def read(message):
    pairs = form_pairs(message)
    told = {name: value.strip() for name, value in pairs}
    source = told.get("lead_source", "")
    listing, action = "", ""
    if source.startswith(APPEXCHANGE) and "|" in source:
        action, _bar, listing = source.partition("|")
    arrival = Arrival(
        **{name: told.get(key, "") for name, key in CONTACT.items()},
        source_text=source,
        listing=listing.strip(),
        action=action.replace("SFDC-dup-", APPEXCHANGE),
    )
    arrival.answers = rest(_together(pairs), {*CONTACT.values(), *FOR_SALESFORCE, "lead_source"})
    return [arrival]


def _together(pairs):
    """Repeated names once, with their values one a line: boxes that were ticked."""
    together = {}
    for name, value in pairs:
        together.setdefault(name, []).append(value)
    return together.items()


def return_url(message):
    """Where the sender wants the browser to go next; blank for nowhere. Only hosts that the source allows are followed."""
    return dict(form_pairs(message)).get("retURL", "").strip()
