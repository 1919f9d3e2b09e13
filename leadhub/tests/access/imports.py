"""What imports answer to those who may import: GET, POST. The import is done, and one of Aster's Sales support."""

from leadhub.tests.access.people import ADMIN, RESELLER, THE_OPERATOR, VIEWER

ADDRESSES = {
    "lead_imports": (200, 422),
    "lead_import": (200, 405),
    "lead_import_columns": (303, 422),
    "lead_import_start": (405, 303),
    "lead_import_undo": (405, 303),
    "lead_import_discard": (405, 409),
    "lead_import_failed": (200, 405),
}
MAY_UNDO = {ADMIN, "sales@aster.example"}


def expected(email, name, route, method):
    if email is None:
        return 302
    if email in (THE_OPERATOR, VIEWER, RESELLER):
        return 403
    answer = ADDRESSES[name][method == "POST"]
    if answer == 405:
        return 405
    if "<slug:" in route and not email.endswith("@aster.example"):
        return 404
    return 403 if name == "lead_import_undo" and email not in MAY_UNDO else answer
