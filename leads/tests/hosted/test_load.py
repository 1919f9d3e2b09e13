"""Two hundred sendings at once, fifty of them repeats: one hundred and fifty leads, on every database."""

from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from leads.models import HistoryEntry, Lead, Source
from leads.tests.hosted.conftest import ADA, Visitor

pytestmark = pytest.mark.django_db(transaction=True)
VISITORS, REPEATS, THREADS = 150, 50, 8


@pytest.fixture
def counting(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "load"}}
    settings.FORM_RATE_PER_ADDRESS = settings.FORM_RATE_PER_FORM = 1000
    cache.clear()
    yield
    cache.clear()


def test_two_hundred_sendings_of_which_fifty_are_repeats_are_one_hundred_and_fifty_leads(template, counting):
    forms = []
    for number in range(VISITORS):
        visitor = Visitor(template)
        visitor.open()
        forms.append({**visitor.carried, **ADA, "last_name": f"Visitor {number}"})
    sendings = [*forms, *forms[:REPEATS]]
    Random(1).shuffle(sendings)

    def send(typed):
        try:
            return Client().post(f"/forms/{template.slug}/", typed).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        statuses = list(pool.map(send, sendings))
    assert statuses == [303] * (VISITORS + REPEATS)
    assert sorted(Lead.objects.values_list("last_name", flat=True)) == sorted(f"Visitor {n}" for n in range(VISITORS))
    assert HistoryEntry.objects.filter(kind="received").count() == VISITORS
    assert Source.objects.filter(kind="form").count() == 1
