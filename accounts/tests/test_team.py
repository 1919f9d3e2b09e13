"""The team: who is in it, with which roles, and who may say so."""

import pytest

from accounts.models import Membership, User
from accounts.tests.reading import problems, told

ADMIN, MEMBER = "admin@aster.example", "member@aster.example"
NOT_FOR_YOU = "Settings are for administrators. Ask one at Aster Apps to change them for you, or to give you that role."


@pytest.fixture
def page_of(cast):
    """The address of a person's roles."""
    return lambda email: f"/settings/team/{cast.people[email].reference}/"


def roles_of(email, slug="aster"):
    return Membership.objects.get(user__email=email, partner__slug=slug).role_names


def make_administrator(email):
    Membership.objects.filter(user__email=email).update(is_administrator=True)


def test_settings_lead_to_the_team(admin):
    response = admin.get("/settings/", follow=True)
    assert response.redirect_chain == [("/settings/team/", 302)]


def test_sidebar_shows_settings_to_administrators_alone(admin, sign_in):
    labels = {client: [link.label for link, _ in client.get("/leads/").context["sidebar"]] for client in (admin, sign_in(MEMBER))}
    assert ["Settings" in found for found in labels.values()] == [True, False]


def test_team_page_names_its_members_and_nobody_elses(admin, cast):
    members = admin.get("/settings/team/").context["members"]
    assert [member.user.email.partition("@")[0] for member in members] == [
        "admin",
        "member",
        "sales",
        "viewer",
        "resellers",
        "both",
    ]
    assert {member.partner.slug for member in members} == {"aster"}


def test_team_page_costs_the_same_for_six_and_for_thirty(admin, cast, queries_of):
    admin.get("/settings/team/")
    _page, before = queries_of(admin.get, "/settings/team/")
    people = User.objects.bulk_create([User(email=f"n{n}@aster.example", name=f"N {n}") for n in range(24)])
    Membership.objects.bulk_create([Membership(user=person, partner=cast.partners["aster"], is_member=True) for person in people])
    page, after = queries_of(admin.get, "/settings/team/")
    assert (len(page.context["members"]), after) == (30, before)


@pytest.mark.parametrize("path", ["", "team/", "team/invite/", "listings/", "listings/add/"])
def test_colleague_without_the_role_is_told_so(sign_in, path):
    response = sign_in(MEMBER).get(f"/settings/{path}")
    assert response.status_code == 403
    assert NOT_FOR_YOU in response.content.decode()


def test_another_partners_member_is_not_there(admin, page_of):
    for path in (page_of("member@birch.example"), f"{page_of('member@birch.example')}remove/", "/settings/team/US-0000-0000/"):
        assert [admin.get(path).status_code, admin.post(path, {"roles": "is_viewer"}).status_code] == [404, 404], path
    assert roles_of("member@birch.example", "birch") == ["Member"]


def test_roles_are_changed_and_said(admin, page_of):
    typed = {"shown": "is_member", "roles": ["is_sales_support", "is_viewer"]}
    response = admin.post(page_of(MEMBER), typed, follow=True)
    assert response.redirect_chain == [("/settings/team/", 303)]
    assert told(response) == ["The roles of Ben Okafor are changed."]
    assert roles_of(MEMBER) == ["Sales support", "Viewer"]


def test_a_person_without_a_role_is_refused_at_the_field(admin, page_of):
    response = admin.post(page_of(MEMBER), {"shown": "is_member"})
    assert (response.status_code, problems(response)) == (422, {"roles": ["Choose at least one role."]})
    assert roles_of(MEMBER) == ["Member"]


@pytest.mark.parametrize("role", ["is_reseller", "is_operator", "partner", "\x00", "is_staff"])
def test_role_that_does_not_fit_a_vendor_is_refused(admin, page_of, role):
    response = admin.post(page_of(MEMBER), {"shown": "is_member", "roles": ["is_member", role]})
    assert (response.status_code, list(problems(response)), roles_of(MEMBER)) == (422, ["roles"], ["Member"])


