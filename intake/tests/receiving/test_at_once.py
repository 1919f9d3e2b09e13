"""Twenty at once: settled by what is unique in the database, not by a look before the write."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client

from intake.models import Delivery, Outcome
from leads.models import Lead

ADA = '{"last_name": "Byron", "email": "ada@engine.example"}'
SENDERS = 20


def all_at_once(send_one):
    barrier = Barrier(SENDERS)

    def run(number):
        try:
            barrier.wait(timeout=30)
            return send_one(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(SENDERS) as senders:
        return list(senders.map(run, range(SENDERS)))


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (ADA, {}),
        (ADA, {"Idempotency-Key": "k1"}),
        ('{"external_id": "7", "last_name": "Byron"}', {}),
    ],
)
def test_twenty_identical_messages_are_one_lead(make_endpoint, body, headers):
    url = make_endpoint().url

    def send_one(number):
        return Client().post(url, body, content_type="application/json", headers=headers)

    answers = all_at_once(send_one)
    lead = Lead.objects.get()
    assert [(answer.status_code, answer.json()["leads"]) for answer in answers] == [(202, [lead.reference])] * SENDERS
    assert Delivery.objects.filter(state="settled").count() == SENDERS
    assert sorted(Outcome.objects.values_list("kind", flat=True)) == ["created"] + ["repeated"] * (SENDERS - 1)
    assert lead.history.count() == 1


@pytest.mark.django_db(transaction=True)
def test_twenty_states_of_one_lead_at_once_end_as_one_lead_with_every_answer(make_endpoint):
    url = make_endpoint().url

    def send_one(number):
        body = f'{{"external_id": "7", "answers": {{"field {number}": "{number}"}}}}'
        return Client().post(url, body, content_type="application/json").status_code

    assert all_at_once(send_one) == [202] * SENDERS
    lead = Lead.objects.get()
    assert sorted(answer["label"] for answer in lead.answers) == sorted(f"field {number}" for number in range(SENDERS))
    assert lead.history.count() == lead.version == SENDERS
