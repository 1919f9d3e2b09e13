"""What orders answer to those who see orders at all: GET, POST. The order is one of Aster's administrator's."""

from leadhub.tests.access.people import ADMIN, ADMINISTRATORS, RESELLER

ADDRESSES = {"orders": (200, 405), "orders_export": (200, 405), "order": (200, 405)}
SEE_THE_ADMINISTRATORS = {ADMIN, "both@aster.example"}
SEE_ORDERS = {*ADMINISTRATORS, "sales@aster.example", "resellers@aster.example", "both@aster.example", RESELLER}


def expected(email, name, route, method):
    if email is None:
        return 302
    if email not in SEE_ORDERS:
        return 403
    on_get, on_post = ADDRESSES[name]
    if method == "POST":
        return on_post
    return 404 if "<slug:" in route and email not in SEE_THE_ADMINISTRATORS else on_get