def test_reseller_gives_the_role_reseller_and_no_reseller_manager(sign_in, cast, page_of):
    make_administrator("reseller@dahlia.example")
    offered = sign_in("reseller@dahlia.example").get("/settings/team/invite/").context["form"].fields["roles"].choices
    assert [role for role, _ in offered] == ["is_administrator", "is_member", "is_sales_support", "is_reseller", "is_viewer"]


def test_roles_that_somebody_else_changed_meanwhile_are_not_overwritten(admin, page_of):
    Membership.objects.filter(user__email=MEMBER).update(is_viewer=True)
    response = admin.post(page_of(MEMBER), {"shown": "is_member", "roles": ["is_sales_support"]})
    assert response.status_code == 409
    assert response.context["problem"] == "Somebody else changed the roles of Ben Okafor in the meantime: now Member, Viewer."
    assert roles_of(MEMBER) == ["Member", "Viewer"]


def test_the_same_roles_again_are_no_conflict(admin, page_of):
    for _ in range(2):  # a double click
        response = admin.post(page_of(MEMBER), {"shown": "is_member", "roles": ["is_viewer"]})
        assert (response.status_code, roles_of(MEMBER)) == (303, ["Viewer"])


def test_last_administrator_cannot_be_demoted(admin, page_of):
    response = admin.post(page_of(ADMIN), {"shown": "is_administrator", "roles": ["is_member"]})
    assert response.status_code == 409
    expected = "Ana Moreno is the last administrator of Aster Apps. Make somebody else an administrator first."
    assert response.context["problem"] == expected
    assert list(response.context["form"]["roles"].value()) == ["is_member"]
    assert roles_of(ADMIN) == ["Administrator"]


def test_last_administrator_cannot_leave(admin, page_of):
    response = admin.post(f"{page_of(ADMIN)}remove/")
    assert (response.status_code, roles_of(ADMIN)) == (409, ["Administrator"])
    assert "is the last administrator" in response.context["problem"]


def test_administrator_who_is_turned_off_does_not_count(admin, page_of):
    make_administrator(MEMBER)
    User.objects.filter(email=MEMBER).update(is_active=False)
    assert (admin.post(f"{page_of(ADMIN)}remove/").status_code, roles_of(ADMIN)) == (409, ["Administrator"])


def test_one_of_two_administrators_may_leave(admin, page_of):
    make_administrator(MEMBER)
    response = admin.post(f"{page_of(ADMIN)}remove/")
    assert (response.status_code, response.url) == (303, "/")
    assert not Membership.objects.filter(user__email=ADMIN).exists()


def test_removal_asks_first_and_names_the_person(admin, page_of):
    page = admin.get(f"{page_of(MEMBER)}remove/").content.decode()
    assert "Remove Ben Okafor?" in page
    assert roles_of(MEMBER) == ["Member"]


def test_removed_member_loses_access_with_the_next_page(admin, sign_in, page_of):
    client = sign_in(MEMBER)
    assert client.get("/leads/").status_code == 200
    response = admin.post(f"{page_of(MEMBER)}remove/", follow=True)
    assert told(response) == ["Ben Okafor is not in the team any more."]
    assert [client.get(path).status_code for path in ("/leads/", "/leads/export.csv", "/settings/team/")] == [403, 403, 403]


def test_demoted_administrator_loses_the_settings_with_the_next_page(admin, sign_in, page_of):
    make_administrator(MEMBER)
    client = sign_in(MEMBER)
    assert client.get("/settings/team/").status_code == 200
    admin.post(page_of(MEMBER), {"shown": "is_administrator is_member", "roles": ["is_member"]})
    assert client.get("/settings/team/").status_code == 403


def test_removed_member_keeps_their_leads(admin, page_of, make_lead, cast):
    lead = make_lead(last_name="Byron", owner=MEMBER)
    admin.post(f"{page_of(MEMBER)}remove/")
    lead.refresh_from_db()
    assert lead.owner == cast.people[MEMBER]
    assert admin.get(lead.url).status_code == 200


def test_second_removal_of_the_same_person_finds_nobody(admin, page_of):
    assert [admin.post(f"{page_of(MEMBER)}remove/").status_code for _ in range(2)] == [303, 404]
