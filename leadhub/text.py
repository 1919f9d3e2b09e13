"""Text: how it is made safe to store, and how it is folded for search and order.

Folding (O-18…23): NFKD, marks dropped, casefolded, so that `MÜLLER`, `müller` and `muller` are one. It is done
here, in Python, and stored, so that SQLite and PostgreSQL cannot disagree about it.
"""

import re
import unicodedata

from django.db import models

REPLACEMENT = "\ufffd"
UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
# Everything that starts a new line somewhere: a name is one line.
LINE_BREAKS = re.compile("[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
KEY_LENGTH = 64


def storable(text):
    """The text with what no database can hold (NUL, lone surrogates) visibly replaced, line ends as `\\n`."""
    return UNSTORABLE.sub(REPLACEMENT, text).replace("\r\n", "\n").replace("\r", "\n")


def one_line(text):
    """`storable`, on one line, without blanks at its ends."""
    return LINE_BREAKS.sub(" ", UNSTORABLE.sub(REPLACEMENT, text)).strip()


def fold(text):
    """The text as it is compared: without case, marks and compatibility forms. Idempotent."""
    if text.isascii():  # the same, a hundred times faster, and most text
        return text.lower()
    for _ in range(2):  # casefolding can bring marks back: "İ" becomes "i" with a dot above
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    # The capital of the dotless i is the I that everybody else has: without this YILMAZ is not Yılmaz.
    return unicodedata.normalize("NFKD", text.replace("ı", "i"))


def same_words(text):
    """Text as names are compared: folded, on one line, with single blanks."""
    return " ".join(fold(one_line(text)).split())


def sort_key(text):
    """The text as it is ordered: `0` and its first 64 folded characters; `1` alone when blank, so that blanks come last."""
    folded = fold(text).strip()
    return f"0{folded[:KEY_LENGTH]}" if folded else "1"


class Folded:
    """A field that computes itself from other attributes in `pre_save`; `refold` finds it by this."""


class SearchTextField(Folded, models.TextField):
    """What the search box looks at: the lines in `of` folded, one a line, each made of the attributes it names.

    `of=(("first_name", "last_name"), ("company",))` gives `first last ⏎ company`. Computed when saved, bulk
    inserts included; `bulk_update` and `save(update_fields=…)` have to name the field.
    """

    def __init__(self, *, of, **kwargs):
        self.of = of
        super().__init__(**{"editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def pre_save(self, model_instance, add):
        lines = (" ".join(filter(None, (getattr(model_instance, name) for name in line))) for line in self.of)
        value = fold("\n".join(lines))
        setattr(model_instance, self.attname, value)
        return value


class SortKeyField(Folded, models.CharField):
    """The `sort_key` of another attribute, kept in code point order on every database."""

    def __init__(self, *, of, **kwargs):
        self.of = of
        super().__init__(**{"max_length": KEY_LENGTH + 1, "editable": False, **kwargs})

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": self.of}

    def db_parameters(self, connection):
        collation = "C" if connection.vendor == "postgresql" else None
        return {**super().db_parameters(connection), "collation": collation}

    def pre_save(self, model_instance, add):
        value = sort_key(getattr(model_instance, self.of))
        setattr(model_instance, self.attname, value)
        return value


def refold(instance):
    """Compute the folded fields of an unsaved change; for `bulk_update`, which does not."""
    for field in instance._meta.concrete_fields:
        if isinstance(field, Folded):
            field.pre_save(instance, add=False)
