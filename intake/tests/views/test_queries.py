"""Pages of many rows ask the database as often as pages of one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intake.models import Endpoint

SOURCES = "/settings/sources/"


@pytest.fixture
def fill(make_endpoint, send):
    """`fill(30)`: so many further sources, and at the first one as many leads, unknown names and reasons for quarantine."""

    def more(count):
        here = Endpoint.objects.count()
        made = [make_endpoint(name=f"Source {number}", listing="Aster Insights") for number in range(here, here + count)]
        for number, endpoint in enumerate(made):
            send(endpoint, {"last_name": f"L{here + number}", "listing": f"unknown {number}"})
            send(endpoint, "no JSON" + " " * number + "{")

    return more


def queries_of(client, path):
    client.get(path)  # what is remembered from then on, as in a session, is asked for here
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("page", ["list", "source", "deliveries", "quarantine"])
def test_a_page_costs_the_same_queries_whatever_is_on_it(sign_in, fill, send, make_endpoint, page):
    admin = sign_in("admin@aster.example")
    first = make_endpoint(name="First", listing="Aster Insights")
    path = {
        "list": SOURCES,
        "source": f"{SOURCES}{first.reference}/",
        "deliveries": f"{SOURCES}{first.reference}/deliveries/",
        "quarantine": f"{SOURCES}quarantine/",
    }[page]

    def deliver(count):
        for number in range(count):
            send(first, {"last_name": f"First {number} of {count}", "listing": f"unknown {number}"})
        fill(count)

    deliver(1)
    before = queries_of(admin, path)
    deliver(12)
    assert queries_of(admin, path) == before
