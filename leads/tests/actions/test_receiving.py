"""Every lead is born through one door; this is what it makes of whatever was sent."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from leads.actions import Draft, receive_lead, receive_leads
from leads.models import Lead, Note, Source

pytestmark = pytest.mark.django_db


@pytest.fixture
def source(cast):
    return Source.objects.create(partner=cast.partners["birch"], kind="marketplace", name="Push")


def test_a_lead_belongs_to_its_listings_vendor_and_its_marketplaces_distributor(cast, source):
    draft = Draft(last_name="Silva", listing=cast.listings["Aster Insights"], marketplace=cast.marketplaces["cedar-store"])
    lead = receive_lead(draft, source=source, by="Push")
    assert (lead.partner.slug, lead.distributor.slug, lead.listing_name, lead.listing_kind) == (
        "aster", "cedar", "Aster Insights", "app",
    )  # fmt: skip


def test_a_lead_without_a_known_listing_belongs_to_the_sources_partner_and_keeps_the_text(source):
    lead = receive_lead(
        Draft(last_name="Silva", listing_text="Something else", marketplace_text="Elsewhere"), source=source, by="Push"
    )
    assert (lead.partner.slug, lead.distributor, lead.listing, lead.listing_kind) == ("birch", None, None, "")
    assert (lead.listing_name, lead.marketplace_name) == ("Something else", "Elsewhere")
    assert Lead.objects.matching("something ELSE").get() == lead


def test_a_distributors_unassigned_lead_is_not_lost_to_it(cast):
    source = Source.objects.create(partner=cast.partners["cedar"], kind="file", name="File")
    lead = receive_lead(Draft(last_name="Silva"), source=source, by="File")
    assert lead.distributor == cast.partners["cedar"]


def test_text_is_stored_on_one_line_and_storable(source):
    lead = receive_lead(Draft(first_name=" A\x00n\ud800a\r\nMaria ", last_name="O\u2028Neil"), source=source, by="Push")
    assert (lead.first_name, lead.last_name) == ("A\ufffdn\ufffda Maria", "O Neil")


def test_what_does_not_fit_a_column_is_kept_whole_and_the_lead_says_so(source):
    company = "x" * 256
    lead = receive_lead(Draft(company=company, answers=[("Size", "10")]), source=source, by="Push")
    assert (len(lead.company), lead.company[-1]) == (255, "…")
    assert lead.answers == [{"label": "Size", "value": "10"}, {"label": "Company, whole", "value": company}]


def test_255_characters_fit(source):
    lead = receive_lead(Draft(company="x" * 255), source=source, by="Push")
    assert (lead.company, lead.answers) == ("x" * 255, [])


def test_a_note_too_long_for_one_becomes_several_and_the_count_is_true(source):
    lead = receive_lead(Draft(last_name="Silva", notes=["a" * 10_001, "  ", "b"]), source=source, by="Push")
    assert sorted(len(note.body) for note in Note.objects.all()) == [1, 1, 10_000]
    assert (lead.note_count, lead.history.filter(kind="noted").count()) == (3, 3)


def test_a_lead_starts_in_the_first_sales_status_at_the_time_it_came(source):
    moment = datetime(2026, 3, 1, 8, 30, tzinfo=UTC)
    lead = receive_lead(Draft(last_name="Silva", created_at=moment), source=source, by="Push")
    assert (lead.status.slug, lead.created_at, lead.version) == ("new", moment, 1)
    assert [(entry.kind, entry.to_text) for entry in lead.history.all()] == [("received", "New")]


def test_a_reference_that_is_taken_is_drawn_again(source, monkeypatch):
    """Only chance is replaced: the next eight letters drawn are those of a lead that is there."""
    taken = receive_lead(Draft(last_name="First"), source=source, by="Push").reference
    letters = iter(taken.removeprefix("LD-").replace("-", "") + "ABCDEFGH")
    monkeypatch.setattr("leadhub.references.draw.__kwdefaults__", {"choose": lambda _: next(letters)})
    second = receive_lead(Draft(last_name="Second", identity="x"), source=source, by="Push")
    assert second.reference == "LD-ABCD-EFGH"
    assert Lead.objects.count() == 2


def test_an_identity_is_one_lead_in_a_partner(source):
    receive_lead(Draft(last_name="Silva", identity="same"), source=source, by="Push")
    with pytest.raises(IntegrityError), transaction.atomic():
        receive_lead(Draft(last_name="Silva", identity="same"), source=source, by="Push")
    assert Lead.objects.count() == 1


def test_a_batch_costs_the_same_number_of_queries_as_one_lead(source):
    def queries(number):
        with CaptureQueriesContext(connection) as captured:
            receive_leads([Draft(last_name=f"Silva {n}", notes=["x"]) for n in range(number)], source=source, by="Push")
        return len(captured)

    assert queries(1) == queries(20)
