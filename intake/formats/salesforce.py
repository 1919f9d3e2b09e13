"""Salesforce Web-to-Lead form posts (data/formats.md §4), AppExchange's among them."""

from django.utils.translation import gettext_lazy as _

from intake.arrivals import Arrival, Reply, Unreadable
from intake.formats.reading import form_pairs, rest, together

LABEL = _("Salesforce Web-to-Lead")
CONTENT_TYPE = "application/x-www-form-urlencoded"
SAMPLE = (
    "oid=00D000000000000&first_name=Test&last_name=Person&company=Example+Ltd&email=test.person%40example.com"
    "&phone=%2B1+415+555+0100&lead_source=Web&description=Sent+to+try+this+source."
)
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
    if message.content_type.startswith("multipart/"):
        raise Unreadable("This form came in parts (multipart). It has to be sent as application/x-www-form-urlencoded.")
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
    # A name that is repeated is boxes that were ticked.
    arrival.answers = rest(together(pairs), {*CONTACT.values(), *FOR_SALESFORCE, "lead_source"})
    return [arrival]


def reply(message):
    """The visitor's browser posted it: back to where the form says, if the source allows that, else a page of thanks."""
    try:
        url = dict(form_pairs(message)).get("retURL", "").strip()
    except Unreadable:
        url = ""
    return Reply(url=url, is_page=True)
