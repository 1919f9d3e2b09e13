"""Paging by key: the next page begins after the last row shown, not after a number of rows.

Page 10,000 costs what page 1 costs, and rows that come or go meanwhile neither repeat nor skip a row.
"""

from dataclasses import dataclass, field

from django.core import signing
from django.core.exceptions import BadRequest
from django.db.models import BooleanField, F, Func, Subquery, Value
from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Order:
    """One choice of **Sort by**. The columns all run in one direction and together identify a row."""

    name: str
    label: str
    columns: tuple[str, ...]
    descending: bool = False

    def names(self, *, backwards=False):
        sign = "-" if self.descending != backwards else ""
        return [sign + column for column in self.columns]

    def position_of(self, row):
        """Where a row stands, as a cursor says it: by its reference where the order says `id`, which is nobody's business."""
        values = [getattr(row, "reference" if column == "id" else column) for column in self.columns]
        return [value.isoformat() if hasattr(value, "isoformat") else value for value in values]

    def beyond(self, row, *, backwards=False):
        """The condition that holds for what comes after a row that is at hand, whether or not it is in the set; or before it."""
        fields = {column: row._meta.get_field(column) for column in self.columns}
        values = [Value(getattr(row, column), output_field=field) for column, field in fields.items()]
        return RowCompare([F(column) for column in self.columns], self.operator(backwards), values)

    def operator(self, backwards):
        return "<" if self.descending != backwards else ">"


class RowCompare(Func):
    """`(a, b, c) > (1, 2, 3)`: one comparison of rows, which a composite index serves from its start."""

    output_field = BooleanField()

    def __init__(self, columns, operator, values):
        self.operator = operator
        super().__init__(*columns, *values)

    def as_sql(self, compiler, connection, **extra):
        parts = [compiler.compile(expression) for expression in self.source_expressions]
        half = len(parts) // 2
        left, right = (", ".join(sql for sql, _ in side) for side in (parts[:half], parts[half:]))
        return f"({left}) {self.operator} ({right})", [p for _, params in parts for p in params]


@dataclass
class Page:
    """Rows in order, and the cursors that lead on from both ends (empty where there is nothing)."""

    rows: list = field(default_factory=list)
    next_cursor: str = ""
    previous_cursor: str = ""


def fetch_page(queryset, order, *, size, binding, after="", before=""):
    """The page of `size` rows after or before a cursor, or the first.

    `binding` says which set the cursor belongs to (its filter and order); a cursor of another set, or one made up,
    is a BadRequest. Costs one query.
    """
    backwards = bool(before)
    signer = _signer(binding)
    if cursor := before or after:
        queryset = queryset.filter(_beyond(queryset.model, order, _opened(signer, cursor), backwards))
    rows = list(queryset.order_by(*order.names(backwards=backwards))[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    page = Page(rows)
    if rows and (more or backwards):
        page.next_cursor = signer.sign_object(order.position_of(rows[-1]))
    if rows and (more if backwards else after):
        page.previous_cursor = signer.sign_object(order.position_of(rows[0]))
    return page


def cursor_at(row, order, *, binding):
    """The cursor of a row: `after` it goes on behind the row."""
    return _signer(binding).sign_object(order.position_of(row))


def capped_count(queryset, most=10_000):
    """The exact number of rows up to `most`, and `most + 1` for any larger set: counting stops there."""
    return queryset.order_by()[: most + 1].count()


def _signer(binding):
    return signing.Signer(salt=f"keyset:{binding}")


def _opened(signer, cursor):
    try:
        return signer.unsign_object(cursor)
    except Exception as error:  # a forged cursor can fail in the signature, the base64 or the JSON
        raise BadRequest(_("This link to a page belongs to another search or order. Start again from the first page.")) from error


def _beyond(model, order, position, backwards):
    values = [_value(model, column, value) for column, value in zip(order.columns, position, strict=True)]
    return RowCompare([F(column) for column in order.columns], order.operator(backwards), values)


def _value(model, column, value):
    if column == "id":
        return Subquery(model._base_manager.filter(reference=value).values("id")[:1])
    field = model._meta.get_field(column)
    return Value(field.to_python(value), output_field=field)
