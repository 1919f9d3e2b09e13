"""Asking people in: the letter, the link, and what the Team page does with them."""

import hashlib

import pytest
from django.core import mail
from django.utils import timezone

from accounts.models import Invitation
from accounts.tests.reading import path_in, problems, told

ADMIN, NIA = "admin@aster.example", "nia@aster.example"


def ask(client, email=NIA, roles=("is_member",), **typed):
    return client.post("/settings/team/invite/", {"email": email, "roles": list(roles), **typed}, follow=True)


def pending():
    return list(Invitation.objects.pending().values_list("email", flat=True))


def test_invitation_sends_a_letter_and_stands_on_the_team_page(admin):
    response = ask(admin, "Nia@Aster.example", ["is_member", "is_sales_support"], name="Nia Owusu")
    assert response.redirect_chain == [("/settings/team/", 303)]
    assert told(response) == ["nia@aster.example is invited: a letter is on its way."]
    (letter,) = mail.outbox
    assert (letter.to, letter.subject) == ([NIA], "LeadHub: Join Aster Apps")
    assert letter.body.startswith("Hello,\n\nAna Moreno invites you to work for Aster Apps in LeadHub.")
    (invitation,) = response.context["invitations"]
    assert (invitation.email, invitation.name, invitation.role_names) == (NIA, "Nia Owusu", ["Member", "Sales support"])
    assert (invitation.expires_at - timezone.now()).days == 6


def test_only_a_hash_of_the_token_is_kept(admin):
    ask(admin)
    token = path_in(mail.outbox[0]).split("/")[3]
    assert len(token) >= 43
    invitation = Invitation.objects.get()
    assert invitation.token_hash == hashlib.sha256(token.encode()).hexdigest()
    assert token not in str(vars(invitation))
    assert token not in str(admin.session.items())


def test_link_is_shown_to_the_administrator_once(admin):
    page = ask(admin)
    assert page.context["fresh"].link == f"http://testserver{path_in(mail.outbox[0])}"
    assert page["Cache-Control"] == "no-store"
    assert admin.get("/settings/team/").context["fresh"] is None


def test_link_in_a_cookie_is_shown_to_its_own_team_alone(admin, sign_in):
    ask(admin)
    stranger = sign_in("admin@birch.example")
    stranger.cookies["invitation_link"] = path_in(mail.outbox[0]).split("/")[3]
    assert stranger.get("/settings/team/").context["fresh"] is None


def test_without_a_mail_server_the_administrator_is_told(admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    response = ask(admin)
    assert told(response) == ["nia@aster.example is invited, but no letter could be sent. Give them the link below yourself."]
    assert response.context["fresh"].email == NIA


def test_mail_server_that_is_down_loses_no_invitation(admin, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 1, False
    response = ask(admin)
    assert told(response) == ["nia@aster.example is invited, but no letter could be sent. Give them the link below yourself."]
    assert pending() == [NIA]


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"email": ""}, {"email": ["Fill this in."]}),
        ({"email": "nia"}, {"email": ["This does not look like an e-mail address."]}),
        ({"email": "nia\x00@aster.example"}, {"email": ["This does not look like an e-mail address.",
                                                        "Null characters are not allowed."]}),
        ({"roles": []}, {"roles": ["Choose at least one role."]}),
        ({"roles": ["is_reseller"]}, {"roles": ["Choose at least one role."]}),
        ({"name": "x" * 10_000}, {"name": ["A name has at most 150 characters; this one has 10000."]}),
        ({"name": "Nia\x00"}, {"name": ["The name has a character that cannot be kept. Type it anew."]}),
        ({"email": "Member@Aster.example"}, {"email": ["Ben Okafor is in your team already."]}),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_the_field_and_nothing_is_sent(admin, typed, wrong):
    response = admin.post("/settings/team/invite/", {"email": NIA, "roles": ["is_member"]} | typed)
    assert response.status_code == 422
    found = problems(response)
    assert {name: sorted(sentences) for name, sentences in found.items()} == {n: sorted(s) for n, s in wrong.items()}
    assert (mail.outbox, pending()) == ([], [])


