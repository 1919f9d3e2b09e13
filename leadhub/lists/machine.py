"""The list page: visible → filtered → sorted → a page, a fragment or a file. A concrete list declares, it does not code."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import BadRequest
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leadhub.lists.export import csv_response
from leadhub.lists.filters import has_blanks
from leadhub.lists.keyset import Page, capped_count, fetch_page
from leadhub.lists.tables import headers
from leadhub.rules import require

COUNTED_UP_TO = 10_000
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Choice:
    """A link that changes one thing about the page; `current` where it leads nowhere new."""

    name: str
    label: str
    url: str
    current: bool


def binding_of(url_name, owner, filters):
    """The set that a cursor belongs to: which list, whose it is, and its filter and order."""
    return f"{url_name}:{owner}:{filters.binding}"


class ListMachine:
    """What the page, its fragments and its export share. Mixed into a view that knows who asks.

    Declare `url_name`, `title`, `owner` (whose list it is, for cursors), `noun` (for "%(count)s lead", "%(count)s leads"),
    `filterset_class`, `table_class`, `card_template` (none: a table only), `template_name`, and `get_queryset()`, which
    starts at `visible_to` and holds everything that a row shows.
    """

    url_name = ""
    filterset_class = None
    table_class = None
    card_template = ""
    template_name = "lists/page.html"
    noun = ("%(count)s row", "%(count)s rows")
    page_size = 25

    @cached_property
    def filters(self):
        return self.filterset_class(self.request.GET, self.get_queryset(), request=self.request)

    def address(self, query):
        path = reverse(self.url_name)
        return f"{path}?{query}" if query else path


class ListPage(ListMachine):
    """GET gives the page; htmx asks for the same address and gets its next rows, or its count, alone.

    A form without JavaScript sends its empty fields too: the address that people see, keep and send on has none of them.
    """

    title = ""
    owner = ""
    count_template = "lists/_count.html"

    def get(self, request):
        if not request.htmx and has_blanks(request.GET):
            return HttpResponseRedirect(self.address(self.filters.data.urlencode()))
        page = self.page
        context = {"list": self, "filters": self.filters, "page": page, "view_name": self.view_name, "table": self.table}
        fragment = {"more": "lists/_rows.html", "count": self.count_template}.get(request.htmx.trigger or "")
        response = render(request, fragment or self.template_name, {**context, **self.extra_context(page)})
        patch_vary_headers(response, ["HX-Request", "HX-Trigger"])
        if self.filters.value("view"):
            response.set_cookie("view", self.view_name, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
        return response

    def extra_context(self, page):
        return {}

    @cached_property
    def page(self):
        if self.filters.problems:
            return Page()
        position = {name: self.filters.value(name) or "" for name in ("after", "before")}
        return fetch_page(self.filters.qs, self.filters.order, size=self.page_size, binding=self.binding, **position)

    @property
    def binding(self):
        """What a cursor belongs to: this list, whose it is, and its filter and order."""
        return binding_of(self.url_name, self.owner, self.filters)

    @cached_property
    def table(self):
        return self.table_class(self.page.rows)

    @cached_property
    def view_name(self):
        """Cards or list: as the address says, else as last asked for, else as the profile says (O-06)."""
        wanted = self.filters.value("view") or self.request.COOKIES.get("view") or self.request.user.preferred_view
        return "list" if wanted == "list" or not self.card_template else "cards"

    @cached_property
    def count(self):
        return capped_count(self.filters.qs, COUNTED_UP_TO)

    @cached_property
    def total(self):
        return capped_count(self.filters.whole, COUNTED_UP_TO) if self.filters.chips else self.count

    @property
    def count_in_words(self):
        """“57 leads”, “3 of 57 leads”, “10,000+ leads”: true, or openly rounded down."""
        count, total = number_in_words(self.count), number_in_words(self.total)
        if not self.filters.chips:
            return ngettext(*self.noun, self.count) % {"count": count}
        words = ngettext(*self.noun, self.total) % {"count": total}
        return _("%(count)s of %(all)s") % {"count": count, "all": words}

    @property
    def path(self):
        return reverse(self.url_name)

    @property
    def views(self):
        names = dict(self.filters.form.fields["view"].choices)
        return [self._choice("view", name, names[name], name == self.view_name) for name in ("cards", "list")]

    @property
    def sorts(self):
        chosen = self.filters.order
        return [self._choice("sort", order.name, order.label, order is chosen) for order in self.filters.orders]

    @property
    def headers(self):
        return headers(
            self.table, current=self.filters.order.name, url_for=lambda name: self.address(self.filters.query(sort=name))
        )

    def _choice(self, parameter, name, label, current):
        return Choice(name, label, self.address(self.filters.query(**{parameter: name})), current)

    @property
    def hidden_beside_search(self):
        return self.filters.hidden("q")

    @property
    def hidden_beside_filter(self):
        return [pair for pair in self.filters.hidden() if pair[0] in ("q", "sort", "view")]

    @property
    def all_url(self):
        """Everything, in the same order and view."""
        return self.address(self.filters.query_of("sort", "view"))

    @property
    def unfiltered_url(self):
        """The same search without filters."""
        return self.address(self.filters.query_of("sort", "view", "q"))

    @property
    def query_without_search(self):
        return self.filters.query(q=None)

    @property
    def next_query(self):
        return self.filters.query(after=self.page.next_cursor)

    @property
    def previous_query(self):
        return self.filters.query(before=self.page.previous_cursor)


def number_in_words(count):
    return (
        f"{number_format(COUNTED_UP_TO, force_grouping=True)}+"
        if count > COUNTED_UP_TO
        else number_format(count, force_grouping=True)
    )


class ListExport(ListMachine):
    """GET streams the whole set, in its order, as CSV (O-29…31). `for=systems` is the raw mode."""

    csv_name = ""
    csv_columns = ()
    row_order = ()  # where an entry of the list has several rows in the file: the order among these

    def get(self, request):
        require(self.may_export())
        if self.filters.problems:
            raise BadRequest(" ".join(problem.message for problem in self.filters.problems))
        if self.filters.value("after") or self.filters.value("before"):
            raise BadRequest(_("An export is the whole set: it has no “after” and no “before”."))
        rows = self.filters.qs.order_by(*self.filters.order.names(), *self.row_order)
        return csv_response(rows, self.csv_columns, name=self.csv_name, for_people=self.filters.value("for") != "systems")
