"""CSV of a whole set, streamed: RFC 4180, UTF-8, one statement, so one moment in time.

Values are formatted by the database, in one expression for both databases. PostgreSQL then sends its own CSV through
COPY; elsewhere Python's writer makes the same bytes.
"""

import csv
from dataclasses import dataclass

from django.db import connections
from django.db.models import CharField, F, Func, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.http import StreamingHttpResponse
from django.utils import timezone

BOM = "\ufeff".encode()
ROWS_AT_ONCE = 2000
FORMULA_STARTS = frozenset("=+-@\t\r")


@dataclass(frozen=True)
class CsvColumn:
    """A header and what stands under it: a field path or an expression, of text unless `text=False`."""

    header: str
    value: object
    text: bool = True

    def expression(self, *, for_people):
        value = F(self.value) if isinstance(self.value, str) else self.value
        if not self.text:
            return Cast(value, CharField())
        value = Coalesce(value, Value(""), output_field=CharField())
        return NullIf(FormulaSafe(value) if for_people else value, Value(""))


class FormulaSafe(Func):
    """A leading `'` before what a spreadsheet would run: `= + - @`, tab or CR at the start of a cell.

    A cell that already begins with apostrophes before such a character gets one more, so that taking one off
    (`without_guard`, in our own import) always gives the original back.
    """

    output_field = CharField()
    template = (
        "CASE WHEN SUBSTR(LTRIM(%(expressions)s, ''''), 1, 1) IN ('=', '+', '-', '@', {tab}, {cr})"
        " THEN '''' || %(expressions)s ELSE %(expressions)s END"
    )

    def as_sql(self, compiler, connection, **extra):
        char = "CHR" if connection.vendor == "postgresql" else "CHAR"
        template = self.template.format(tab=f"{char}(9)", cr=f"{char}(13)")
        sql, params = compiler.compile(self.source_expressions[0])
        return template.replace("%(expressions)s", sql), [*params, *params, *params]


def with_guard(cell):
    """`FormulaSafe` for a single text."""
    return f"'{cell}" if cell.lstrip("'")[:1] in FORMULA_STARTS else cell


def without_guard(cell):
    """A cell of ours as it was before `FormulaSafe`."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in FORMULA_STARTS else cell


class IsoTime(Func):
    """`2026-11-22T08:30:00Z`."""

    output_field = CharField()

    def as_postgresql(self, compiler, connection, **extra):
        template = "TO_CHAR(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
        return self.as_sql(compiler, connection, template=template)

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, template="STRFTIME('%%%%Y-%%%%m-%%%%dT%%%%H:%%%%M:%%%%SZ', %(expressions)s)")


def csv_lines(queryset, columns, *, for_people=True):
    """Chunks of bytes: header row, then a row for each of the queryset, in its order."""
    expressions = {f"c{number}": column.expression(for_people=for_people) for number, column in enumerate(columns)}
    rows = queryset.annotate(**expressions).values_list(*expressions)
    yield (BOM if for_people else b"") + _header(columns, for_people=for_people)
    if connections[queryset.db].vendor == "postgresql":
        yield from copied_by_postgresql(rows)
    else:
        yield from written_by_python(rows)


def _header(columns, *, for_people):
    """Some headers are people's words too: as safe as the cells below."""
    lines = _Lines()
    csv.writer(lines).writerow([with_guard(column.header) if for_people else column.header for column in columns])
    return lines[0].encode()


def csv_response(queryset, columns, *, name, for_people=True):
    """The download `NAME-YYYYMMDD-HHMMSSZ.csv`."""
    response = StreamingHttpResponse(csv_lines(queryset, columns, for_people=for_people), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.now():%Y%m%d-%H%M%SZ}.csv"'
    response["Cache-Control"] = "no-store"
    response["X-Accel-Buffering"] = "no"
    return response


class _Lines(list):
    """A file for csv.writer that keeps the lines."""

    write = list.append


def written_by_python(rows):
    lines = _Lines()
    writer = csv.writer(lines)
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        writer.writerow(["" if cell is None else cell for cell in row])
        if len(lines) >= ROWS_AT_ONCE:
            yield "".join(lines).encode()
            lines.clear()
    yield "".join(lines).encode()


def copied_by_postgresql(rows):
    connection = connections[rows.db]
    connection.ensure_connection()
    sql, params = rows.query.sql_with_params()
    quoted = False
    with connection.connection.cursor() as cursor, cursor.copy(f"COPY ({sql}) TO STDOUT WITH (FORMAT csv)", params) as copy:
        for chunk in copy:
            line, quoted = with_crlf(bytes(chunk), quoted)
            yield line


def with_crlf(chunk, quoted):
    """COPY ends lines with LF, RFC 4180 with CRLF: change those outside quotes. Returns (chunk, still inside quotes)."""
    parts = chunk.split(b'"')
    for number, part in enumerate(parts):
        if (number % 2 == 1) == quoted:
            parts[number] = part.replace(b"\n", b"\r\n")
    return b'"'.join(parts), quoted ^ (len(parts) % 2 == 0)
