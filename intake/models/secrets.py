"""Secrets that are shown once and kept as a hash: a leaked database opens no door."""

import hashlib
import secrets

BYTES = 32
HINT_LENGTH = 4


def draw_secret(prefix=""):
    """A new secret of 256 bits, fit for an address and a header; the prefix tells people, and leak scanners, what it is."""
    return prefix + secrets.token_urlsafe(BYTES)


def hash_of(secret):
    """What is kept of a secret. It is random, so it needs no salt."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def hint_of(secret):
    """Its last characters, by which its owner tells it from others."""
    return secret[-HINT_LENGTH:]
