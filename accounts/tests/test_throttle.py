"""Who guesses, or has letters sent, is slowed down."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.demo import PASSWORD
from accounts.tests.reading import path_in, problems

MEMBER = "member@aster.example"
WRONG = "not the password"
TOO_MANY = {None: ["Too many tries. Wait five minutes before the next one, or set a new password."]}
NEW = {"password1": "violet-otter-58", "password2": "violet-otter-58"}


@pytest.fixture(autouse=True)
def counting(settings, cast):
    """A cache that counts: the tests' own forgets at once, lest one test throttle another."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "throttle"}}
    cache.clear()
    yield
    cache.clear()


def attempt(password=WRONG, login=MEMBER, address="192.0.2.1"):
    return Client().post("/accounts/login/", {"login": login, "password": password}, REMOTE_ADDR=address)


def guess(times, **who):
    for _ in range(times):
        attempt(**who)


def test_after_five_wrong_passwords_even_the_right_one_has_to_wait():
    guess(4)
    assert problems(attempt()) != TOO_MANY
    response = attempt(PASSWORD)
    assert (response.status_code, problems(response)) == (200, TOO_MANY)


def test_after_five_minutes_the_right_password_works_again(time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    guess(5)
    time_machine.shift(timedelta(minutes=5, seconds=1))
    assert attempt(PASSWORD).url == "/"


def test_guesses_for_one_email_count_from_everywhere_and_hold_up_nobody_else():
    for number in range(5):
        attempt(address=f"192.0.2.{number}")
    assert problems(attempt(PASSWORD, address="192.0.2.9")) == TOO_MANY
    assert attempt(PASSWORD, login="sales@aster.example", address="192.0.2.9").url == "/"


def test_unknown_email_is_throttled_alike():
    guess(5, login="nobody@aster.example")
    assert problems(attempt(login="nobody@aster.example")) == TOO_MANY


def test_signing_in_does_not_count_as_a_try():
    guess(4)
    assert [attempt(PASSWORD).url for _ in range(6)] == ["/"] * 6


def test_one_machine_cannot_guess_for_many_emails():
    for number in range(10):
        attempt(login=f"nobody{number}@aster.example")
    assert problems(attempt(PASSWORD)) == TOO_MANY


def test_flood_of_tries_is_answered_with_a_page_that_says_so():
    guess(30)
    response = attempt()
    assert (response.status_code, response.templates[0].name) == (429, "429.html")


def test_new_password_lets_in_at_once_however_often_the_old_one_was_tried():
    guess(5)
    client = Client()
    client.post("/accounts/password/reset/", {"email": MEMBER}, REMOTE_ADDR="192.0.2.1")
    form = client.get(path_in(mail.outbox[0]), follow=True).redirect_chain[-1][0]
    client.post(form, NEW, REMOTE_ADDR="192.0.2.1")
    assert attempt(NEW["password1"]).url == "/"


def test_letters_to_one_mailbox_are_limited_known_or_not():
    for email in (MEMBER, "nobody@aster.example"):
        mail.outbox.clear()
        statuses = [Client().post("/accounts/password/reset/", {"email": email}).status_code for _ in range(6)]
        assert (statuses, len(mail.outbox)) == ([302] * 5 + [429], 5)


def test_letters_about_another_email_are_limited(sign_in):
    client = sign_in(MEMBER)
    new = [{"email": f"ben{number}@aster.example", "password": PASSWORD} for number in range(6)]
    assert [client.post("/accounts/email/", typed).status_code for typed in new] == [303] * 5 + [429]
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(("address", "field"), [("/accounts/email/", "password"), ("/accounts/reauthenticate/", "password")])
def test_password_cannot_be_guessed_on_an_unattended_screen(sign_in, address, field):
    client = sign_in(MEMBER)
    for _ in range(5):
        response = client.post(address, {"email": "ben@aster.example", field: WRONG})
        assert problems(response) == {field: ["This is not your password."]}
    if address == "/accounts/email/":
        assert client.post(address, {"email": "ben@aster.example", field: PASSWORD}).status_code == 429
    else:
        assert problems(client.post(address, {field: PASSWORD})) == {field: TOO_MANY[None]}


def test_current_password_cannot_be_guessed_on_the_page_that_changes_it(sign_in):
    client = sign_in(MEMBER)
    typed = NEW | {"oldpassword": WRONG}
    assert [client.post("/accounts/password/change/", typed).status_code for _ in range(6)] == [200] * 5 + [429]
