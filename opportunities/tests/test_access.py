"""Everybody × every address under /opportunities/: the access matrix's table for an opportunity of Aster's Sales support."""

from functools import partial

import pytest

from leadhub.tests.access.asking import addresses, client_of, wrong_answers
from leadhub.tests.access.opportunities import ADDRESSES, SALES, expected
from leadhub.tests.access.people import EVERYBODY


@pytest.mark.parametrize("email", EVERYBODY)
def test_everybody_gets_exactly_what_the_rules_say_of_opportunities(cast, make_opportunity, email):
    opportunity = make_opportunity(by=SALES)
    asked = [(route, name) for route, name in addresses() if name in ADDRESSES]

    def url_of(name, route):
        return "/" + route.replace("<slug:reference>", opportunity.reference)

    assert wrong_answers(client_of(cast, email), asked, url_of, partial(expected, email)) == []
