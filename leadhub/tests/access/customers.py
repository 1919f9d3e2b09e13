"""What customers' pages answer to a partner's people: GET, POST. The customers are Aster's; a Viewer may read and no more."""

from leadhub.tests.access.people import THE_OPERATOR, VIEWER

ADDRESSES = {
    "customer_users": (200, 405),
    "customer_users_export": (200, 405),
    "customer_user_add": (200, 422),
    "customer_user": (200, 405),
    "customer_user_edit": (200, 422),
    "customer_companies": (200, 405),
    "customer_companies_export": (200, 405),
    "customer_company_add": (200, 422),
    "customer_company": (200, 405),
    "customer_company_edit": (200, 422),
}


def expected(email, name, route, method):
    if email is None:
        return 302
    if email == THE_OPERATOR or (email == VIEWER and name.endswith(("_add", "_edit"))):
        return 403
    on_get, on_post = ADDRESSES[name]
    if (on_get if method == "GET" else on_post) == 405:
        return 405
    if email == VIEWER and name.endswith("_export"):
        return 403
    if "<slug:" in route and not email.endswith("@aster.example"):
        return 404
    return on_get if method == "GET" else on_post
