"""The columns of the Leads page's CSV (PRODUCT §3)."""

from django.db.models import Case, CharField, F, Func, Value, When
from django.db.models.functions import Coalesce, NullIf

from leadhub.lists.export import CsvColumn, IsoTime
from leads.answers.asked import asked_fields

KIND_WORDS = Case(
    When(listing_kind="app", then=Value("App")),
    When(listing_kind="service", then=Value("Service")),
    default=Value(""),
    output_field=CharField(),
)

LEAD_COLUMNS = (
    CsvColumn("Lead ID", "reference"),
    CsvColumn("First name", "first_name"),
    CsvColumn("Last name", "last_name"),
    CsvColumn("Company", "company"),
    CsvColumn("Email", "email"),
    CsvColumn("Phone", "phone"),
    CsvColumn("Job title", "job_title"),
    CsvColumn("Country", "country"),
    CsvColumn("Listing", "listing_name"),
    CsvColumn("Listing type", KIND_WORDS),
    CsvColumn("Marketplace", Coalesce(F("marketplace__name"), F("marketplace_text"))),
    CsvColumn("Distributor", "distributor__name"),
    CsvColumn("Status", "status__name"),
    CsvColumn("Owner", "owner__name"),
    CsvColumn("Source", Coalesce(NullIf(F("source_text"), Value("")), F("source__name"))),
    CsvColumn("Created", IsoTime("created_at")),
    CsvColumn("Updated", IsoTime("updated_at")),
    CsvColumn("Notes", "note_count", text=False),
)


class Answer(Func):
    """A lead's answer to the template field with this key, as it is stored; NULL without one."""

    output_field = CharField()

    def __init__(self, key):
        super().__init__(F("answers"), Value(key))

    def as_postgresql(self, compiler, connection, **extra):
        path = "'$[*] ? (@.key == $key).value'"
        template = f"JSONB_PATH_QUERY_FIRST({{}}, {path}, JSONB_BUILD_OBJECT('key', {{}}::text)) #>> '{{{{}}}}'"
        return self._filled(template, compiler)

    def as_sqlite(self, compiler, connection, **extra):
        # JSON_EXTRACT fails on a bare text, which a hand may have written among the answers.
        each = (
            "SELECT JSON_EXTRACT(value, '$.value') FROM JSON_EACH({})"
            " WHERE CASE type WHEN 'object' THEN JSON_EXTRACT(value, '$.key') END = {} LIMIT 1"
        )
        return self._filled(f"({each})", compiler)

    def _filled(self, template, compiler):
        (answers, before), (key, after) = (compiler.compile(part) for part in self.source_expressions)
        return template.format(answers, key), [*before, *after]


def lead_columns(membership):
    """The Leads page's columns, then one for each field that the partner's templates ask."""
    taken = {column.header.casefold() for column in LEAD_COLUMNS}
    answers = []
    for key, label in asked_fields(membership).items():
        header = label if label.casefold() not in taken else f"{label} ({key})"
        taken.add(header.casefold())
        answers.append(CsvColumn(header, Answer(key)))
    return (*LEAD_COLUMNS, *answers)
