"""Changing a password, and setting a new one by the link in a letter."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.demo import PASSWORD
from accounts.models import User
from accounts.tests.reading import path_in, problems, told, without_tokens

MEMBER = "member@aster.example"
NEW = "violet-otter-58"
BOTH = {"password1": NEW, "password2": NEW}


def can_sign_in(password, email=MEMBER):
    return Client().login(email=email, password=password)


def is_signed_in(client):
    return client.get("/accounts/profile/").status_code == 200


# --- changing it ----------------------------------------------------------------------------------


def test_password_is_changed_and_the_person_stays_signed_in_here_alone(sign_in):
    here, elsewhere = sign_in(MEMBER), sign_in(MEMBER)
    response = here.post("/accounts/password/change/", {"oldpassword": PASSWORD, **BOTH}, follow=True)
    assert (response.redirect_chain, told(response)) == ([("/accounts/profile/", 302)], ["Your password is changed."])
    assert (can_sign_in(NEW), can_sign_in(PASSWORD)) == (True, False)
    assert (is_signed_in(here), is_signed_in(elsewhere)) == (True, False)


def test_change_is_told_by_letter(sign_in):
    sign_in(MEMBER).post("/accounts/password/change/", {"oldpassword": PASSWORD, **BOTH})
    (letter,) = mail.outbox
    assert (letter.subject, letter.to) == ("LeadHub: Your password was changed", [MEMBER])
    assert "The password of member@aster.example was changed." in letter.body
    assert path_in(letter) == "/accounts/password/reset/"


TOO_SHORT = "This password is too short. It must contain at least 10 characters."


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"oldpassword": "not the password"}, {"oldpassword": ["This is not your current password."]}),
        ({"password2": "violet-otter-59"}, {"password2": ["You must type the same password each time."]}),
        ({"password1": "otter-58", "password2": "otter-58"}, {"password1": [TOO_SHORT]}),
        ({"password1": "1234567890", "password2": "1234567890"}, {"password1": ["This password is too common."]}),
        ({"password1": "ben-okafor", "password2": "ben-okafor"}, {"password1": ["The password is too similar to the name."]}),
        ({"password1": MEMBER, "password2": MEMBER}, {"password1": ["The password is too similar to the e-mail."]}),
        ({"password1": "", "password2": ""}, {"password1": ["Fill this in."], "password2": ["Fill this in."]}),
    ],
)
def test_weak_or_mistyped_password_is_refused_at_the_field(sign_in, typed, told):
    response = sign_in(MEMBER).post("/accounts/password/change/", {"oldpassword": PASSWORD, **BOTH, **typed})
    assert problems(response) == told
    assert can_sign_in(PASSWORD)


def test_person_without_a_password_sets_one_instead_of_changing_it(sign_in, cast):
    person = cast.people[MEMBER]
    person.set_unusable_password()
    person.save()
    client = sign_in(MEMBER)
    assert client.get("/accounts/password/change/").url == "/accounts/password/set/"
    response = client.post("/accounts/password/set/", BOTH, follow=True)
    assert (response.redirect_chain, told(response)) == ([("/accounts/profile/", 302)], ["Your password is set."])
    assert can_sign_in(NEW)


def test_person_with_a_password_cannot_set_another_without_the_first(sign_in):
    assert sign_in(MEMBER).post("/accounts/password/set/", BOTH).url == "/accounts/password/change/"


def test_person_who_confirms_their_password_goes_on_to_where_they_wanted(sign_in):
    client = sign_in(MEMBER)
    typed = {"password": PASSWORD, "next": "/leads/deleted/"}
    assert client.post("/accounts/reauthenticate/", typed).url == "/leads/deleted/"
    assert client.post("/accounts/reauthenticate/", typed | {"next": "https://evil.example/"}).url == "/"


# --- by letter ------------------------------------------------------------------------------------


def ask(email=MEMBER):
    """The page after asking, and the one letter that it sent."""
    mail.outbox.clear()
    page = Client().post("/accounts/password/reset/", {"email": email}, follow=True)
    (letter,) = mail.outbox
    return page, letter


def follow(letter):
    """The page behind the letter's link, in a browser of its own, and the address of its form."""
    client = Client()
    page = client.get(path_in(letter), follow=True)
    return client, page, page.redirect_chain[-1][0] if page.redirect_chain else ""


