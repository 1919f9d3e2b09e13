"""The address of a list page is its state; this reads it, refuses what it does not understand, and writes it."""

from dataclasses import dataclass
from functools import cached_property

import django_filters as df
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

POSITION = ("after", "before")
PRESENTATION = ("sort", "view", "for", *POSITION)


@dataclass(frozen=True)
class Problem:
    """A part of the address that is not understood: what, why, the address without it, and the parameter's own name."""

    label: str
    message: str
    query_without: str
    name: str = ""


@dataclass(frozen=True)
class Chip:
    """One thing that narrows the list: in words, and the query without it."""

    label: str
    value: str
    query_without: str


def without_blanks(data):
    """The query without parameters that say nothing: a form sends `type=` for "All leads"."""
    query = QueryDict(mutable=True)
    for name in data or ():
        if given := [text for text in data.getlist(name) if text.strip()]:
            query.setlist(name, given)
    return query


def has_blanks(data):
    """Whether the query has a parameter that says nothing."""
    return any(not text.strip() for name in data for text in data.getlist(name))


class ListFilterSet(df.FilterSet):
    """A list's filters, with what every list has: search, order, view and position.

    A concrete list declares `orders` (the first is the default) and its filters. Unlike django-filter's default, an
    address that is not wholly understood selects nothing and says so: neither more rows than meant nor silence.
    """

    orders = ()

    q = df.CharFilter(method="search", label=gettext_lazy("Search"), max_length=200)
    sort = df.ChoiceFilter(method="leave", choices=(), label=gettext_lazy("Sort by"))
    view = df.ChoiceFilter(method="leave", choices=[("cards", gettext_lazy("Cards")), ("list", gettext_lazy("List"))])
    # A cursor holds a key of 64 characters, each up to 12 in JSON, and a third more in base64.
    after = df.CharFilter(method="leave", max_length=2000)
    before = df.CharFilter(method="leave", max_length=2000)

    def __init__(self, data=None, queryset=None, *, request=None, prefix=None):
        super().__init__(without_blanks(data), queryset, request=request, prefix=prefix)
        self.is_bound = True
        # "for" is a word of Python's: it cannot be declared above.
        self.filters["for"] = df.ChoiceFilter(method="leave", choices=[("people", "people"), ("systems", "systems")])
        self.filters["for"].parent, self.filters["for"].model = self, self.queryset.model
        self.filters["sort"].extra["choices"] = [(order.name, order.label) for order in self.orders]

    def search(self, queryset, name, value):
        return queryset.matching(value)

    def leave(self, queryset, name, value):
        return queryset

    @cached_property
    def problems(self):
        """What of the address is not understood; empty for a sound one."""
        found = [self._problem(name, " ".join(errors)) for name, errors in self.form.errors.items()]
        for name in self.data:
            if name not in self.filters:
                found.append(self._problem(name, _("“%(name)s” is not a filter here.") % {"name": name}))
            elif len(self.data.getlist(name)) > 1 and not self._takes_many(name):
                found.append(self._problem(name, _("“%(name)s” is given more than once.") % {"name": name}))
        if all(position in self.data for position in POSITION):
            found.append(self._problem("after", _("A page stands after or before another, not both.")))
        return found

    def _problem(self, name, message):
        label = self.filters[name].label if name in self.filters else None
        return Problem(str(label or name), message, self.query_without(name), name)

    @property
    def whole(self):
        """What the filters narrow: of "3 of 57", these are the 57."""
        return self.queryset

    @property
    def qs(self):
        """The filtered set; empty when there are problems."""
        return self.queryset.none() if self.problems else super().qs

    def value(self, name):
        return self.form.cleaned_data.get(name) if not self.problems else None

    @cached_property
    def order(self):
        wanted = self.value("sort")
        return next((order for order in self.orders if order.name == wanted), self.orders[0])

    @cached_property
    def chips(self):
        """What narrows the list, each removable."""
        if self.problems:
            return []
        return [chip for name in self.filters if name in self.data and name not in PRESENTATION for chip in self._chips_of(name)]

    @property
    def narrows(self):
        """Whether anything narrows the list; what a chip would say of it is not looked up."""
        return not self.problems and any(name not in PRESENTATION for name in self.data)

    def _chips_of(self, name):
        label = str(self.filters[name].label)
        choices = {str(key): str(text) for key, text in getattr(self.form.fields[name], "choices", [])}
        return [Chip(label, choices.get(text, text.strip()), self.query_without(name, text)) for text in self.data.getlist(name)]

    @cached_property
    def binding(self):
        """Which set this is, for cursors: everything but position and looks."""
        return self.query(view=None, **{"for": None})

    def query(self, **changes):
        """This address's query with changes (None removes), without a position: a new set begins at its start."""
        query = self.data.copy()
        for name in (*POSITION, "for"):
            query.pop(name, None)
        for name, value in changes.items():
            query.pop(name, None)
            if value is not None:
                query[name] = value
        return query.urlencode()

    @property
    def is_further_on(self):
        """Whether the address names a page after or before another."""
        return any(position in self.data for position in POSITION)

    def query_of(self, *names):
        """This address's query with nothing but these parameters."""
        query = self.data.copy()
        for name in [name for name in query if name not in names]:
            query.pop(name)
        return query.urlencode()

    def query_without(self, name, value=None):
        """The query without a parameter, or without one of its values."""
        query = self.data.copy()
        left = [text for text in query.pop(name, []) if value is not None and text != value]
        if left:
            query.setlist(name, left)
        for position in POSITION:
            query.pop(position, None)
        return query.urlencode()

    def hidden(self, *names):
        """(name, value) pairs that a form changing only `names` has to carry along."""
        dropped = {*names, *POSITION, "for"}
        return [(name, value) for name in self.data if name not in dropped for value in self.data.getlist(name)]

    def _takes_many(self, name):
        return isinstance(self.filters[name], df.MultipleChoiceFilter)
