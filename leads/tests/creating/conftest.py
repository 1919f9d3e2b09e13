"""The wizard, in the hands of the member of Aster."""

import pytest

from leads.tests.creating.wizard import Wizard


@pytest.fixture
def wizard(sign_in, cast):
    return Wizard(sign_in("member@aster.example"), cast)
