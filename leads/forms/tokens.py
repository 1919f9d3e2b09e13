"""What every form that makes a lead carries with it: a signed word of when, for whom and in which edition it was shown.

It stands in for a session: a form sent twice is known by it as one lead, an edition that was edited meanwhile is still
accepted as that edition, and a form that comes back sooner than anybody can type is a machine's. It gives nobody a right.
"""

import hashlib
import json
import secrets
import time
from dataclasses import dataclass

from django.core import signing

from leads.models.template import CONTACT_FIELDS

SALT = "leads.form"
MOST_CHARACTERS = 500


@dataclass(frozen=True)
class FormToken:
    """`text` is what the form carries. `version` is the id of the TemplateVersion shown, None for the usual form."""

    text: str
    nonce: str
    version: int | None
    shown_at: float  # seconds since the epoch

    @property
    def age(self):
        """Seconds since the form was shown, by the clock of whichever machine is asked."""
        return time.time() - self.shown_at


def draw_token(scope, version):
    """A new token for a form that is shown now; `scope` says which form it is, and whose."""
    said = {"nonce": secrets.token_hex(16), "version": version.pk, "shown_at": time.time()}
    return FormToken(_signer(scope).sign_object(said), **said)


def read_token(text, scope):
    """The token that came back, or None for one that we have not signed for this scope."""
    if len(text) > MOST_CHARACTERS:
        return None
    try:
        return FormToken(text, **_signer(scope).unsign_object(text))
    except signing.BadSignature:
        return None


def _signer(scope):
    return signing.Signer(salt=f"{SALT}:{scope}")


def identity_of(token, draft):
    """What makes two sendings one lead: the same form as it was shown once, with the same content."""
    about = [draft.listing.reference, draft.marketplace.slug]
    contact = [getattr(draft, name) for name in CONTACT_FIELDS]
    return hashlib.sha256(json.dumps([token.nonce, about, contact, draft.answered]).encode()).hexdigest()
