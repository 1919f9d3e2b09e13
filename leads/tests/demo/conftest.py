"""The demo's leads for the cast, as if a certain moment were now: told, or stored as well."""

from datetime import UTC, datetime

import pytest

from leads.demo.seeding import seed_leads, stories


@pytest.fixture
def now():
    """A Wednesday morning."""
    return datetime(2026, 3, 4, 9, 41, tzinfo=UTC)


@pytest.fixture
def seed_here(cast, now):
    """`seed_here(leads=600)` stores so many leads for the cast; `now` and `seed` can be given."""

    def run(**arguments):
        return seed_leads(cast, **{"leads": 40, "now": now, **arguments})

    return run


@pytest.fixture
def tell_stories(cast, now):
    """`tell_stories(now=…)`: 600 leads with their notes and history, nothing of it stored."""

    def run(**arguments):
        return list(stories(cast, **{"leads": 600, "seed": 1, "now": now, **arguments}))

    return run
