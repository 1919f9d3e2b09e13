"""Two administrators at once: somebody is left who can open the settings, and one letter makes one member."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.actions import InvitationClosed, LastAdministrator, accept, change_roles, invite, remove_member
from accounts.models import Invitation, Membership

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(calls):
    """Run the calls at one moment in threads of their own; gives the type of what each raised, or None."""
    start = Barrier(len(calls))

    def run(call):
        start.wait()
        try:
            call()
        except Exception as error:
            return type(error)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


@pytest.fixture
def administrators(cast):
    """Ana and Ben, both administrators of Aster."""
    Membership.objects.filter(user__email="member@aster.example").update(is_administrator=True)
    return list(Membership.objects.active_administrators().filter(partner=cast.partners["aster"]).select_related("user", "partner"))


def left(cast):
    return Membership.objects.active_administrators().filter(partner=cast.partners["aster"]).count()


def demote(member, by):
    return lambda: change_roles(member, ["is_viewer"], by=by, shown=member.roles)


@pytest.mark.parametrize("attempt", range(4))
def test_two_administrators_who_demote_each_other_leave_one(administrators, cast, attempt):
    one, other = administrators
    raised = all_at_once([demote(one, by=other), demote(other, by=one)])
    # Whoever comes second is no administrator any more.
    assert sorted(str(error) for error in raised if error is None) == ["None"]
    assert left(cast) == 1


@pytest.mark.parametrize("attempt", range(4))
def test_two_administrators_who_both_leave_leave_one(administrators, cast, attempt):
    one, other = administrators
    raised = all_at_once([lambda: remove_member(one, by=one), lambda: remove_member(other, by=other)])
    assert sorted(raised, key=str) == [LastAdministrator, None]
    assert left(cast) == 1


def test_one_demotes_while_the_other_leaves(administrators, cast):
    one, other = administrators
    all_at_once([demote(one, by=one), lambda: remove_member(other, by=other)])
    assert left(cast) == 1


def test_one_invitation_accepted_many_times_at_once_makes_one_member(administrators, cast):
    person = cast.people["member@birch.example"]
    invitation, _token = invite(person.email, ["is_member"], by=administrators[0])
    raised = all_at_once([lambda: accept(invitation, person)] * 4)
    assert sorted(raised, key=str) == [InvitationClosed] * 3 + [None]
    assert Membership.objects.filter(user=person, partner=cast.partners["aster"]).count() == 1


def test_one_person_invited_many_times_at_once_is_invited_once(administrators, cast):
    tokens = []
    all_at_once([lambda: tokens.append(invite("nia@aster.example", ["is_member"], by=administrators[0])[1])] * 4)
    assert sorted(token is None for token in tokens) == [False, True, True, True]
    assert Invitation.objects.pending().count() == 1
