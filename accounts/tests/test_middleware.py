"""For whom a person acts, and on whose clock."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from accounts.context import acting_for
from accounts.middleware import ACTING_FOR, ActingFor
from accounts.models import Membership, User


@pytest.fixture
def two_places(cast):
    """member@birch.example is in Aster as well: Aster comes first by name."""
    return Membership.objects.create(user=cast.people["member@birch.example"], partner=cast.partners["aster"], is_viewer=True)


def acts_for(client):
    return str(client.get("/accounts/profile/").context["membership"].partner)


def test_without_a_choice_it_is_the_first_partner_by_name(sign_in, two_places):
    assert acts_for(sign_in("member@birch.example")) == "Aster Apps"


def test_the_choice_holds_from_page_to_page(sign_in, two_places):
    client = sign_in("member@birch.example")
    client.post("/accounts/switch/", {"partner": "birch"})
    assert [acts_for(client), acts_for(client)] == ["Birch Services", "Birch Services"]


def test_reading_a_page_chooses_nothing(sign_in, two_places):
    client = sign_in("member@birch.example")
    acts_for(client)
    assert ACTING_FOR not in client.session


def test_membership_that_ends_while_it_is_chosen_falls_back_to_the_next(sign_in, two_places):
    client = sign_in("member@birch.example")
    client.post("/accounts/switch/", {"partner": "birch"})
    Membership.objects.exclude(pk=two_places.pk).filter(user=two_places.user).delete()
    assert acts_for(client) == "Aster Apps"


def test_person_whose_last_membership_ends_is_told_so(sign_in, cast):
    client = sign_in("member@aster.example")
    cast.people["member@aster.example"].memberships.all().delete()
    response = client.get("/leads/")
    assert (response.status_code, response.templates[0].name) == (403, "accounts/no_partner.html")


def test_person_who_is_switched_off_is_signed_out(sign_in, cast):
    client = sign_in("member@aster.example")
    User.objects.filter(email="member@aster.example").update(is_active=False)
    assert client.get("/leads/").url == "/accounts/login/?next=/leads/"


@pytest.mark.parametrize(("zone", "clock"), [("Europe/Madrid", "Europe/Madrid"), ("Europe/Atlantis", "UTC")])
def test_clock_is_the_readers_for_one_request_and_utc_where_the_zone_is_unknown(cast, zone, clock):
    request = RequestFactory().get("/")
    request.user, request.session = User(time_zone=zone), SessionStore()
    page = ActingFor(lambda request: HttpResponse(timezone.get_current_timezone_name()))
    assert page(request).content.decode() == clock
    assert timezone.get_current_timezone_name() == "UTC"


def test_page_shown_before_it_is_known_for_whom_the_person_acts_has_no_links(cast):
    request = RequestFactory().get("/")
    request.user = cast.people["member@aster.example"]
    nothing = {"membership": None, "memberships": [], "sidebar": [], "settings_pages": []}
    assert acting_for(request) == {"theme": "auto", **nothing}


@pytest.mark.parametrize("key", ['"\\000aaaaaaaaaaaaaaaa"', "' OR 1=1 --", "é" * 32, "a" * 5000, ""])
def test_garbage_in_the_session_cookie_is_a_stranger(client, db, key):
    response = client.get("/leads/", headers={"Cookie": f"sessionid={key}"})
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/leads/")


def test_personal_pages_stay_out_of_shared_caches(sign_in, make_lead):
    lead = make_lead(last_name="Silva")
    for url in ("/leads/", lead.url, f"{lead.url}notes/", f"{lead.url}owner/", "/accounts/profile/"):
        assert sign_in("member@aster.example").get(url)["Cache-Control"] == "private, no-cache", url


@pytest.mark.parametrize("zone", ["America", "", "Nowhere/At_all", "../etc/passwd"])
def test_an_odd_time_zone_is_utc_and_no_page_breaks(sign_in, cast, make_lead, zone):
    type(cast.people["member@aster.example"]).objects.update(time_zone=zone)
    lead = make_lead(last_name="Silva")
    assert "<small>UTC</small>" in sign_in("member@aster.example").get(lead.url).content.decode()
