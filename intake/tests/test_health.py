"""How a source is doing, in words that the settings show."""

from datetime import timedelta

import pytest
from django.utils import timezone

from intake.health import Health, duration, health_of, number_in_quarantine
from intake.models import Delivery
from leads.models import Lead

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def endpoint(make_endpoint):
    return make_endpoint("own")


@pytest.fixture
def came(endpoint, send):
    """`came(5, 45, 85)`: a new lead each, so many minutes ago."""

    def deliver(*minutes, body=None, **headers):
        for ago in minutes:
            reference = send(endpoint, body or {"last_name": f"Lead {ago}"}, **headers).json()["delivery"]
            Delivery.objects.filter(reference=reference).update(received_at=timezone.now() - ago * MINUTE)

    return deliver


def health(endpoint):
    return health_of([endpoint])[endpoint.pk]


def test_a_new_source_had_no_lead_yet(endpoint):
    assert health(endpoint) == Health()


def test_the_usual_time_is_the_median_of_the_times_between_leads(endpoint, came):
    came(5, 45, 85, 600)
    found = health(endpoint)
    assert (found.usual_in_words, found.is_quiet) == ("40 min", False)
    assert abs(timezone.now() - found.last - 5 * MINUTE) < MINUTE


def test_two_leads_do_not_say_what_is_usual(endpoint, came):
    came(100, 5000)
    assert (health(endpoint).usual_in_words, health(endpoint).is_quiet) == ("", False)


@pytest.mark.parametrize(("last", "apart", "is_quiet"), [(59, 1, False), (61, 1, True), (110, 40, False), (130, 40, True)], ids=str)
def test_quiet_is_three_times_as_long_as_usual_and_an_hour_at_least(endpoint, came, last, apart, is_quiet):
    came(*(last + number * apart for number in range(4)))
    assert health(endpoint).is_quiet == is_quiet


def test_what_is_turned_off_is_not_called_quiet(endpoint, came):
    came(500, 501, 502, 503)
    endpoint.is_on = False
    assert not health(endpoint).is_quiet


def test_only_deliveries_that_made_leads_count(endpoint, came):
    came(90, 130, 170)
    came(1, body={"last_name": "Lead 90"})  # sent again
    came(2, **{"LeadHub-Test": "yes"})
    came(3, body="{")
    found = health(endpoint)
    assert (timezone.now() - found.last > HOUR, found.usual_in_words, found.in_quarantine) == (True, "40 min", 1)
    assert Lead.objects.real().count() == 3


def test_it_costs_the_same_for_one_source_and_for_many(make_endpoint, django_assert_num_queries):
    endpoints = [make_endpoint("own", name=f"Source {number}") for number in range(12)]
    with django_assert_num_queries(2):
        assert len(health_of(endpoints)) == 12


@pytest.mark.parametrize(
    ("time", "words"),
    [(timedelta(seconds=5), "1 min"), (89 * MINUTE, "89 min"), (100 * MINUTE, "2 h"), (47 * HOUR, "47 h"), (3 * DAY, "3 days")],
)
def test_durations_in_words(time, words):
    assert duration(time) == words


def test_the_number_beside_sources_is_of_ones_own_partner(cast, came, make_endpoint, send):
    came(1, 2, body="{")
    send(make_endpoint("own", partner="birch"), "{")
    ana, ines = (cast.people[email].memberships.get() for email in ("admin@aster.example", "manager@cedar.example"))
    assert (number_in_quarantine(ana), number_in_quarantine(ines)) == (2, None)


def test_a_file_in_quarantine_for_one_of_its_leads_brought_the_others(make_endpoint, send):
    endpoint = make_endpoint("aws")
    send(endpoint, {"leads": [{"fullName": "Ada Byron"}, {"city": "Paris"}]})
    assert health(endpoint).last == Delivery.objects.get().received_at


def test_a_lead_that_says_itself_that_it_is_a_test_is_no_sign_of_life(make_endpoint, send):
    endpoint = make_endpoint("microsoft")
    send(endpoint, {"UserDetails": {"LastName": "Byron"}, "Description": "MSFT_TEST"})
    assert (Lead.objects.count(), health(endpoint)) == (1, Health())
