"""Your own page."""

import pytest
from django.test import Client

from accounts.models import Membership, User
from accounts.tests.reading import problems, told

MEMBER = "member@aster.example"
FORM = {"name": "Ben Okafor", "time_zone": "Europe/Madrid", "preferred_view": "cards", "keyboard_shortcuts": "on"}


@pytest.fixture
def client(sign_in):
    return sign_in(MEMBER)


@pytest.fixture
def save(client):
    return lambda follow=False, **typed: client.post("/accounts/profile/", FORM | typed, follow=follow)


def stored(*names):
    return User.objects.values_list(*names).get(email=MEMBER)


def test_profile_is_saved_and_says_so(save):
    response = save(name="Ben O.", time_zone="America/New_York", preferred_view="list", keyboard_shortcuts="", follow=True)
    assert (response.redirect_chain, told(response)) == ([("/accounts/profile/", 303)], ["Your profile is saved."])
    names = ("name", "time_zone", "preferred_view", "keyboard_shortcuts")
    assert stored(*names) == ("Ben O.", "America/New_York", "list", False)


def test_only_the_own_name_and_habits_are_saved(save):
    save(email="x@evil.example", is_staff="on", is_superuser="on", is_active="", pk="1", reference="US-0000-0000")
    assert stored("email", "is_staff", "is_superuser", "is_active") == (MEMBER, False, False, True)


def test_refused_profile_keeps_what_was_typed_and_renames_nobody(save):
    response = save(name="Somebody Else", time_zone="Europe/Atlantis")
    assert (response.status_code, list(problems(response))) == (422, ["time_zone"])
    assert response.context["form"]["name"].value() == "Somebody Else"
    assert response.context["user"].name == "Ben Okafor"
    assert stored("name", "time_zone") == ("Ben Okafor", "Europe/Madrid")


def test_profile_page_names_each_problem_on_top_with_a_link_to_its_field(save):
    page = save(name="x" * 151).content.decode()
    sentence = "A name has at most 150 characters; this one has 151."
    assert f'<a href="#id_name">Your name: {sentence}</a>' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page


def test_chosen_view_is_how_lists_open_from_now_on(client, save):
    client.get("/leads/?view=list")
    assert client.get("/leads/").context["view_name"] == "list"
    save(preferred_view="list")
    save(preferred_view="cards")
    assert client.get("/leads/").context["view_name"] == "cards"


def test_profile_that_leaves_the_view_alone_keeps_the_last_one_asked_for(client, save):
    client.get("/leads/?view=list")
    save(name="Ben O.")
    assert client.get("/leads/").context["view_name"] == "list"


def test_profile_shows_the_partners_with_roles_and_for_which_one_acts(client, cast):
    Membership.objects.create(user=cast.people[MEMBER], partner=cast.partners["birch"], is_viewer=True, is_sales_support=True)
    response = client.get("/accounts/profile/")
    places = [(place.partner.name, place.role_names) for place in response.context["memberships"]]
    assert places == [("Aster Apps", ["Member"]), ("Birch Services", ["Sales support", "Viewer"])]
    assert response.content.decode().count("you act for it now") == 1


def test_profile_is_there_for_a_person_in_no_partner(sign_in):
    assert sign_in("operator@leadhub.example").get("/accounts/profile/").status_code == 200


def test_profile_is_for_those_who_are_signed_in(db):
    assert Client().get("/accounts/profile/").url == "/accounts/login/?next=/accounts/profile/"


def test_accounts_alone_is_the_profile(client):
    assert client.get("/accounts/").url == "/accounts/profile/"


def test_old_name_of_a_time_zone_stays_until_another_is_chosen(client, save):
    User.objects.filter(email=MEMBER).update(time_zone="US/Eastern")
    assert client.get("/accounts/profile/").context["form"]["time_zone"].value() == "US/Eastern"
    assert save(time_zone="US/Eastern").status_code == 303
    assert save(time_zone="US/Pacific").status_code == 422
