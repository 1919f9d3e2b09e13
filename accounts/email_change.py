"""Changing the e-mail that one signs in with: it holds from the moment the new address has answered, never before.

`User.email` is a person's only e-mail, the one truth for signing in and for setting a new password. The address to be
is kept nowhere but in the link sent to it. The link works for that person alone, once, for a day, and no longer after
their password or e-mail changed; whoever merely reads that mailbox can do nothing with it.
"""

from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import User

SALT = "accounts.email_change"
VALID_FOR = 24 * 3600  # seconds


def link_key(user, email):
    """What the link to `email` carries."""
    return signing.dumps([email, _state(user)], salt=SALT)


def answered_email(user, key):
    """The address that this person's link was sent to; an empty string when the link is not theirs, used or too old."""
    try:
        email, state = signing.loads(key, salt=SALT, max_age=VALID_FOR)
    except signing.BadSignature:
        return ""
    return email if constant_time_compare(state, _state(user)) else ""


def is_taken(email):
    return User.objects.filter(email__iexact=email).exists()


def change_email(user, email):
    """True when done; False when somebody has that e-mail already, or this person's changed at the same moment."""
    try:
        with transaction.atomic():
            changed = User.objects.filter(pk=user.pk, email=user.email).update(email=email)
    except IntegrityError:
        return False
    return changed == 1


def _state(user):
    """The person as they are: changes with their e-mail and their password, and is nobody else's."""
    return salted_hmac(SALT, f"{user.reference}\n{user.email}\n{user.password}").hexdigest()
