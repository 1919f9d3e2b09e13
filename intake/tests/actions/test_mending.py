"""What could not be understood is mended, replayed, or set aside; what came is never changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.actions import mending
from intake.actions.delivering import settle_later
from intake.actions.mending import MendedMeanwhile, Mending, alike, mend, mend_alike, replay, set_aside, state_of, take_back
from intake.models import Delivery
from leads.models import Lead

BROKEN = '{"last_name": "Byron", "listing": "Aster Invoicing"'
SALESFORCE = "last_name=Byron&company=Engines&lead_source=Web"


@pytest.fixture
def endpoint(make_endpoint):
    return make_endpoint("own")


@pytest.fixture
def quarantined(endpoint, send):
    """`quarantined(body)`: a delivery of two days ago that was not understood."""

    def deliver(body=BROKEN):
        reference = send(endpoint, body).json()["delivery"]
        Delivery.objects.filter(reference=reference).update(received_at=timezone.now() - timedelta(days=2))
        delivery = Delivery.objects.get(reference=reference)
        assert delivery.is_quarantined
        return delivery

    return deliver


def only(delivery):
    return Delivery.objects.filter(pk=delivery.pk)


def test_a_mended_text_makes_a_lead_of_the_time_at_which_it_came_and_the_body_stays(quarantined):
    delivery = quarantined()
    mend(delivery, Mending(body=BROKEN + "}"), seen=state_of(delivery))
    replayed = replay(only(delivery))
    delivery.refresh_from_db()
    lead = Lead.objects.get()
    assert (replayed.settled, replayed.count, delivery.state, bytes(delivery.body)) == (1, 1, "settled", BROKEN.encode())
    assert (lead.last_name, lead.listing_name, lead.created_at) == ("Byron", "Aster Invoicing", delivery.received_at)


def test_another_format_listing_and_template_are_taken(quarantined, cast, make_template):
    delivery, template = quarantined(SALESFORCE), make_template()
    wanted = Mending(format="salesforce", listing=cast.listings["Aster Insights"], template=template)
    mend(delivery, wanted, seen=state_of(delivery))
    replay(only(delivery))
    lead = Lead.objects.get()
    assert (lead.last_name, lead.listing_name, lead.template_version) == ("Byron", "Aster Insights", template.current)


def test_what_is_still_not_understood_is_in_quarantine_again(quarantined):
    delivery = quarantined()
    assert (replay(only(delivery)).quarantined, Lead.objects.count()) == (1, 0)
    delivery.refresh_from_db()
    assert delivery.is_quarantined


def test_what_is_settled_is_not_replayed(endpoint, send):
    send(endpoint, {"last_name": "Byron"})
    assert replay(Delivery.objects.all()).count == 0
    assert Lead.objects.count() == 1


def test_who_mends_second_is_told_and_who_mends_the_same_finds_it_done(quarantined):
    delivery = quarantined()
    seen = state_of(delivery)
    for _click in range(2):
        mend(delivery, Mending(format="salesforce"), seen=seen)
    with pytest.raises(MendedMeanwhile, match="Somebody else mended this message"):
        mend(delivery, Mending(format="hubspot"), seen=seen)
    set_aside(delivery)
    with pytest.raises(MendedMeanwhile, match="not in quarantine any more: it is “Set aside” now"):
        mend(delivery, Mending(format="salesforce"), seen=seen)


def test_all_alike_are_read_as_this_one_each_with_its_own_text(quarantined):
    first, second = quarantined("last_name=Byron&email=a@x.example"), quarantined("last_name=King&email=b@x.example")
    other = quarantined('{"a": 1}')
    assert list(alike(first).order_by("pk")) == [first, second]
    mend_alike(first, Mending(format="salesforce", body="not for the others"))
    assert replay(alike(first)).settled == 2
    assert sorted(Lead.objects.values_list("last_name", flat=True)) == ["Byron", "King"]
    other.refresh_from_db()
    assert other.is_quarantined


def test_many_are_left_to_the_worker_and_counted(quarantined, monkeypatch):
    monkeypatch.setattr(mending, "MOST_AT_ONCE", 2)
    deliveries = [quarantined() for _number in range(3)]
    Delivery.objects.update(mended_body=BROKEN + "}")
    replayed = replay(Delivery.objects.all())
    assert (replayed.queued, replayed.count, Lead.objects.count()) == (3, 3, 0)
    assert Delivery.objects.waiting().filter(work_due_at__lte=timezone.now()).count() == 3
    for delivery in Delivery.objects.waiting().order_by("pk"):
        settle_later(delivery)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"settled"}
    assert Lead.objects.get().created_at == deliveries[0].received_at


def test_rubbish_is_set_aside_and_taken_back_once(quarantined):
    delivery = quarantined()
    assert [set_aside(delivery), set_aside(delivery)] == [True, False]
    assert replay(Delivery.objects.all()).count == 0
    assert [take_back(delivery), take_back(delivery)] == [True, False]
    assert Delivery.objects.get().is_quarantined
