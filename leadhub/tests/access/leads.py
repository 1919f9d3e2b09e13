"""A lead's addresses: GET, then POST when the lead is there and when it is deleted, to somebody who sees the lead."""

import re
from dataclasses import dataclass

from leadhub.tests.access.people import DISTRIBUTOR, THE_OPERATOR, VIEWER
from leads.models import Lead

ADDRESSES = {
    "lead": (200, 405, 405),
    "lead_created": (200, 405, 405),
    "lead_status": (405, 303, 409),
    "lead_notes": (200, 303, 409),
    "lead_owner": (200, 303, 409),
    "lead_follow_up": (200, 303, 409),
    "lead_delete": (405, 303, 409),
    "lead_restore": (405, 409, 303),
    "lead_undo": (405, 409, 409),
}
NOTES_ARE_FOR_DISTRIBUTORS_TOO = "lead_notes"


@dataclass(frozen=True)
class Case:
    """A lead of a kind, and who sees it, by partner."""

    lead: Lead
    seen_by: frozenset

    def url_of(self, name, route):
        return "/" + route.replace("<reference:reference>", self.lead.reference)


def expected(email, case, name, route, method):
    if email is None:
        return 302
    if email == THE_OPERATOR:
        return 403
    if re.search(r"@(\w+)\.", email)[1] not in case.seen_by:
        return 404
    on_get, on_post, on_post_deleted = ADDRESSES[name]
    if method == "GET":
        return on_get
    if on_post == 405:
        return 405
    if email == VIEWER or (email == DISTRIBUTOR and name != NOTES_ARE_FOR_DISTRIBUTORS_TOO):
        return 403
    return on_post_deleted if case.lead.deleted_at else on_post
