"""Keys of fields: what an answer is found by in addresses and files, whatever its label says later."""

from django.utils.text import slugify

from leadhub.text import fold
from leads.forms.template import CONSENT

LONGEST = 40


def with_keys(asked, versions):
    """The same TemplateFields, each with a key that is its own.

    A key that was kept from the newest of `versions` stands while its type does. Every other field gets a key made from
    its label, and none that ever stood for another question in this template: a field that comes back as it was (label
    and type) has its old key back.
    """
    known = {field.key: field for field in versions[0].fields} if versions else {}
    once = {(field.label, field.type): field.key for version in reversed(versions) for field in version.fields}
    kept = {}
    for number, field in enumerate(asked):
        if field.key in known and known[field.key].type == field.type and field.key not in kept.values():
            kept[number] = field.key
    used = {CONSENT, *once.values(), *kept.values()}
    given = set(kept.values())
    return [_keyed(field, kept.get(number), once, used, given) for number, field in enumerate(asked)]


def _keyed(field, kept, once, used, given):
    key = kept
    if key is None:
        before = once.get((field.label, field.type))
        key = before if before and before not in given else _drawn(field.label, used)
    used.add(key)
    given.add(key)
    return type(field)(**{**field.as_json(), "key": key, "choices": field.choices})


def _drawn(label, used):
    """A key made from a label, in the label's own alphabet: two templates must not find “予算” and “会社” under one name.

    A label without any letter or digit is a plain “field”.
    """
    stem = slugify(fold(label), allow_unicode=True)[:LONGEST].strip("-_") or "field"
    key, number = stem, 1
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key
