"""The moment that a cell names."""

import re
from datetime import UTC, datetime

from django.utils.translation import gettext as _

EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
# 22.11.2026 or 11/22/2026, and the time where there is one: 8:30, 08:30:15, 8:30 PM
NUMBERS = re.compile(
    r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\s*([AaPp])\.?[Mm]\.?)?)?", re.ASCII
)


def read_moment(text, *, now):
    """The moment with its zone; without one in the text it is UTC.

    Raises ValueError, with the reason in words, for what is no date, could be two, is still to come or before 1900.
    """
    moment = _written(text)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if moment > now:
        raise ValueError(_("“%(text)s” is in the future") % {"text": text})
    if moment < EARLIEST:
        raise _not_a_date(text)
    return moment.astimezone(UTC)  # PostgreSQL refuses offsets of 16 hours and more


def _written(text):
    match = NUMBERS.fullmatch(text)
    try:
        return _from_numbers(text, *match.groups()) if match else datetime.fromisoformat(text)
    except _TwoDates:
        raise
    except ValueError as error:
        raise _not_a_date(text) from error


def _from_numbers(text, first, mark, second, year, hour, minute, seconds, half):
    day, month = int(first), int(second)
    if mark == "/" and day <= 12 and month <= 12 and day != month:
        dates = {"text": text, "one": f"{year}-{day:02}-{month:02}", "other": f"{year}-{month:02}-{day:02}"}
        raise _TwoDates(_("“%(text)s” can be two dates; write %(one)s or %(other)s") % dates)
    if mark == "/" and month > 12:
        day, month = month, day
    return datetime(int(year), month, day, _hour(int(hour or 0), half), int(minute or 0), int(seconds or 0))


def _hour(hour, half):
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(hour)
    return hour % 12 + (12 if half in "Pp" else 0)


class _TwoDates(ValueError):
    pass


def _not_a_date(text):
    return ValueError(_("“%(text)s” is not a date such as %(example)s") % {"text": text, "example": "2026-11-22"})
