"""Answers of many rows ask the database as often as answers of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.actions import add_note
from leads.models import Lead
from listings.models import Listing, Offering, Plan


@pytest.fixture
def fill(cast, make_lead):
    """`fill(30)`: so many further leads, notes of the first lead, and listings with a plan and an offering."""

    def more(count):
        for _number in range(count):
            make_lead(last_name="Byron", listing="Aster Insights", marketplace="cedar-store", owner="member@aster.example")
            here = Listing.objects.count()
            add_note(Lead.objects.earliest("pk"), f"Note {here}", by=cast.people["member@aster.example"])
            listing = Listing.objects.create(partner=cast.partners["aster"], name=f"Listing {here}", kind="app")
            Plan.objects.create(listing=listing, name="Only", price=1, currency="EUR")
            Offering.objects.create(listing=listing, marketplace=cast.marketplaces["northwind"])

    return more


def queries_of(program, path):
    with CaptureQueriesContext(connection) as captured:
        assert program.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("path", ["/leads", "/leads/{}/notes", "/leads/{}/history", "/listings"])
def test_an_answer_costs_the_same_queries_whatever_is_in_it(program, fill, path):
    ana = program("admin@aster.example")
    fill(1)
    path = path.format(Lead.objects.earliest("pk").reference)
    queries_of(ana, path)  # the first use of a token is noted
    before = queries_of(ana, path)
    fill(20)
    assert queries_of(ana, path) == before
