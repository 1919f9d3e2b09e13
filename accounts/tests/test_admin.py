"""What operators do with partners, people and memberships."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actions import invite
from accounts.models import Membership, Partner, User
from leadhub.tests.admin_forms import cost, problems, rows

OPERATOR = "operator@leadhub.example"


# --- partners -------------------------------------------------------------------------------------


def test_operator_adds_a_reseller_with_its_first_administrator(operator, cast):
    person = cast.people["reseller@dahlia.example"]
    people = rows("memberships", {"user": person.pk, "is_administrator": "on"})
    partner = {"name": "Elder Resale", "slug": "elder", "kind": "reseller", "parent": cast.partners["birch"].pk}
    answer = operator.post(reverse("admin:accounts_partner_add"), partner | people)
    assert answer.status_code == 302
    elder = Partner.objects.get(slug="elder")
    assert (elder.name, elder.kind, elder.parent.slug) == ("Elder Resale", "reseller", "birch")
    assert [(m.user, m.role_names) for m in elder.memberships.all()] == [(person, ["Administrator"])]


@pytest.mark.parametrize(
    ("kind", "parent", "told"),
    [
        ("vendor", "aster", "A reseller needs a parent partner; nobody else has one."),
        ("reseller", None, "A reseller needs a parent partner; nobody else has one."),
        ("reseller", "dahlia", "A reseller cannot be the parent of a reseller."),
    ],
)
def test_wrong_parent_is_refused_in_words(operator, cast, kind, parent, told):
    fields = {"name": "Elder", "slug": "elder", "kind": kind, "parent": cast.partners[parent].pk if parent else ""}
    answer = operator.post(reverse("admin:accounts_partner_add"), fields | rows("memberships"))
    assert problems(answer) == [told]
    assert Partner.objects.count() == 4


def test_slug_and_kind_of_a_partner_stand(operator, cast):
    aster = cast.partners["aster"]
    fields = {"name": "Aster Software", "slug": "other", "kind": "distributor", "parent": ""}
    fields |= rows("memberships") | rows("assisted_sales")
    answer = operator.post(reverse("admin:accounts_partner_change", args=[aster.pk]), fields)
    assert answer.status_code == 302
    aster.refresh_from_db()
    assert (aster.name, aster.slug, aster.kind) == ("Aster Software", "aster", "vendor")


def test_partner_with_leads_cannot_be_deleted_and_the_page_says_why(operator, cast, make_lead):
    make_lead(partner="birch", listing="Managed Backup")
    listings = cast.partners["birch"].listings.count()
    url = reverse("admin:accounts_partner_delete", args=[cast.partners["birch"].pk])
    for answer in (operator.get(url), operator.post(url, {"post": "yes"})):
        assert answer.status_code == 200
        assert answer.context["protected"] == ["Leads (partner): 1", f"Listings (partner): {listings}", "Sources (partner): 1"]
        assert "Nothing is deleted: “Birch Services” is in use." in answer.content.decode()
    assert Partner.objects.filter(slug="birch").count() == 1


def test_several_partners_are_not_deleted_when_one_is_in_use(operator, cast):
    unused = Partner.objects.create(slug="elder", name="Elder", kind="vendor")
    chosen = {"action": "delete_selected", "_selected_action": [unused.pk, cast.partners["aster"].pk], "post": "yes"}
    answer = operator.post(reverse("admin:accounts_partner_changelist"), chosen)
    assert answer.context["protected"] == ["Listings (partner): 5", "Partners (parent): 1"]
    assert Partner.objects.count() == 5


def test_unused_partner_is_deleted_with_its_memberships_and_invitations(operator, cast):
    elder = Partner.objects.create(slug="elder", name="Elder", kind="vendor")
    membership = Membership.objects.create(partner=elder, user=cast.people["member@aster.example"], is_administrator=True)
    invite("nia@aster.example", ["is_member"], by=membership)
    assert operator.post(reverse("admin:accounts_partner_delete", args=[elder.pk]), {"post": "yes"}).status_code == 302
    assert not Partner.objects.filter(slug="elder").exists()
    assert User.objects.filter(email="member@aster.example").exists()


# --- people ---------------------------------------------------------------------------------------


def test_operator_adds_a_person_who_can_then_sign_in(operator, cast):
    fields = {"email": "New@Aster.Example", "name": "Nia Owusu", "usable_password": "true"}
    answer = operator.post(
        reverse("admin:accounts_user_add"), fields | dict.fromkeys(("password1", "password2"), "violet-otter-58")
    )
    person = User.objects.get(email="new@aster.example")
    assert answer.url == reverse("admin:accounts_user_change", args=[person.pk])
    assert (person.name, person.is_active, person.is_staff, person.is_superuser) == ("Nia Owusu", True, False, False)
    assert Client().login(email="new@aster.example", password="violet-otter-58")


@pytest.mark.parametrize("password", ["short", "password1234", "12345678901"])
def test_weak_password_is_refused(operator, password):
    fields = {"email": "new@aster.example", "name": "Nia", "usable_password": "true"} | dict.fromkeys(
        ("password1", "password2"), password
    )
    answer = operator.post(reverse("admin:accounts_user_add"), fields)
    assert (answer.status_code, User.objects.filter(name="Nia").count()) == (200, 0)


def test_an_email_is_one_persons_in_any_case(operator):
    fields = {"email": "MEMBER@aster.example", "name": "Nia", "usable_password": "false"}
    answer = operator.post(reverse("admin:accounts_user_add"), fields)
    assert set(answer.context["adminform"].form.errors["email"]) == {"Somebody has this e-mail already."}


def change_person(client, person, **changes):
    fields = {"email": person.email, "name": person.name, "time_zone": "UTC", "preferred_view": "cards", "is_active": "on"}
    kept = {name: value for name, value in (fields | changes).items() if value is not None}
    return client.post(reverse("admin:accounts_user_change", args=[person.pk]), rows("memberships") | kept)


def test_operator_is_one_tick_and_may_then_do_everything(operator, cast, sign_in):
    person = cast.people["member@aster.example"]
    assert change_person(operator, person, is_staff="on").status_code == 302
    assert sign_in("member@aster.example").get(reverse("admin:leads_workflow_add")).status_code == 200
    assert change_person(operator, person).status_code == 302
    assert sign_in("member@aster.example").get(reverse("admin:leads_workflow_add"), follow=True).status_code == 403
    person.refresh_from_db()
    assert (person.is_staff, person.is_superuser) == (False, False)


def test_operator_cannot_lock_themselves_out(operator, cast):
    olga = cast.people[OPERATOR]
    assert change_person(operator, olga, is_active=None, name="Olga P.").status_code == 302
    olga.refresh_from_db()
    assert (olga.name, olga.is_active, olga.is_staff, olga.is_superuser) == ("Olga P.", True, True, True)


def test_reference_of_a_person_stands(operator, cast):
    person = cast.people["member@aster.example"]
    change_person(operator, person, reference="US-0000-0000")
    assert User.objects.get(pk=person.pk).reference == person.reference


def test_after_a_change_of_email_the_old_one_no_longer_signs_in(operator, cast):
    person = cast.people["member@aster.example"]
    person.emailaddress_set.create(email=person.email, primary=True, verified=True)
    assert change_person(operator, person, email="Ben@Aster.Example").status_code == 302
    assert not Client().login(email="member@aster.example", password="leadhub-demo")
    assert Client().login(email="ben@aster.example", password="leadhub-demo")


def test_password_set_by_an_operator_replaces_the_old_one_and_ends_sessions(operator, cast, sign_in):
    person, open_session = cast.people["member@aster.example"], sign_in("member@aster.example")
    new = {"usable_password": "true", "password1": "violet-otter-58", "password2": "violet-otter-58"}
    assert operator.post(reverse("admin:auth_user_password_change", args=[person.pk]), new).status_code == 302
    assert Client().login(email=person.email, password="violet-otter-58")
    assert not Client().login(email=person.email, password="leadhub-demo")
    assert open_session.get("/leads/").status_code == 302


# --- memberships ----------------------------------------------------------------------------------


def test_person_gets_roles_in_a_partner_on_their_page(operator, cast):
    person, birch = cast.people["member@aster.example"], cast.partners["birch"]
    own = person.memberships.get()
    places = rows(
        "memberships",
        {"id": own.pk, "user": person.pk, "is_member": "on", "is_sales_support": "on"},
        {"user": person.pk, "partner": birch.pk, "is_viewer": "on"},
        initial=1,
    )
    assert change_person(operator, person, **places).status_code == 302
    roles = {m.partner.slug: m.role_names for m in person.memberships.all()}
    assert roles == {"aster": ["Member", "Sales support"], "birch": ["Viewer"]}


def test_membership_without_a_role_and_one_too_many_are_refused_in_words(operator, cast):
    person, aster = cast.people["member@aster.example"], cast.partners["aster"]
    add = reverse("admin:accounts_membership_add")
    assert problems(operator.post(add, {"user": person.pk, "partner": cast.partners["birch"].pk})) == ["Choose at least one role."]
    again = operator.post(add, {"user": person.pk, "partner": aster.pk, "is_viewer": "on"})
    assert problems(again) == ["This person is in this partner already."]


def test_who_a_membership_belongs_to_stands(operator, cast):
    membership = Membership.objects.get(user__email="member@aster.example")
    fields = {"user": cast.people["member@birch.example"].pk, "partner": cast.partners["birch"].pk, "is_viewer": "on"}
    assert operator.post(reverse("admin:accounts_membership_change", args=[membership.pk]), fields).status_code == 302
    membership.refresh_from_db()
    assert (membership.user.email, membership.partner.slug, membership.role_names) == ("member@aster.example", "aster", ["Viewer"])


def test_memberships_are_found_by_role_and_person(operator, cast):
    found = operator.get(reverse("admin:accounts_membership_changelist"), {"role": "is_viewer", "q": "dev patel"})
    assert [membership.user.email for membership in found.context["cl"].result_list] == ["viewer@aster.example"]


# --- cost -----------------------------------------------------------------------------------------


@pytest.fixture
def thirty_more(cast):
    """Makes thirty partners, people and memberships; each person is in Aster and in a partner of their own."""

    def make():
        for number in range(30):
            partner = Partner.objects.create(slug=f"p{number}", name=f"P{number}", kind="reseller", parent=cast.partners["aster"])
            person = User.objects.create_user(f"p{number}@p.example", name=f"P{number}")
            for place in (partner, cast.partners["aster"]):
                Membership.objects.create(user=person, partner=place, is_member=True)
            Membership.objects.create(user=cast.people["member@aster.example"], partner=partner, is_viewer=True)

    return make


@pytest.mark.parametrize(
    "name", ["partner_changelist", "user_changelist", "membership_changelist", "partner_change", "user_change"]
)
def test_page_costs_the_same_with_thirty_more_rows(operator, cast, thirty_more, name):
    of = {"partner_change": cast.partners["aster"], "user_change": cast.people["member@aster.example"]}
    url = reverse(f"admin:accounts_{name}", args=[of[name].pk] if name in of else [])
    before = cost(operator, url)
    thirty_more()
    assert cost(operator, url) == before
