"""What makes two sendings of a form one: the form as it was shown once, who sends it, and what it says."""

import hashlib


def token_of(membership, given, *content):
    """The stored token of a form that carried `given`; None without one. Nobody can name a token of somebody else's."""
    if not given:
        return None
    said = repr((membership.user_id, membership.partner_id, given[:100], content))
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()
