import io

import pytest

from accounts.models import Membership
from leads.importing import Known, Rehearsal, Table, Writer, import_rows, read_rows


@pytest.fixture
def read(cast):
    """`read("Last name\\nHopper\\n")`: its rows, as a vendor's file; `partner` is a slug, `listing` and `marketplace` things."""

    def read(text, *, partner="birch", **chosen):
        known = Known(Membership(partner=cast.partners[partner]))
        return list(read_rows(Table(io.BytesIO(text.encode())), known, **chosen))

    return read


@pytest.fixture
def import_text(cast):
    """`import_text("Last name\\nHopper\\n")` gives (counts, ["line 2: reason", …]).

    Counts are created, updated, unchanged, failed. `writer` may be another class than Writer.
    """

    def import_text(text, *, partner="birch", name="people.csv", writer=Writer, **chosen):
        failures = []
        known = Known(Membership(partner=cast.partners[partner]))
        into = writer(known, name=name)
        rows = read_rows(Table(io.BytesIO(text.encode())), known, **chosen)
        report = import_rows(rows, into, on_failure=lambda failure: failures.append(f"line {failure.line}: {failure.reason}"))
        into.close()
        return (report.created, report.updated, report.unchanged, report.failed), failures

    return import_text


@pytest.fixture
def rehearse_text(import_text):
    """`import_text`, writing nothing."""

    def rehearse_text(text, **options):
        return import_text(text, writer=Rehearsal, **options)

    return rehearse_text
