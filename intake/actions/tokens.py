"""Tokens: made, used, revoked. The token itself is kept nowhere; whoever makes it is told it once."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Membership
from intake.models import Endpoint, Token
from intake.models.secrets import draw_secret, hash_of, hint_of
from intake.models.token import CREATE

PREFIX = "lh_"
MOST_TOKENS = 50  # valid at once, of one owner
DOUBLE_CLICK = timedelta(seconds=5)
USE_NOTED_EVERY = timedelta(minutes=5)


class TooManyTokens(Exception):
    """Nobody can keep an eye on so many; the message says so."""

    def __init__(self):
        super().__init__(
            _("%(most)d tokens are as many as there can be. Revoke one that is not used any more.") % {"most": MOST_TOKENS}
        )


@transaction.atomic
def make_token(owner: Membership | Endpoint, name, *, scopes=(CREATE,), expires_at=None):
    """A new token of a person in a partner, or of a source, which can create leads and nothing else.

    Returns (token, secret). A double click makes one token: of the second the secret is None. Raises TooManyTokens.
    """
    name_of_owner, kind = ("membership", Membership) if isinstance(owner, Membership) else ("endpoint", Endpoint)
    # One after the other: the second click finds what the first has made.
    kind.objects.select_for_update(no_key=True, of=["self"]).get(pk=owner.pk)
    whose = {name_of_owner: owner}
    valid, now = Token.objects.valid().filter(**whose), timezone.now()
    if same := valid.filter(name=name, created_at__gt=now - DOUBLE_CLICK).first():
        return same, None
    if valid.count() >= MOST_TOKENS:
        raise TooManyTokens
    secret = draw_secret(PREFIX)
    scopes = list(scopes) if kind is Membership else [CREATE]
    kept = {"token_hash": hash_of(secret), "hint": hint_of(secret)}
    return Token.objects.create(name=name, scopes=scopes, expires_at=expires_at, **whose, **kept), secret


def revoke_token(token):
    """Let it open nothing any more, from now on. Returns whether it did until now."""
    return bool(Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()))


def note_use(token):
    """Keep that it is in use; to within five minutes, so that reading leads does not mean writing each time."""
    now = timezone.now()
    before = now - USE_NOTED_EVERY
    if token.last_used_at is None or token.last_used_at < before:
        stale = Q(last_used_at=None) | Q(last_used_at__lt=before)
        Token.objects.filter(stale, pk=token.pk).update(last_used_at=now)
