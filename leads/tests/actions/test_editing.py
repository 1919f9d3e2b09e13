import pytest

from leads.actions import StaleLead, edit_lead
from leads.models import Lead
from listings.actions import save_listing

pytestmark = pytest.mark.django_db


def test_an_edit_changes_the_search_the_order_and_the_history(cast, make_lead):
    lead = make_lead(first_name="Ana", last_name="Silva", company="Old")
    assert edit_lead(lead, {"company": "Äther", "first_name": "Ana"}, by="leads.csv", version=1) is True
    fresh = Lead.objects.get(pk=lead.pk)
    assert (fresh.company, fresh.company_key, fresh.version) == ("Äther", "0ather", 2)
    assert [Lead.objects.matching(words).count() for words in ("ather", "old")] == [1, 0]
    assert lead.history.first().changes == {"company": ["Old", "Äther"]}


def test_an_edit_that_changes_nothing_leaves_no_trace(make_lead):
    lead = make_lead(last_name="Silva")
    assert edit_lead(lead, {"last_name": "Silva"}, by="leads.csv", version=1) is False
    assert (Lead.objects.get(pk=lead.pk).version, lead.history.count()) == (1, 1)


def test_a_stale_edit_overwrites_nothing(make_lead):
    lead = make_lead(last_name="Silva", company="Old")
    edit_lead(Lead.objects.get(pk=lead.pk), {"company": "New"}, by="leads.csv", version=1)
    with pytest.raises(StaleLead):
        edit_lead(lead, {"company": "Other"}, by="leads.csv", version=1)
    assert Lead.objects.get(pk=lead.pk).company == "New"


def test_renaming_a_listing_takes_its_leads_along_and_no_others(cast, make_lead):
    mine = make_lead(last_name="Silva", listing="Aster Invoicing")
    other = make_lead(last_name="Silva", listing="Aster Insights")
    listing = cast.listings["Aster Invoicing"]
    listing.name, listing.kind = "Ödland Billing", "service"
    save_listing(listing)
    assert list(Lead.objects.matching("odland")) == [mine]
    assert list(Lead.objects.matching("invoicing")) == []
    mine.refresh_from_db()
    assert (mine.listing_name, mine.listing_kind, mine.listing_key, mine.version) == (
        "Ödland Billing",
        "service",
        "0odland billing",
        1,
    )
    other.refresh_from_db()
    assert other.listing_name == "Aster Insights"
