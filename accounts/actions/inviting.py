import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.conflicts import AlreadyThere, InvitationClosed, TooMany
from accounts.actions.team import lock_team
from accounts.models import Invitation, Membership
from accounts.models.invitation import VALID_FOR, hash_of

MOST_A_DAY = 50
TOKEN_BYTES = 32
DOUBLE_CLICK = timedelta(seconds=5)


@transaction.atomic
def invite(email, roles, *, name="", by):
    """Ask somebody into the partner of `by`, a membership. Returns (invitation, token): the token is kept nowhere.

    Sending the letter is the caller's, once this has returned. A double click asks once: of the second the token is
    None. Raises AlreadyThere, TooMany or PermissionDenied.
    """
    email = email.lower()
    lock_team(by)
    pending = Invitation.objects.visible_to(by).pending().filter(email=email).first()
    if pending and pending.invited_by_id == by.user_id and pending.created_at > timezone.now() - DOUBLE_CLICK:
        return pending, None
    if pending:
        raise AlreadyThere(_("This person is invited already. You can send the letter again from the Team page."))
    _refuse_member(by, email)
    return _create(by, email=email, name=name, roles=roles)


@transaction.atomic
def send_again(invitation, *, by):
    """A new invitation in the place of one that is pending, whose link is dead from now on. Returns and raises as `invite` does."""
    withdraw(invitation, by=by)
    return _create(by, email=invitation.email, name=invitation.name, roles=invitation.roles)


@transaction.atomic
def withdraw(invitation, *, by):
    """Raises InvitationClosed when it was accepted or withdrawn in the meantime."""
    lock_team(by)
    if not Invitation.objects.visible_to(by).pending().filter(pk=invitation.pk).update(withdrawn_at=timezone.now()):
        message = _("The invitation of %(email)s is not open any more: it was accepted, withdrawn or sent again.")
        raise InvitationClosed(message % {"email": invitation.email})


def _refuse_member(by, email):
    member = Membership.objects.visible_to(by).filter(user__email__iexact=email).first()
    if member:
        raise AlreadyThere(_("%(person)s is in your team already.") % {"person": member.user})


def _create(by, *, email, name, roles):
    now = timezone.now()
    sent_today = Invitation.objects.visible_to(by).filter(created_at__gt=now - timedelta(days=1))
    if sent_today.count() >= MOST_A_DAY:
        message = _("Your team has sent %(most)d invitations within a day, which is as many as there can be. Try again tomorrow.")
        raise TooMany(message % {"most": MOST_A_DAY})
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation(
        partner=by.partner, email=email, name=name, token_hash=hash_of(token),
        invited_by=by.user, invited_by_name=str(by.user), expires_at=now + VALID_FOR,
    )  # fmt: skip
    invitation.roles = roles
    invitation.save()
    return invitation, token
