"""Another e-mail to sign in with: nothing changes before it has answered, and only for the person who asked."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.demo import PASSWORD
from accounts.email_change import change_email
from accounts.models import User
from accounts.tests.reading import path_in, problems, told

OLD, NEW = "member@aster.example", "ben@aster.example"


@pytest.fixture
def client(sign_in):
    return sign_in(OLD)


def ask(client, email=NEW):
    """The letter that asking for this e-mail sends."""
    mail.outbox.clear()
    client.post("/accounts/email/", {"email": email, "password": PASSWORD})
    (letter,) = mail.outbox
    return letter


def emails(*people):
    return [User.objects.get(pk=person.pk).email for person in people]


@pytest.fixture
def ben(cast):
    return cast.people[OLD]


def test_asking_changes_nothing_but_sends_a_link_to_the_new_email(client, ben):
    response = client.post("/accounts/email/", {"email": NEW, "password": PASSWORD}, follow=True)
    assert response.redirect_chain == [("/accounts/profile/", 303)]
    assert told(response) == ["A letter is on its way to ben@aster.example. Follow its link within a day."]
    assert [(letter.subject, letter.to) for letter in mail.outbox] == [("LeadHub: Confirm your new e-mail", [NEW])]
    assert emails(ben) == [OLD]


def test_following_the_link_asks_and_confirming_it_changes_the_email(client, ben):
    path = path_in(ask(client))
    assert client.get(path).status_code == 200
    assert emails(ben) == [OLD]
    response = client.post(path, follow=True)
    assert (response.redirect_chain, told(response)) == ([("/accounts/profile/", 303)], ["You now sign in as ben@aster.example."])
    assert emails(ben) == [NEW]
    assert [Client().login(email=email, password=PASSWORD) for email in (OLD, NEW)] == [False, True]


def test_change_is_told_to_the_old_email(client):
    path = path_in(ask(client))
    mail.outbox.clear()
    client.post(path)
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("LeadHub: Your e-mail was changed", [OLD])
    assert "You asked to sign in to LeadHub as ben@aster.example instead of member@aster.example." in letter.body
    assert "/accounts/" not in letter.body  # This e-mail can set no new password any more.


def test_new_email_is_kept_in_lower_case(client, ben):
    client.post(path_in(ask(client, "Ben@ASTER.Example")))
    assert emails(ben) == [NEW]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"password": "not the password"}, {"password": ["This is not your password."]}),
        ({"password": ""}, {"password": ["Fill this in."]}),
        ({"email": "ben"}, {"email": ["This does not look like an e-mail address."]}),
        ({"email": "Member@Aster.example"}, {"email": ["This is your e-mail already."]}),
        ({"email": ""}, {"email": ["Fill this in."]}),
    ],
)
def test_what_does_not_fit_is_said_at_the_field_and_no_letter_is_sent(client, typed, told):
    response = client.post("/accounts/email/", {"email": NEW, "password": PASSWORD} | typed)
    assert (response.status_code, problems(response), mail.outbox) == (422, told, [])


def test_email_of_somebody_else_is_answered_alike_and_only_they_are_told(client, cast):
    there = client.post("/accounts/email/", {"email": "Sales@Aster.example", "password": PASSWORD}, follow=True)
    assert told(there) == ["A letter is on its way to sales@aster.example. Follow its link within a day."]
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("LeadHub: This e-mail has an account already", ["sales@aster.example"])
    assert "/accounts/" not in letter.body
    assert not any(word in letter.body for word in (OLD, "Ben"))


def test_link_is_of_no_use_to_another_person_or_to_nobody(client, sign_in, cast, ben):
    path = path_in(ask(client))
    stranger = sign_in("member@birch.example")
    assert [stranger.get(path).status_code, stranger.post(path).status_code] == [404, 404]
    assert Client().post(path).url == f"/accounts/login/?next={quote(path)}"
    assert emails(ben, cast.people["member@birch.example"]) == [OLD, "member@birch.example"]


def test_link_works_once(client, ben):
    first = path_in(ask(client))
    client.post(first)
    assert client.post(first).status_code == 404
    assert emails(ben) == [NEW]


def test_link_works_for_a_day(client, ben, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    path = path_in(ask(client))
    time_machine.shift(timedelta(hours=23, minutes=59))
    assert client.get(path).status_code == 200
    time_machine.shift(timedelta(minutes=2))
    assert [client.get(path).status_code, client.post(path).status_code] == [404, 404]
    assert emails(ben) == [OLD]


def test_link_dies_with_the_password(client, ben):
    path = path_in(ask(client))
    new = {"password1": "violet-otter-58", "password2": "violet-otter-58"}
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    assert client.post(path).status_code == 404


@pytest.mark.parametrize("key", ["x", "a:b:c", "%00", "é" * 300])
def test_made_up_link_is_refused_on_a_page(client, key):
    assert client.get(f"/accounts/email/{key}/").templates[0].name == "accounts/confirm_email.html"


def test_email_that_somebody_got_in_the_meantime_is_refused_in_words(client, cast, ben):
    path = path_in(ask(client))
    User.objects.filter(email="sales@aster.example").update(email=NEW)
    response = client.post(path)
    assert response.status_code == 409
    assert "Somebody signs in as <strong>ben@aster.example</strong> already" in response.content.decode()
    assert emails(ben) == [OLD]


def test_of_two_changes_at_once_the_second_does_nothing(cast):
    one, same = User.objects.get(email=OLD), User.objects.get(email=OLD)
    assert [change_email(one, NEW), change_email(same, "benjamin@aster.example")] == [True, False]
    assert emails(one) == [NEW]
