"""Everybody × every address under /opportunities/: the access matrix's table for an opportunity of Aster's Sales support."""

import pytest

from leadhub.tests.test_access_matrix import EVERYBODY, OPPORTUNITIES, addresses, ask, client_of

ADMIN, SALES = "admin@aster.example", "sales@aster.example"
MANAGER, RESELLER = "resellers@aster.example", "reseller@dahlia.example"
NO_ROLE = {"member@aster.example": 403, "viewer@aster.example": 403}
NOT_ENABLED = {"admin@birch.example": 404, "member@birch.example": 404, "manager@cedar.example": 404}
OUTSIDE = {None: 302, "operator@leadhub.example": 403, **NO_ROLE, **NOT_ENABLED}
# What only administrators may, of what Sales support sees.
FOR_ADMINISTRATORS = {"opportunity_finalize", "opportunity_owner", "opportunity_delete", "opportunity_restore"}


def expected(email, name, route, method):
    if email in OUTSIDE:
        return OUTSIDE[email]
    answer = OPPORTUNITIES[name][method == "POST"]
    if answer == 405:
        return 405
    if "<slug:" in route:
        if email not in (ADMIN, SALES):
            return 404
        return 403 if email == SALES and name in FOR_ADMINISTRATORS else answer
    if email != ADMIN and name == "opportunities_deleted":
        return 403
    return 403 if email == MANAGER and name in ("sale_setup", "sale_checkout") else answer


@pytest.mark.parametrize("email", EVERYBODY)
def test_everybody_gets_exactly_what_the_rules_say_of_opportunities(cast, make_opportunity, email):
    opportunity = make_opportunity(by=SALES)
    client, wrong = client_of(cast, email), []
    for route, name in addresses():
        if name not in OPPORTUNITIES:
            continue
        for method in ("GET", "POST"):
            got = ask(client, method, "/" + route.replace("<slug:reference>", opportunity.reference))
            if got != (want := expected(email, name, route, method)):
                wrong.append((method, route, got, want))
    assert wrong == []
