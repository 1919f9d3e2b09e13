from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actions.conflicts import LastAdministrator, NotInTeam, StaleRoles
from accounts.models import Membership, Partner
from accounts.models.membership import ROLE_FIELDS
from accounts.permissions import may_manage_team
from leadhub.rules import require


@transaction.atomic
def change_roles(member, roles, *, by, shown):
    """Give a member these roles (fields of ROLE_FIELDS) and no others. Returns whether that changed anything.

    `by` is the membership that asks; `shown` are the roles as they saw them. Raises StaleRoles, NotInTeam or
    LastAdministrator, and PermissionDenied when `by` is no administrator any more.
    """
    member = _claim(member, by=by)
    if set(member.roles) == set(roles):
        return False
    if set(member.roles) != set(shown):
        raise StaleRoles(member)
    if "is_administrator" not in roles:
        _leave_an_administrator(member)
    member.roles = roles
    member.save(update_fields=list(ROLE_FIELDS))
    return True


@transaction.atomic
def remove_member(member, *, by):
    """End a membership. Leads of theirs stay theirs, and their name stays in every history. Raises as `change_roles` does."""
    member = _claim(member, by=by)
    _leave_an_administrator(member)
    member.delete()


def lock_team(by):
    """Let nobody else change the team of this membership's partner before this transaction ends.

    Of two acts at once the second waits here and sees what the first left behind: two administrators cannot
    demote each other. Raises PermissionDenied when `by` is no administrator any more.
    """
    Partner.objects.select_for_update(no_key=True).get(pk=by.partner_id)
    by = Membership.objects.select_related("partner").filter(pk=by.pk).first()
    if by is None:
        raise PermissionDenied(_("You are not in this team any more."))
    require(may_manage_team(by))


def _claim(member, *, by):
    """The member as they are now, in a team that is locked."""
    lock_team(by)
    now = Membership.objects.visible_to(by).filter(pk=member.pk).first()
    if now is None:
        raise NotInTeam(member)
    return now


def _leave_an_administrator(member):
    """Raise LastAdministrator unless somebody else who can sign in is one."""
    others = Membership.objects.active_administrators().filter(partner=member.partner).exclude(pk=member.pk)
    if member.is_administrator and not others.exists():
        raise LastAdministrator(member)
