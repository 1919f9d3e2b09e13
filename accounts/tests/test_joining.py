"""The link in an invitation's letter: who may follow it, and what it tells everybody else."""

import io
import json
import logging

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import EmailTaken, InvitationClosed, accept, invite, join
from accounts.demo import PASSWORD
from accounts.models import Invitation, Membership, User
from accounts.tests.reading import path_in, problems, told
from leadhub.logs import JsonFormatter

NIA, BIRCH_MEMBER = "nia@aster.example", "member@birch.example"
NEW = {"name": "Nia Owusu", "password1": "violet-otter-58", "password2": "violet-otter-58"}


@pytest.fixture
def link(cast):
    """`link("nia@aster.example", "is_viewer")`: the path that Ana's invitation into Aster leads to."""
    ana = Membership.objects.select_related("partner", "user").get(user__email="admin@aster.example")

    def make(email=NIA, *roles, **given):
        _invitation, token = invite(email, roles or ["is_member"], by=ana, **given)
        return f"/accounts/invitation/{token}/"

    return make


def roles_of(email, slug="aster"):
    return [membership.role_names for membership in Membership.objects.filter(user__email=email, partner__slug=slug)]


# --- somebody new ---------------------------------------------------------------------------------


def test_page_says_who_invites_whom_into_which_partner(client, link):
    response = client.get(link(name="Nia"))
    page = response.content.decode()
    assert "<bdi>Ana Moreno</bdi> invites <strong>nia@aster.example</strong> to work for <bdi>Aster Apps</bdi>" in page
    assert response.context["form"]["name"].value() == "Nia"


def test_page_is_kept_nowhere_and_its_address_is_told_to_nobody_else(client, link):
    response = client.get(link())
    assert (response["Cache-Control"], response["Referrer-Policy"]) == ("no-store", "same-origin")


def test_new_person_sets_name_and_password_and_is_a_member_signed_in(client, link):
    response = client.post(link(NIA, "is_member", "is_sales_support"), NEW, follow=True)
    assert response.redirect_chain == [("/", 303), ("/leads/", 302)]
    assert told(response) == ["Welcome to Aster Apps. Your roles here: Member, Sales support."]
    assert (response.context["user"].name, str(response.context["membership"].partner)) == ("Nia Owusu", "Aster Apps")
    assert roles_of(NIA) == [["Member", "Sales support"]]
    assert Client().login(email=NIA, password="violet-otter-58")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"name": ""}, {"name": ["Fill this in."]}),
        ({"name": "x" * 151}, {"name": ["A name has at most 150 characters; this one has 151."]}),
        ({"password1": "", "password2": ""}, {"password1": ["Fill this in."], "password2": ["Fill this in."]}),
        ({"password2": "violet-otter-59"}, {"password2": ["This is not the same password."]}),
        ({"password1": "x" * 10_000}, {"password1": ["A password has at most 1,000 characters."]}),
    ],
    ids=["no name", "long name", "no password", "another password", "long password"],
)
def test_what_does_not_fit_is_said_at_the_field_and_nobody_is_made(client, link, typed, wrong):
    response = client.post(link(), NEW | typed)
    assert (response.status_code, problems(response)) == (422, wrong)
    assert not User.objects.filter(email=NIA).exists()
    assert Invitation.objects.pending().count() == 1


@pytest.mark.parametrize("password", ["short", "password1234", "nia@aster.example"])
def test_weak_password_is_refused(client, link, password):
    response = client.post(link(), NEW | {"password1": password, "password2": password})
    assert (response.status_code, list(problems(response))) == (422, ["password1"])


def test_email_of_a_new_person_is_the_invitations_whatever_is_sent(client, link):
    client.post(link(), NEW | {"email": "boss@aster.example", "username": "boss@aster.example", "is_staff": "on"})
    person = User.objects.get(name="Nia Owusu")
    assert (person.email, person.is_staff) == (NIA, False)


def test_link_is_good_once(client, link):
    path = link()
    client.post(path, NEW)
    for someone in (Client(), client):
        assert someone.get(path).status_code == 410
    response = Client().post(path, NEW | {"name": "Somebody Else"})
    assert response.status_code == 410
    assert "This invitation has been used." in response.content.decode()
    assert list(User.objects.filter(email=NIA).values_list("name", flat=True)) == ["Nia Owusu"]


# --- somebody who has an account ------------------------------------------------------------------


def test_somebody_with_an_account_signs_in_first_and_comes_back(client, link):
    path = link(BIRCH_MEMBER)
    page = client.get(path)
    assert (page.context["form"], f'href="/accounts/login/?next={path}"' in page.content.decode()) == (None, True)
    response = client.post(f"/accounts/login/?next={path}", {"login": BIRCH_MEMBER, "password": PASSWORD})
    assert response.url == path
    assert client.post(path, follow=True).context["membership"].partner.slug == "aster"
    assert (roles_of(BIRCH_MEMBER), roles_of(BIRCH_MEMBER, "birch")) == ([["Member"]], [["Member"]])


