"""Addresses without an object: what GET answers to people of a partner, to the operator (who is in none), to a stranger."""

from leadhub.tests.access.people import RESELLER, THE_OPERATOR, VIEWER

ADDRESSES = {
    "home": (302, 302, 302),
    "leads": (200, 403, 302),
    "leads_export": (200, 403, 302),
    "leads_deleted": (200, 403, 302),
    "lead_create": (200, 403, 302),
    "accounts/": (302, 302, 302),
    "profile": (200, 200, 302),
    "change_email": (200, 200, 302),
    "confirm_email": (404, 404, 302),
    "invitation": (404, 404, 404),
    "tokens": (200, 403, 302),
    "token_revoke": (404, 404, 404),
    "switch_partner": (405, 405, 405),
    "choose_theme": (405, 405, 405),
}
REFUSED = {VIEWER: {"leads_export", "lead_create"}, RESELLER: {"lead_create"}}


def expected(email, name):
    if name in REFUSED.get(email, ()):
        return 403
    return ADDRESSES[name][2 if email is None else 1 if email == THE_OPERATOR else 0]
