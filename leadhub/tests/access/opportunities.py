"""What opportunities answer where the feature is on: GET, POST. One of Sales support's; opportunities/tests/test_access.py asks."""

from leadhub.tests.access.people import ADMIN, DISTRIBUTOR, MEMBER, THE_OPERATOR, VIEWER

SALES, MANAGER = "sales@aster.example", "resellers@aster.example"

ADDRESSES = {
    "opportunities": (200, 405),
    "opportunities_export": (200, 405),
    "opportunities_deleted": (200, 405),
    "sale_setup": (200, 303),
    "sale_checkout": (303, 303),
    "opportunity": (200, 405),
    "opportunity_edit": (405, 422),
    "opportunity_notes": (405, 303),
    "opportunity_submit": (405, 303),
    "opportunity_finalize": (405, 303),
    "opportunity_clone": (405, 303),
    "opportunity_owner": (200, 422),
    "opportunity_delete": (405, 303),
    "opportunity_restore": (405, 409),
}
NO_ROLE = dict.fromkeys((MEMBER, VIEWER), 403)
NOT_ENABLED = dict.fromkeys(("admin@birch.example", "member@birch.example", DISTRIBUTOR), 404)
OUTSIDE = {None: 302, THE_OPERATOR: 403, **NO_ROLE, **NOT_ENABLED}
# What only administrators may, of what Sales support sees.
FOR_ADMINISTRATORS = {"opportunity_finalize", "opportunity_owner", "opportunity_delete", "opportunity_restore"}


def expected(email, name, route, method):
    if email in OUTSIDE:
        return OUTSIDE[email]
    answer = ADDRESSES[name][method == "POST"]
    if answer == 405:
        return 405
    if "<slug:" in route:
        if email not in (ADMIN, SALES):
            return 404
        return 403 if email == SALES and name in FOR_ADMINISTRATORS else answer
    if email != ADMIN and name == "opportunities_deleted":
        return 403
    return 403 if email == MANAGER and name in ("sale_setup", "sale_checkout") else answer