def test_signed_in_person_joins_with_one_click_and_a_second_does_no_harm(sign_in, link):
    client, path = sign_in(BIRCH_MEMBER), link(BIRCH_MEMBER.title())
    assert client.get(path).context["form"] is None
    assert roles_of(BIRCH_MEMBER) == []
    assert [(client.post(path).status_code, roles_of(BIRCH_MEMBER)) for _ in range(2)] == [(303, [["Member"]])] * 2


def test_nobody_sets_a_new_password_for_an_account_by_a_link(client, link):
    response = client.post(link(BIRCH_MEMBER), NEW)
    assert response.status_code == 403
    assert Client().login(email=BIRCH_MEMBER, password=PASSWORD)
    assert roles_of(BIRCH_MEMBER) == []


def test_another_person_is_told_that_it_is_not_for_them(sign_in, link):
    client, path = sign_in("admin@birch.example"), link()
    page = client.get(path).content.decode()
    assert "You are signed in as <strong>admin@birch.example</strong>, so this invitation is not for you." in page
    assert [client.post(path).status_code, client.post(path, NEW).status_code] == [403, 403]
    assert (Invitation.objects.pending().count(), User.objects.filter(email=NIA).count()) == (1, 0)


def test_another_person_signs_out_and_comes_back_to_the_link(sign_in, link):
    path = link()
    assert sign_in("admin@birch.example").post("/accounts/logout/", {"next": path}).url == path


def test_who_became_a_member_meanwhile_keeps_their_roles(sign_in, link, cast):
    path = link(BIRCH_MEMBER, "is_administrator")
    Membership.objects.create(user=cast.people[BIRCH_MEMBER], partner=cast.partners["aster"], is_viewer=True)
    assert sign_in(BIRCH_MEMBER).post(path).status_code == 303
    assert roles_of(BIRCH_MEMBER) == [["Viewer"]]


def test_person_who_is_turned_off_cannot_come_in_by_a_link(client, link):
    User.objects.filter(email=BIRCH_MEMBER).update(is_active=False)
    assert client.post(link(BIRCH_MEMBER), NEW).status_code == 403
    assert roles_of(BIRCH_MEMBER) == []


# --- dead links -----------------------------------------------------------------------------------


def test_link_is_good_for_seven_days(client, link, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    path = link()
    time_machine.shift(7 * 24 * 3600 - 1)
    assert client.get(path).status_code == 200
    time_machine.shift(1)
    response = client.get(path)
    assert (response.status_code, client.post(path, NEW).status_code) == (410, 410)
    assert response.context["reason"].startswith("This invitation was good for seven days")
    assert not User.objects.filter(email=NIA).exists()


def test_link_that_dies_while_the_form_is_filled_makes_nobody(link):
    link()
    invitation = Invitation.objects.get()
    Invitation.objects.update(withdrawn_at=timezone.now())
    with pytest.raises(InvitationClosed) as refusal:
        join(invitation, name="Nia", password="violet-otter-58")
    assert refusal.value.message.startswith("This invitation was withdrawn")
    assert not User.objects.filter(email=NIA).exists()


def test_account_made_meanwhile_is_not_taken_over(link, cast):
    link()
    invitation = Invitation.objects.get()
    User.objects.create_user(NIA, "another-otter-58", name="Nia")
    with pytest.raises(EmailTaken):
        join(invitation, name="Somebody", password="violet-otter-58")
    assert Invitation.objects.pending().count() == 1
    assert Client().login(email=NIA, password="another-otter-58")


def test_two_partners_invitations_of_one_person_are_both_good(link, cast):
    link()
    grace = Membership.objects.select_related("partner", "user").get(user__email="admin@birch.example")
    invite(NIA, ["is_viewer"], by=grace)
    of_birch, of_aster = Invitation.objects.all()
    nia = join(of_aster, name="Nia", password="violet-otter-58")
    accept(of_birch, nia)
    assert (roles_of(NIA), roles_of(NIA, "birch")) == ([["Member"]], [["Viewer"]])


@pytest.mark.parametrize("token", ["x", "%00", "é" * 300, "a:b"])
def test_made_up_link_leads_to_no_invitation(client, link, token):
    link()
    for response in (client.get(f"/accounts/invitation/{token}/"), client.post(f"/accounts/invitation/{token}/", NEW)):
        assert response.status_code == 404
        assert "It leads to no invitation." in response.content.decode()
        assert "Aster" not in response.content.decode()


def test_token_is_in_no_log_line(client, link, monkeypatch):
    written = io.StringIO()
    for name in ("", "django", "django.security"):
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler.formatter, JsonFormatter):
                monkeypatch.setattr(handler, "stream", written)
    path = link()
    client.get(path)
    client.post(path, NEW)
    client.get(path)
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    route = "/accounts/invitation/<str:token>/"
    assert [(line["route"], line["status"]) for line in lines] == [(route, 200), (route, 303), (route, 410)]
    assert path.split("/")[3] not in written.getvalue()


def test_letter_leads_to_the_page(sign_in, client):
    sign_in("admin@aster.example").post("/settings/team/invite/", {"email": NIA, "roles": ["is_member"]})
    assert client.get(path_in(mail.outbox[0])).context["invitation"].email == NIA
