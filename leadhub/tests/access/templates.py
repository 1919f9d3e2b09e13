"""What a lead template's pages answer to a vendor's administrators: GET, POST. The template is Aster's, and active."""

from leadhub.tests.access.people import ADMIN, ADMINISTRATORS, DISTRIBUTOR

ADDRESSES = {
    "templates": (200, 405),
    "template_create": (200, 422),
    "template": (200, 405),
    "template_edit": (200, 422),
    "template_preview": (200, 422),
    "template_duplicate": (405, 303),
    "template_activate": (405, 303),
    "template_retire": (405, 409),
}


def expected(email, name, route, method):
    if email is None:
        return 302
    if email not in ADMINISTRATORS or email == DISTRIBUTOR:
        return 403
    on_get, on_post = ADDRESSES[name]
    if (on_get if method == "GET" else on_post) == 405:
        return 405
    if "<slug:" in route and email != ADMIN:
        return 404
    return on_get if method == "GET" else on_post
