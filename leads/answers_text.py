from django.db import models

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
    lines = [
        f"{answer['key']}{SEPARATOR}{flat(answer['value'])}" for answer in answers if answer.get("key") and answer.get("value")
    ]
    return "".join(f"\n{line}" for line in lines) + "\n" if lines else ""


def flat(text):
    """An answer, or what is looked for in it, folded and on one line."""
    return LINE_BREAKS.sub(" ", fold(text)).replace(SEPARATOR, " ")
