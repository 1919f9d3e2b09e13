"""Files of many leads: piece by piece, the large ones by the worker, and doubled by nothing that comes in between."""

import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from intake.actions import delivering
from intake.actions.delivering import in_order, replay_one, settle, settle_later, store
from intake.models import Delivery, Outcome
from leadhub.work import leases
from leadhub.work.queues import queues
from leads.models import Lead


def file_of(numbers, **more):
    leads = [{"apnCrmUniqueIdentifier": f"L{number}", "fullName": f"Lead {number}", **more} for number in numbers]
    return json.dumps({"leads": leads}).encode()


def settled(delivery):
    return list(delivery.outcomes.values_list("position", "kind"))


@pytest.mark.django_db
def test_a_file_of_several_pieces_becomes_its_leads_in_its_order(make_endpoint):
    delivery = settle(store(make_endpoint("aws"), body=file_of(range(60))))
    assert delivery.state == "settled"
    assert [outcome.lead.name for outcome in delivery.outcomes.all()] == [f"Lead {number}" for number in range(60)]
    assert set(settled(delivery)) == {(number, "created") for number in range(60)}


@pytest.mark.django_db
def test_what_a_crash_interrupts_begins_anew_and_doubles_nothing(make_endpoint):
    delivery = store(make_endpoint("aws"), body=file_of(range(60)))

    def die():
        raise leases.LeaseLost

    with pytest.raises(leases.LeaseLost):
        settle(delivery, go_on=die)
    assert (Lead.objects.count(), Delivery.objects.get().state) == (delivering.PIECE, "pending")
    delivery = settle(Delivery.objects.get())
    assert (Lead.objects.count(), delivery.state) == (60, "settled")
    assert set(settled(delivery)) == {(number, "created") for number in range(60)}


@pytest.mark.django_db
def test_a_file_that_is_mended_into_a_shorter_one_has_no_outcomes_left_over(make_endpoint):
    delivery = settle(store(make_endpoint("aws"), body=b'{"leads": [{"fullName": "Ada"}, {"city": "Paris"}, {"city": "Rome"}]}'))
    assert delivery.reason.startswith("2 of 3 leads in it: ")
    Delivery.objects.update(mended_body='{"leads": [{"fullName": "Ada"}]}')
    assert replay_one(delivery).state == "settled"
    assert settled(delivery) == [(0, "created")]


@pytest.mark.django_db
def test_a_large_file_is_left_to_the_worker_at_once(make_endpoint, send):
    numbers = range(delivering.MOST_AT_ONCE + 1)
    answer = send(make_endpoint("aws"), file_of(numbers))
    assert (answer.status_code, answer.json()["status"], Lead.objects.count()) == (202, "pending", 0)
    (queue,) = [queue for queue in queues if queue.name == "deliveries"]
    row = leases.take(queue, "a worker")
    queue.run(row)
    assert leases.finish(row)
    assert (Lead.objects.count(), Delivery.objects.get().state) == (len(numbers), "settled")


@pytest.mark.django_db
def test_a_worker_whose_lease_another_one_has_stops(make_endpoint):
    delivery = store(make_endpoint("aws"), body=file_of(range(60)))
    Delivery.objects.update(work_due_at=delivery.received_at)
    (queue,) = [queue for queue in queues if queue.name == "deliveries"]
    row = leases.take(queue, "a worker")
    Delivery.objects.update(leased_by="another")
    with pytest.raises(leases.LeaseLost):
        settle_later(row)
    assert Delivery.objects.get().state == "pending"


@pytest.mark.django_db
def test_the_same_leads_are_taken_in_the_same_order_whatever_the_files_say(make_endpoint):
    endpoint = make_endpoint("aws")
    orders = []
    for shuffled in (list(range(20)), random.Random(3).sample(range(20), 20)):
        delivery = store(endpoint, body=file_of(shuffled))
        places = delivering.Places(endpoint.partner, endpoint)
        arrivals = delivering.FORMATS["aws"].read(delivering.message_of(delivery))
        prepared = [delivering._prepared(delivery, arrival, places) for arrival in arrivals]
        orders.append([one.draft.last_name for _position, _way, one in in_order(prepared)])
    assert orders[0] == orders[1]


@pytest.mark.django_db(transaction=True)
def test_files_with_the_same_leads_in_opposite_orders_do_not_wait_for_each_other(make_endpoint):
    endpoint = make_endpoint("aws")
    forth = list(range(30))
    deliveries = [store(endpoint, body=file_of(order, company=f"C{n}")) for n, order in enumerate([forth, forth[::-1]] * 2)]

    def run(delivery):
        try:
            return settle(delivery).state
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deliveries)) as senders:
        assert list(senders.map(run, deliveries)) == ["settled"] * len(deliveries)
    assert Lead.objects.count() == 30
    assert Outcome.objects.filter(kind="created").count() == 30
