import pytest


@pytest.fixture
def invoicing(cast):
    """Aster Invoicing, with its plans *Team* and *Business*."""
    return cast.listings["Aster Invoicing"]