def is_dead(letter):
    _client, page, _form = follow(letter)
    return page.context.get("token_fail", False)


def test_letter_goes_to_the_person_with_a_link_that_sets_a_password(cast):
    _page, letter = ask()
    assert (letter.subject, letter.to) == ("LeadHub: Set a new password", [MEMBER])
    client, _page, form = follow(letter)
    response = client.post(form, BOTH, follow=True)
    assert response.redirect_chain == [("/accounts/password/reset/key/done/", 302)]
    assert (can_sign_in(NEW), can_sign_in(PASSWORD), is_signed_in(client)) == (True, False, False)


def test_page_after_asking_does_not_tell_whether_there_is_an_account(cast):
    User.objects.filter(email="sales@aster.example").update(is_active=False)
    pages = {without_tokens(ask(email)[0]) for email in (MEMBER, "nobody@aster.example", "sales@aster.example")}
    assert len(pages) == 1


@pytest.mark.parametrize("email", ["nobody@aster.example", "sales@aster.example"])
def test_letter_to_an_email_that_cannot_sign_in_says_so_without_a_link(cast, email):
    User.objects.filter(email="sales@aster.example").update(is_active=False)
    _page, letter = ask(email)
    assert (letter.subject, letter.to) == ("LeadHub: Nobody signs in with this e-mail", [email])
    assert "/accounts/" not in letter.body


def test_link_works_once(cast):
    _page, letter = ask()
    client, _page, form = follow(letter)
    client.post(form, BOTH)
    assert is_dead(letter)


def test_link_works_for_a_day(cast, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    _page, letter = ask()
    time_machine.shift(timedelta(hours=23, minutes=59))
    assert not is_dead(letter)
    time_machine.shift(timedelta(minutes=2))
    assert is_dead(letter)


def test_form_left_open_for_a_day_sets_nothing(cast, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    client, _page, form = follow(ask()[1])
    time_machine.shift(timedelta(hours=24, minutes=1))
    assert client.post(form, BOTH).context["token_fail"]
    assert can_sign_in(PASSWORD)


def test_link_dies_when_the_person_signs_in_or_gets_another_email(cast):
    _page, letter = ask()
    Client().post("/accounts/login/", {"login": MEMBER, "password": PASSWORD})
    assert is_dead(letter)
    _page, letter = ask()
    User.objects.filter(email=MEMBER).update(email="ben@aster.example")
    assert is_dead(letter)


def test_link_of_one_person_sets_no_password_of_another(cast):
    token = path_in(ask()[1]).rpartition("/key/")[2].partition("-")[2]
    other = path_in(ask("sales@aster.example")[1])
    forged = other.rpartition("/key/")[0] + "/key/" + other.rpartition("/key/")[2].partition("-")[0] + "-" + token
    assert Client().get(forged).context["token_fail"]


def test_link_is_not_in_the_address_of_the_form(cast):
    _client, page, form = follow(ask()[1])
    assert form.endswith("-set-password/")
    assert page.context["action_url"] == form


def test_person_who_was_invited_without_a_password_sets_the_first_one_by_letter(cast):
    User.objects.create_user("nia@aster.example", name="Nia")
    client, _page, form = follow(ask("nia@aster.example")[1])
    client.post(form, BOTH)
    assert can_sign_in(NEW, "nia@aster.example")


def test_new_password_by_letter_is_told_by_letter_and_ends_every_session(cast, sign_in):
    elsewhere = sign_in(MEMBER)
    client, _page, form = follow(ask()[1])
    mail.outbox.clear()
    client.post(form, BOTH)
    assert [(letter.subject, letter.to) for letter in mail.outbox] == [("LeadHub: Your password was set anew", [MEMBER])]
    assert not is_signed_in(elsewhere)


def test_signing_in_and_resetting_keep_no_second_list_of_emails(cast):
    """`User.email` is the one e-mail that signs in: what allauth would keep beside it could outlive a change."""
    client, _page, form = follow(ask()[1])
    client.post(form, BOTH)
    client.post("/accounts/login/", {"login": MEMBER, "password": NEW})
    client.post("/accounts/password/change/", {"oldpassword": NEW, "password1": PASSWORD, "password2": PASSWORD})
    assert EmailAddress.objects.count() == 0
