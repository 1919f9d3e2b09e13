"""What makes a row the same lead as last time (PRODUCT §9, Import)."""

import hashlib
import json

from leadhub.text import same_words


def identity_of(partner, draft, *, external_id, listing):
    """64 hex digits: of the sender's own id where there is one, else of name, company, e-mail, phone and listing.

    `listing` is what the file says, or the reference of the one chosen for all rows: neither changes when a listing
    is renamed or made later, so the same file stays the same leads.

    The importing partner is part of it: a distributor and a vendor that import the same people have a lead each, and
    neither learns what the other has.
    """
    if external_id:
        words = ["id", external_id]
    else:
        name = f"{draft.first_name} {draft.last_name}"
        words = ["who", *map(same_words, (name, draft.company, draft.email, draft.phone, listing))]
    return hashlib.sha256(json.dumps([partner.pk, *words]).encode()).hexdigest()
