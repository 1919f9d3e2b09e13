from datetime import UTC, datetime

import pytest

from leads.importing.dates import read_moment

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-22", datetime(2026, 11, 22, tzinfo=UTC)),
        ("2026-11-22T08:30:00Z", datetime(2026, 11, 22, 8, 30, tzinfo=UTC)),
        ("2026-11-22T08:30:00+02:00", datetime(2026, 11, 22, 6, 30, tzinfo=UTC)),
        ("2026-11-22 08:30", datetime(2026, 11, 22, 8, 30, tzinfo=UTC)),
        ("22.11.2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("5.6.2026 08:30", datetime(2026, 6, 5, 8, 30, tzinfo=UTC)),
        ("11/22/2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("22/11/2026", datetime(2026, 11, 22, tzinfo=UTC)),
        ("06/06/2026", datetime(2026, 6, 6, tzinfo=UTC)),
        ("10/22/2026, 12:05 AM", datetime(2026, 10, 22, 0, 5, tzinfo=UTC)),
        ("10/22/2026 1:05:09 p.m.", datetime(2026, 10, 22, 13, 5, 9, tzinfo=UTC)),
    ],
)
def test_dates_are_read_as_they_are_usually_written(text, moment):
    assert read_moment(text, now=NOW) == moment


@pytest.mark.parametrize(
    "text",
    ["soon", "46348", "2026-02-30", "31.02.2026", "11/22/26", "13/13/2026", "22.11.2026 25:00", "10/22/2026 0:05 AM", "1826-11-22",
     "0001-01-01T00:00:00+14:00", "٢٢.١١.٢٠٢٦"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError, match="is not a date") as refusal:
        read_moment(text, now=NOW)
    assert str(refusal.value) == f"“{text}” is not a date such as 2026-11-22"


def test_date_that_can_be_two_is_refused_with_both():
    with pytest.raises(ValueError, match="can be two") as refusal:
        read_moment("05/06/2026", now=NOW)
    assert str(refusal.value) == "“05/06/2026” can be two dates; write 2026-05-06 or 2026-06-05"


@pytest.mark.parametrize("text", ["2026-11-22T12:00:01Z", "23.11.2026", "9999-12-31T23:59:59-14:00"])
def test_future_is_refused(text):
    with pytest.raises(ValueError, match="future") as refusal:
        read_moment(text, now=NOW)
    assert str(refusal.value) == f"“{text}” is in the future"
