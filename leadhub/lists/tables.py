"""Tables of a list page: django-tables2 declares the columns, our templates draw them."""

from dataclasses import dataclass
from functools import cached_property

import django_tables2 as tables


class CellColumn(tables.Column):
    """A column whose cells are a template, included with the row's record, so that it sees the page's context."""

    def __init__(self, cell_template, label, **extra):
        self.cell_template = cell_template
        super().__init__(verbose_name=label, empty_values=(), orderable=False, **extra)

    def render(self, record):
        return ""


class ListTable(tables.Table):
    """`orders` says which **Sort by** choices a column's header stands for: {column: (ascending, descending)}."""

    css_name = ""
    row_template = "lists/_row.html"
    orders = {}

    @cached_property
    def cells(self):
        """(name, head, template or None) of each column: what a row needs, looked up once for all of them."""
        return [(column.name, column.header, getattr(column.column, "cell_template", None)) for column in self.columns]


@dataclass(frozen=True)
class Header:
    """A column's head: `url` sorts by it, `aria_sort` says that the list is sorted so now."""

    name: str
    label: str
    url: str = ""
    aria_sort: str = ""


def headers(table, *, current, url_for):
    """The heads of a table, given the current order's name and `url_for(order name)`."""
    return [_header(column, table.orders.get(column.name, (None, None)), current, url_for) for column in table.columns]


def _header(column, orders, current, url_for):
    ascending, descending = orders
    aria_sort = {ascending: "ascending", descending: "descending"}.get(current, "")
    wanted = ascending if descending is None or current == descending else descending
    return Header(column.name, column.header, url_for(wanted) if wanted else "", aria_sort)
