"""The list page: visible → filtered → sorted → a page, a fragment or a file. A concrete list declares, it does not code."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.urls import reverse

from leadhub.lists.export import csv_response
from leadhub.lists.keyset import Page, capped_count, fetch_page
from leadhub.rules import require

COUNTED_UP_TO = 10_000
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True)
class Choice:
    """A link that changes one thing about the page; `current` where it leads nowhere new."""

    label: str
    url: str
    current: bool
    name: str = ""


class ListMachine:
    """What the page, its fragments and its export share. Mixed into a view that knows who asks.

    Declare `url_name`, `filterset_class`, `table_class`, `card_template`, `template_name`, and `get_queryset()` —
    which starts at `visible_to` and holds everything that a row shows.
    """

    url_name = ""
    filterset_class = None
    table_class = None
    card_template = ""
    template_name = "lists/page.html"
    page_size = 25

    @cached_property
    def filters(self):
        return self.filterset_class(self.request.GET, self.get_queryset(), request=self.request)

    def address(self, query):
        path = reverse(self.url_name)
        return f"{path}?{query}" if query else path


class ListPage(ListMachine):
    """GET gives the page; htmx asks for the same address and gets its next rows, or its count, alone."""

    def get(self, request):
        page = self.fetch()
        context = {"list": self, "filters": self.filters, "page": page, "view_name": self.view_name, **self.extra_context(page)}
        fragment = {"more": "lists/_rows.html", "count": "lists/_count.html"}.get(request.htmx.trigger or "")
        response = render(request, fragment or self.template_name, context)
        response.headers["Vary"] = "HX-Request, HX-Trigger, Cookie"
        response.headers["Cache-Control"] = "private, no-cache"
        if self.filters.value("view"):
            response.set_cookie("view", self.view_name, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
        return response

    def fetch(self):
        if self.filters.problems:
            return Page()
        position = {name: self.filters.value(name) or "" for name in ("after", "before")}
        return fetch_page(self.filters.qs, self.filters.order, size=self.page_size, binding=self.filters.binding, **position)

    def extra_context(self, page):
        return {"table": self.table_class(page.rows)} if self.view_name == "list" else {}

    @cached_property
    def view_name(self):
        """Cards or list: as the address says, else as last asked for, else as the profile says (O-06)."""
        wanted = self.filters.value("view") or self.request.COOKIES.get("view") or self.request.user.preferred_view
        return "list" if wanted == "list" else "cards"

    @cached_property
    def count(self):
        return capped_count(self.filters.qs, COUNTED_UP_TO)

    @cached_property
    def total(self):
        return capped_count(self.get_queryset(), COUNTED_UP_TO) if self.filters.chips else self.count

    @property
    def views(self):
        names = dict(self.filters.form.fields["view"].choices)
        return [
            Choice(names[name], self.address(self.filters.query(view=name)), name == self.view_name, name)
            for name in ("cards", "list")
        ]

    @property
    def sorts(self):
        chosen = self.filters.order
        return [
            Choice(order.label, self.address(self.filters.query(sort=order.name)), order is chosen, order.name)
            for order in self.filters.orders
        ]

    @property
    def all_url(self):
        return self.address(self.filters.query(**dict.fromkeys(self._narrowing)))

    @property
    def _narrowing(self):
        return [name for name in self.filters.data if name not in ("sort", "view")]


class ListExport(ListMachine):
    """GET streams the whole set, in its order, as CSV (O-29…31). `for=systems` is the raw mode."""

    csv_name = ""
    csv_columns = ()

    def get(self, request):
        require(self.may_export())
        if self.filters.problems:
            raise BadRequest(" ".join(problem.message for problem in self.filters.problems))
        rows = self.filters.qs.order_by(*self.filters.order.names())
        return csv_response(rows, self.csv_columns, name=self.csv_name, for_people=self.filters.value("for") != "systems")