STRANGE = {
    "long": "x" * 10_000 + "@aster.example",
    "emoji": "😀@aster.example",
    "Arabic": "نيا@aster.example",
    "short": "a@b",
    "tag": "<b>",
}


@pytest.mark.parametrize("email", STRANGE.values(), ids=STRANGE)
def test_strange_email_is_refused_and_kept_in_the_form(admin, email):
    response = admin.post("/settings/team/invite/", {"email": email, "roles": ["is_member"]})
    assert (response.status_code, list(problems(response))) == (422, ["email"])
    assert response.context["form"]["email"].value() == email


def test_strange_name_is_kept_as_it_is(admin):
    ask(admin, name="نيا 😀 <b>")
    assert Invitation.objects.get().name == "نيا 😀 <b>"
    assert "&lt;b&gt;" in admin.get("/settings/team/").content.decode()


def test_double_click_invites_once(admin):
    responses = [ask(admin) for _ in range(2)]
    assert [response.redirect_chain for response in responses] == [[("/settings/team/", 303)]] * 2
    assert (len(mail.outbox), pending()) == (1, [NIA])


def test_who_is_invited_already_is_not_invited_again(admin, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    ask(admin)
    time_machine.shift(60)
    response = ask(admin)
    assert problems(response) == {"email": ["This person is invited already. You can send the letter again from the Team page."]}
    assert (response.status_code, len(mail.outbox)) == (422, 1)


def test_one_person_may_be_invited_by_two_partners(admin, sign_in):
    ask(admin)
    ask(sign_in("admin@birch.example"))
    assert pending() == [NIA, NIA]


def test_a_team_sends_fifty_a_day(admin, cast, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    aster, later = cast.partners["aster"], timezone.now()
    Invitation.objects.bulk_create(
        Invitation(partner=aster, email=f"n{n}@aster.example", token_hash=n, is_member=True, expires_at=later) for n in range(49)
    )
    assert ask(admin).status_code == 200
    response = ask(admin, "one.more@aster.example")
    assert (response.status_code, list(problems(response))) == (429, [None])
    time_machine.shift(24 * 3600 + 1)
    admin.force_login(cast.people[ADMIN])
    assert ask(admin, "one.more@aster.example").status_code == 200


def act(client, invitation, what):
    return client.post(f"/settings/team/invitations/{invitation.reference}/{what}/", follow=True)


def test_sending_again_makes_a_new_link_and_ends_the_old_one(admin, client):
    ask(admin, roles=["is_viewer"], name="Nia")
    response = act(admin, Invitation.objects.get(), "send-again")
    assert told(response)[-1] == "nia@aster.example is invited: a letter is on its way."
    old, new = (path_in(letter) for letter in mail.outbox)
    assert [client.get(old).status_code, client.get(new).status_code] == [410, 200]
    (invitation,) = Invitation.objects.pending()
    assert (invitation.name, invitation.role_names) == ("Nia", ["Viewer"])


def test_withdrawn_link_lets_nobody_in(admin, client):
    ask(admin)
    response = act(admin, Invitation.objects.get(), "withdraw")
    assert told(response)[-1] == "The invitation of nia@aster.example is withdrawn: its link lets nobody in any more."
    assert (client.get(path_in(mail.outbox[0])).status_code, pending()) == (410, [])


@pytest.mark.parametrize("what", ["send-again", "withdraw"])
def test_invitation_that_ended_is_left_alone(admin, what):
    ask(admin)
    invitation = Invitation.objects.get()
    Invitation.objects.update(accepted_at=timezone.now())
    response = act(admin, invitation, what)
    expected = "The invitation of nia@aster.example is not open any more: it was accepted, withdrawn or sent again."
    assert (told(response)[-1], len(mail.outbox)) == (expected, 1)


@pytest.mark.parametrize("what", ["send-again", "withdraw"])
def test_invitation_of_another_team_is_not_there(admin, sign_in, what):
    ask(admin)
    response = act(sign_in("admin@birch.example"), Invitation.objects.get(), what)
    assert (response.status_code, pending(), len(mail.outbox)) == (404, [NIA], 1)


def test_member_without_the_role_invites_nobody(sign_in):
    assert (ask(sign_in("member@aster.example")).status_code, pending()) == (403, [])
