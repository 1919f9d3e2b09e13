"""By what a lead is known again (PRODUCT §9, Repeats): keys, and the rows that hold the latest lead of each."""

import hashlib
import json
from dataclasses import dataclass
from datetime import timedelta

from intake.models import Identity
from leadhub.text import same_words


@dataclass(frozen=True)
class Key:
    """Words that name one lead of a source. With a `window`, for that long only. `replaces`: its messages are later states.

    `body_digest` says what was sent with it; the same key with another body is a mistake of the sender's (KeyReused).
    """

    words: tuple
    window: timedelta | None = None
    replaces: bool = False
    body_digest: str = ""

    @property
    def digest(self):
        return digest_of(*self.words)


class KeyReused(Exception):
    """This idempotency key came before, with another body."""


def digest_of(*words):
    """64 hex digits of these words, whatever is in them."""
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()


def external_key(external_id, *, is_test=False):
    """The sender's own id of a lead: later messages with it say what the lead is by now.

    What was sent to try the way in is never the same lead as what was meant, here and in a fingerprint.
    """
    return Key(("id", external_id, *_tried(is_test)), replaces=True)


def fingerprint(arrival, *, window):
    """Who (the e-mail, else the phone, else the name and company), about what, where, and what they did there.

    Listing and marketplace count as the sender writes them: what these words mean may be settled between two messages.
    """
    person = same_words(arrival.email) or "".join(filter(str.isdecimal, arrival.phone))
    named = same_words(f"{arrival.first_name} {arrival.last_name} {arrival.company}")
    interest = map(same_words, (arrival.listing, arrival.marketplace, arrival.action))
    return Key(("fingerprint", person or named or same_words(arrival.phone), *interest, *_tried(arrival.is_test)), window=window)


def _tried(is_test):
    return ["test"] if is_test else []


class Memory:
    """What a source knows of these keys, held until the transaction ends; what is not known yet is nobody's so far."""

    def __init__(self, source, keys):
        self.source = source
        self.keys = {key.digest: key for key in keys}
        rows = Identity.objects.select_for_update(of=["self"]).filter(source=source, digest__in=self.keys)
        self.rows = {row.digest: row for row in rows.select_related("lead__source", "lead__partner").order_by("digest")}

    def find(self, *, at):
        """(the first key that is known, its lead), or (None, None). Raises KeyReused."""
        for key in self.keys.values():
            row = self.rows.get(key.digest)
            if row is None or (key.window and abs(at - row.at) >= key.window):
                continue
            if key.body_digest and row.body_digest != key.body_digest:
                raise KeyReused
            return key, row.lead
        return None, None

    def keep(self, lead, *, at):
        """Let the keys name this lead from now on. Raises IntegrityError when somebody was first with one that was nobody's."""
        for digest, row in self.rows.items():
            if self.keys[digest].window and row.lead_id != lead.pk and row.at <= at:
                row.lead, row.at = lead, at
                row.save(update_fields=["lead", "at"])
        new = [key for digest, key in self.keys.items() if digest not in self.rows]
        Identity.objects.bulk_create(
            [Identity(source=self.source, digest=key.digest, lead=lead, body_digest=key.body_digest, at=at) for key in new]
        )
