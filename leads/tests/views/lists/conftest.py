"""The Leads page, asked for by the member of Aster."""

import pytest

from leads.tests.views.lists.reading import LEADS


@pytest.fixture
def page(sign_in):
    """`page("?q=x")` as the member of Aster."""
    client = sign_in("member@aster.example")
    return lambda query="": client.get(LEADS + query)
