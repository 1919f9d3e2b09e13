"""LeadHub's own JSON (data/formats.md §1)."""

from django.utils.translation import gettext_lazy as _

from intake.arrivals import CONTACT, Arrival
from intake.formats.reading import json_object, moment, one, rest, under

LABEL = _("LeadHub’s own JSON")
CONTENT_TYPE = "application/json"
SAMPLE = """{
  "first_name": "Test", "last_name": "Person", "company": "Example Ltd", "email": "test.person@example.com",
  "listing": "", "message": "Sent to try this source.", "answers": {"team_size": "12"}
}
"""
TAKEN = {*CONTACT, "listing", "marketplace", "external_id", "message", "answers", "occurred_at", "action"}


def read(message):
    body = json_object(message)
    arrival = Arrival(
        **{name: one(body.get(name)) for name in CONTACT},
        listing=one(body.get("listing")),
        marketplace=one(body.get("marketplace")),
        external_id=one(body.get("external_id")),
        action=one(body.get("action")),
        occurred_at=moment(body.get("occurred_at")),
    )
    if text := one(body.get("message")):
        arrival.answers.append(("Message", text))
    # A date that is none is kept as it came, and so are answers that are no object.
    taken = TAKEN - {name for name in ("answers",) if not isinstance(body.get(name), dict)}
    taken -= set() if arrival.occurred_at else {"occurred_at"}
    arrival.answers += [*rest(under(body, "answers").items(), set()), *rest(body.items(), taken)]
    return [arrival]
