"""The two ways of writing a CSV are one file; the guard against formulas comes off again."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leadhub.lists.export import csv_lines, with_crlf, without_guard, written_by_python
from leads.exports import LEAD_COLUMNS
from leads.models import Lead

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8) | st.from_regex(
    r"'{0,2}[=+\-@\t\r]?\w?", fullmatch=True
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cell=CELLS)
def test_the_guard_comes_off_again_and_nothing_dangerous_is_left(db, cell):
    from django.db.models import Value

    from accounts.models import Partner
    from leadhub.lists.export import FormulaSafe

    Partner.objects.get_or_create(slug="p", defaults={"name": "P", "kind": "vendor"})
    shown = Partner.objects.annotate(shown=FormulaSafe(Value(cell))).values_list("shown", flat=True)[0]
    assert without_guard(shown) == cell
    assert shown[:1] not in tuple("=+-@\t\r")


def test_copy_and_pythons_writer_make_the_same_bytes(make_lead):
    for value in ["plain", 'quo"te', "com,ma", "", " blank ", "é 🚀 محمد", "\\.", "NULL", "'", "=1"]:
        make_lead(first_name=value, last_name=value, company="x")
    rows = Lead.objects.order_by("pk")
    expressions = {f"c{number}": column.expression(for_people=True) for number, column in enumerate(LEAD_COLUMNS)}
    python = b"".join(written_by_python(rows.annotate(**expressions).values_list(*expressions)))
    database = b"".join(list(csv_lines(rows, LEAD_COLUMNS))[1:])
    assert database == python
    assert connection.vendor in ("sqlite", "postgresql")


@pytest.mark.parametrize("size", [1, 2, 3, 1000])
def test_line_ends_change_outside_quotes_only_wherever_the_chunks_break(size):
    source = b'a,"b\nc",""\n"d""\n",e\n'
    made, quoted = b"", False
    for start in range(0, len(source), size):
        part, quoted = with_crlf(source[start : start + size], quoted)
        made += part
    assert made == b'a,"b\nc",""\r\n"d""\n",e\r\n'
