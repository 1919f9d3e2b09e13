"""The filter by template answers (O-26): which field, and what its answer holds."""

from functools import cached_property

import django_filters as df
from django.utils.translation import gettext_lazy as _

from leadhub.lists.filters import ListFilterSet
from leads.answers.asked import asked_fields


class AnswerFilterSet(ListFilterSet):
    """`field` alone: whoever answered it. `answer` alone: whoever gave it to any field. Both: as one reads them."""

    field = df.ChoiceFilter(method="answering", label=_("Answered"), empty_label=_("Any field"))
    answer = df.CharFilter(method="answering", label=_("Answer"), max_length=200)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["field"].extra["choices"] = lambda: self.field_choices

    @cached_property
    def field_choices(self):
        return list(asked_fields(self.request.membership).items())

    def answering(self, queryset, name, value):
        if name == "field" and self.value("answer"):
            return queryset  # "answer" asks for both
        return queryset.answering(self.value("field"), self.value("answer") or "")
