"""Users, partners and memberships: what the database itself insists on, and what they answer."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Invitation, Membership, Partner, User
from accounts.models.membership import ROLE_FIELDS, fitting_roles

# --- people ---------------------------------------------------------------------------------------


def test_two_people_cannot_have_one_email_in_different_letters(cast):
    with pytest.raises(IntegrityError):
        User.objects.create(email="MEMBER@aster.example", name="Other")


def test_email_of_a_new_person_is_kept_in_lower_case(db):
    assert User.objects.create_user("Nia.Owusu@Aster.Example", name="Nia").email == "nia.owusu@aster.example"


def test_person_made_without_a_password_has_none_to_sign_in_with(db):
    assert not User.objects.create_user("nia@aster.example", name="Nia").has_usable_password()


def test_person_is_called_by_name_or_else_by_email():
    assert [str(User(name="Nia", email="nia@aster.example")), str(User(email="nia@aster.example"))] == ["Nia", "nia@aster.example"]


def test_unknown_time_zone_is_refused_in_words(cast):
    person = cast.people["member@aster.example"]
    person.time_zone = "Europe/Atlantis"
    with pytest.raises(ValidationError) as refusal:
        person.full_clean()
    assert refusal.value.message_dict == {"time_zone": ["“Europe/Atlantis” is not a time zone; “Europe/Madrid” is one."]}


# --- partners -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "has_parent"), [("reseller", False), ("vendor", True), ("distributor", True)])
def test_only_a_reseller_has_a_parent_and_needs_one(cast, kind, has_parent):
    with pytest.raises(IntegrityError):
        Partner.objects.create(name="Elder", slug="elder", kind=kind, parent=cast.partners["aster"] if has_parent else None)


def test_partner_with_resellers_cannot_be_deleted(cast):
    with pytest.raises(IntegrityError):
        cast.partners["aster"].delete()


# --- memberships ----------------------------------------------------------------------------------


def test_membership_without_a_role_is_impossible(cast):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=cast.people["member@aster.example"], partner=cast.partners["birch"])


def test_person_is_in_a_partner_once(cast):
    with pytest.raises(IntegrityError):
        Membership.objects.create(user=cast.people["member@aster.example"], partner=cast.partners["aster"], is_viewer=True)


def test_roles_are_named_in_their_fixed_order():
    assert Membership(is_sales_support=True, is_administrator=True).role_names == ["Administrator", "Sales support"]


def test_roles_are_set_all_at_once():
    membership = Membership(is_administrator=True)
    membership.roles = ["is_viewer", "is_member"]
    assert (membership.roles, membership.is_administrator) == (["is_member", "is_viewer"], False)


def test_role_reseller_is_for_resellers_and_their_manager_for_everybody_else():
    missing = {kind.value: ROLE_FIELDS.keys() - set(fitting_roles(kind)) for kind in Partner.Kind}
    manager, reseller = {"is_reseller_manager"}, {"is_reseller"}
    assert missing == {"vendor": reseller, "distributor": reseller, "reseller": manager}


def test_every_role_but_viewer_works_leads():
    at_work = {role for role in ROLE_FIELDS if Membership(**{role: True}).works_leads}
    assert at_work == ROLE_FIELDS.keys() - {"is_viewer"}


def test_viewer_with_another_role_works_leads():
    assert Membership(is_viewer=True, is_member=True).works_leads


def test_who_works_leads_leaves_out_viewers_other_partners_and_the_switched_off(cast):
    User.objects.filter(email="sales@aster.example").update(is_active=False)
    workers = Membership.objects.who_work_leads(cast.partners["aster"])
    assert [worker.user.email.partition("@")[0] for worker in workers] == ["admin", "member", "resellers", "both"]


def test_memberships_of_a_person_come_by_the_name_of_the_partner(cast):
    person = cast.people["member@birch.example"]
    for slug in ("dahlia", "aster"):
        Membership.objects.create(user=person, partner=cast.partners[slug], is_viewer=True)
    assert [membership.partner.slug for membership in Membership.objects.of(person)] == ["aster", "birch", "dahlia"]


def test_person_who_is_switched_off_acts_for_nobody(cast):
    person = cast.people["member@aster.example"]
    person.is_active = False
    person.save()
    assert list(Membership.objects.of(person)) == []


# --- invitations ----------------------------------------------------------------------------------


def test_invitation_without_a_role_is_impossible(cast):
    with pytest.raises(IntegrityError):
        Invitation.objects.create(partner=cast.partners["aster"], email="nia@aster.example", expires_at=timezone.now())


def test_person_has_one_open_invitation_into_a_partner(cast):
    fields = {"partner": cast.partners["aster"], "email": "nia@aster.example", "is_member": True, "expires_at": timezone.now()}
    Invitation.objects.create(token_hash="1", withdrawn_at=timezone.now(), **fields)
    Invitation.objects.create(token_hash="2", **fields)
    with pytest.raises(IntegrityError):
        Invitation.objects.create(token_hash="3", **fields)
