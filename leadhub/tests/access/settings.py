"""What the settings answer to administrators: GET, POST. Objects are Aster's."""

from leadhub.tests.access.people import ADMIN, ADMINISTRATORS, DISTRIBUTOR

ADDRESSES = {
    "settings": (302, 405),
    "team": (200, 405),
    "invite": (200, 422),
    "invitation_send_again": (405, 303),
    "invitation_withdraw": (405, 303),
    "member_roles": (200, 422),
    "member_remove": (200, 303),
    "settings_listings": (200, 405),
    "listing_add": (200, 422),
    "listing_edit": (200, 422),
    "reasons": (200, 303),
}


def expected(email, name, route, method):
    if email is None:
        return 302
    if email not in ADMINISTRATORS:
        return 403
    if email == DISTRIBUTOR and name in ("listing_add", "listing_edit"):
        return 403
    on_get, on_post = ADDRESSES[name]
    if method == "GET" and on_get == 405:
        return 405
    if "<slug:" in route and email != ADMIN:
        return 404
    return on_get if method == "GET" else on_post
