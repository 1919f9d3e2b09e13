import json

from django.db import models
from django.utils.translation import gettext as _

from leadhub.text import LINE_BREAKS, Folded, fold

SEPARATOR = "\x1f"


class AnswersTextField(Folded, models.TextField):
    """A lead's template answers as their filter looks at them: `⏎key␟folded answer⏎…`, one a line.

    Computed from `answers` when saved, bulk inserts included; `bulk_update` and `save(update_fields=…)` have to name it.
    """

    def __init__(self, **kwargs):
        super().__init__(**{"editable": False, **kwargs})

    def pre_save(self, model_instance, add):
        value = answers_text(model_instance.answers)
        setattr(model_instance, self.attname, value)
        return value


def answers_text(answers):
    given = [answer for answer in readable(answers) if answer["key"] and answer["value"]]
    return "".join(f"\n{answer['key']}{SEPARATOR}{flat(answer['value'])}" for answer in given) + "\n" if given else ""


def readable(answers):
    """The answers as {"key", "label", "type", "value"}, all of them text, whatever a hand wrote into the column."""
    items = answers if isinstance(answers, list) else [answers] if answers else []
    return [_readable(item) for item in items]


def _readable(item):
    item = item if isinstance(item, dict) else {"value": item}
    texts = {name: _text(item.get(name, "")) for name in ("key", "label", "type")}
    value = _text(item.get("value", item))
    return texts | {"label": texts["label"] or texts["key"] or _("Without a label"), "value": value}


def _text(value):
    return value if isinstance(value, str) else "" if value is None else json.dumps(value, ensure_ascii=False)


def flat(text):
    """An answer, or what is looked for in it, folded and on one line."""
    return LINE_BREAKS.sub(" ", fold(text)).replace(SEPARATOR, " ")
