"""LeadHub's own JSON (data/formats.md §1)."""

from intake.arrivals import CONTACT, Arrival
from intake.formats.reading import json_object, moment, one, rest, under

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
    arrival.answers += [*rest(under(body, "answers").items(), set()), *rest(body.items(), TAKEN)]
    return [arrival]
