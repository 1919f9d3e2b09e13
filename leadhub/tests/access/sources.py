"""What the ways in answer to administrators: GET, POST. The source is Aster's, with a delivery in quarantine."""

from leadhub.tests.access.people import ADMIN, ADMINISTRATORS

ADDRESSES = {
    "settings_sources": (200, 405),
    "source_add": (200, 422),
    "source": (200, 405),
    "source_edit": (200, 422),
    "source_test": (405, 303),
    "source_name": (200, 422),
    "source_new_address": (405, 303),
    "source_close_address": (405, 303),
    "source_tokens": (200, 422),
    "source_token_revoke": (200, 303),
    "source_deliveries": (200, 405),
    "quarantine": (200, 405),
    "quarantine_replay": (405, 404),
    "delivery": (200, 405),
    "delivery_body": (200, 405),
    "delivery_mend": (405, 409),
    "delivery_set_aside": (405, 303),
    "delivery_take_back": (405, 303),
}


def expected(email, name, route, method):
    if email is None:
        return 302
    if email not in ADMINISTRATORS:
        return 403
    answer = ADDRESSES[name][method == "POST"]
    return 404 if "<slug:" in route and email != ADMIN and answer != 405 else answer
