"""A lead that came with a name nobody knew gets its listing, once somebody says which one is meant."""

from datetime import timedelta

import pytest
from django.utils import timezone

from leads.actions import StaleLead, add_note, assign_lead, delete_lead, place_lead, place_leads
from leads.models import HistoryEntry, Lead

ANA = "admin@aster.example"


@pytest.fixture
def lead(make_lead):
    return make_lead(last_name="Byron", listing_text="aster.inv-365")


@pytest.fixture
def invoicing(cast):
    return cast.listings["Aster Invoicing"]


def test_lead_takes_the_listings_name_and_kind_is_found_by_it_and_says_who_did_it(cast, lead, invoicing):
    assert place_lead(lead, invoicing, by=cast.people[ANA], version=1)
    lead = Lead.objects.get()
    assert (lead.listing, lead.listing_name, lead.listing_kind, lead.version) == (invoicing, "Aster Invoicing", "app", 2)
    assert (lead.listing_key, "aster invoicing" in lead.search_text) == ("0aster invoicing", True)
    entry = lead.history.first()
    assert (entry.kind, entry.changes, entry.actor_name) == (
        HistoryEntry.Kind.EDITED, {"listing": ["aster.inv-365", "Aster Invoicing"]}, "Ana Moreno",
    )  # fmt: skip
    assert entry.told_changes == [("Listing", ["aster.inv-365", "Aster Invoicing"])]


def test_placing_it_where_it_is_changes_nothing(cast, lead, invoicing):
    place_lead(lead, invoicing, by="Ana", version=1)
    assert not place_lead(lead, invoicing, by="Ana", version=1)
    assert lead.history.filter(kind="edited").count() == 1


def test_who_comes_second_is_told(lead, invoicing):
    Lead.objects.filter(pk=lead.pk).update(version=2)
    with pytest.raises(StaleLead):
        place_lead(lead, invoicing, by="Ana", version=1)
    assert Lead.objects.get().listing is None


def test_lead_of_a_distributor_becomes_the_vendors_and_loses_an_owner_who_does_not_work_there(cast, make_lead):
    lead = make_lead(partner="cedar", last_name="Byron", listing_text="insights", marketplace="cedar-store")
    assign_lead(lead, cast.people["manager@cedar.example"], by="Ines", version=1)
    place_lead(lead, cast.listings["Aster Insights"], by="Ines", version=2)
    lead = Lead.objects.get()
    assert (lead.partner.slug, lead.distributor.slug, lead.owner) == ("aster", "cedar", None)
    assert lead.history.first().changes["owner"] == ["Ines Keller", ""]


def test_all_that_wait_are_placed_and_those_that_have_a_listing_are_left(make_lead, invoicing, cast):
    for number in range(5):
        make_lead(last_name=f"Waiting {number}", listing_text="aster.inv-365")
    make_lead(last_name="Placed", listing="Aster Insights")
    placed = place_leads(Lead.objects.all(), invoicing, by=cast.people[ANA])
    assert (placed.done, placed.skipped) == (5, [])
    assert Lead.objects.filter(listing=invoicing).count() == 5
    assert Lead.objects.get(last_name="Placed").listing.name == "Aster Insights"


def test_who_cannot_be_placed_is_named_and_the_others_are_placed(make_lead, cast):
    """The vendor has that very lead already: two with one identity cannot be."""
    make_lead(last_name="There already", identity="x", created_at=timezone.now() - timedelta(days=1))
    twin = make_lead(partner="cedar", last_name="Twin", identity="x", listing_text="insights")
    make_lead(partner="cedar", last_name="Other", listing_text="insights")
    placed = place_leads(Lead.objects.filter(listing_name="insights"), cast.listings["Aster Insights"], by="Ines")
    assert (placed.done, placed.skipped) == (1, [twin])
    assert Lead.objects.get(last_name="Twin").listing is None


def test_a_note_does_not_keep_a_lead_from_being_placed_and_a_deleted_one_is_left(make_lead, invoicing, cast):
    noted, deleted = (make_lead(last_name=name, listing_text="aster.inv-365") for name in ("Noted", "Deleted"))
    add_note(noted, "Called.", by=cast.people[ANA])
    delete_lead(deleted, by=cast.people[ANA], version=1)
    placed = place_leads(Lead.objects.all(), invoicing, by="Ana")
    assert (placed.done, [lead.last_name for lead in placed.skipped]) == (1, ["Deleted"])
