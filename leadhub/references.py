"""Public references (`LD-7K3M-9Q2X`): what URLs, files and people use instead of primary keys.

Crockford's base 32 leaves out I, L, O and U, so that a reference survives being read aloud.
"""

import secrets

from django.db import models

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
READ_AS = str.maketrans("ILO", "110")


def draw(prefix, *, choose=secrets.choice):
    """A new random reference, 40 bits of it random; uniqueness is the database's to settle."""
    letters = "".join(choose(CROCKFORD) for _ in range(8))
    return f"{prefix}-{letters[:4]}-{letters[4:]}"


def normal(text):
    """A reference as a person may type it, as it is stored: upper case, look-alike letters resolved."""
    prefix, dash, rest = text.strip().upper().partition("-")
    return prefix + dash + rest.translate(READ_AS)


class ReferenceField(models.CharField):
    """A unique reference, drawn when the row is first saved (bulk inserts included)."""

    def __init__(self, *, prefix, **kwargs):
        self.prefix = prefix
        super().__init__(**{"max_length": 12, "unique": True, "editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "prefix": self.prefix}

    def pre_save(self, model_instance, add):
        if not getattr(model_instance, self.attname):
            setattr(model_instance, self.attname, draw(self.prefix))
        return super().pre_save(model_instance, add)


class ReferenceConverter:
    """URL path part for a reference with this prefix, in any case: `<lead:reference>`."""

    regex = r"[A-Za-z]{2}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}"

    def to_python(self, value):
        return normal(value)

    def to_url(self, value):
        return value
