"""Moments in an address: a day on the reader's clock, or an instant with its offset (reports link with these)."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext_lazy as _

LONGEST = len("2026-11-22T08:30:00.000000+01:00")


@dataclass(frozen=True)
class Moment:
    """What was written as its first instant and the one after its last: a day apart for a day, equal for an instant."""

    start: datetime
    end: datetime


class MomentInput(forms.TextInput):
    """A date picker; an instant, which it could not show, stays a text."""

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["type"] = "text" if value and "T" in value else "date"
        return context


class MomentField(forms.CharField):
    """`2026-11-22` (that whole day, here) or `2026-11-22T08:30:00+01:00`."""

    widget = MomentInput

    default_error_messages = {"invalid": _("“%(value)s” is not a day such as 2026-11-22.")}

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        try:
            if len(text) > LONGEST:
                raise ValueError(text)
            return _day(text) if len(text) <= len("2026-11-22") else _instant(text)
        except (ValueError, OverflowError) as error:
            raise ValidationError(self.error_messages["invalid"], params={"value": text}) from error


def _day(text):
    day = parse_date(text)
    if day is None:
        raise ValueError(text)
    start, end = (timezone.make_aware(datetime.combine(d, time())) for d in (day, day + timedelta(days=1)))
    return Moment(start.astimezone(UTC), end.astimezone(UTC))


def _instant(text):
    # A form, or a careless link, turns the "+" of an offset into a space.
    instant = parse_datetime(text.replace(" ", "+"))
    if instant is None or instant.tzinfo is None:
        raise ValueError(text)
    # In UTC, as it is asked for: near the ends of the calendar an offset leads out of it.
    return Moment(instant.astimezone(UTC), instant.astimezone(UTC))
