from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actions.conflicts import EmailTaken, InvitationClosed
from accounts.models import Invitation, Membership, User


@transaction.atomic
def accept(invitation, user):
    """Make the invited person a member, and return the membership. Raises InvitationClosed.

    Who is a member already keeps the roles that they have.
    """
    if not Invitation.objects.valid().filter(pk=invitation.pk).update(accepted_at=timezone.now()):
        invitation.refresh_from_db()
        raise InvitationClosed(invitation.why_closed)
    roles = dict.fromkeys(invitation.roles, True)
    membership, _is_new = Membership.objects.get_or_create(user=user, partner=invitation.partner, defaults=roles)
    return membership


def join(invitation, *, name, password):
    """Make an account with the invitation's e-mail, and the membership. Returns the user. Raises InvitationClosed or EmailTaken."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(invitation.email, password, name=name)
            accept(invitation, user)
    except IntegrityError:
        raise EmailTaken(_("This e-mail has an account by now. Sign in with it to join.")) from None
    return user
