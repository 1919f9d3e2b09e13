"""When things happen: customers write in their daytime, staff work in theirs. Moments are seconds since 1970."""

import math
from array import array
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate

HOUR, DAY = 3600, 86_400
HISTORY_DAYS = 548  # 18 months
GROWTH = 0.9  # how much busier the last day is than the first
OPENS_AT, SHIFT = 8, 10 * HOUR
HOLIDAYS = {(1, 1), (12, 25), (12, 26)}
# Monday to Sunday, and the hours from 0 to 23 of the customer's own day.
WEEKDAYS = [0.95, 1.05, 1.05, 1.0, 0.8, 0.1, 0.08]
HOURS = [1, 0, 0, 0, 0, 1, 3, 10, 45, 80, 95, 85, 50, 60, 90, 95, 80, 50, 22, 12, 10, 8, 5, 2]
HOURS_SUMMED = list(accumulate(HOURS))


class WorkingHours:
    """A clock that runs from 8:00 to 18:00 on working days in this zone, and stands still otherwise."""

    def __init__(self, zone, *, until):
        first = (until - timedelta(days=HISTORY_DAYS + 10)).date()
        days = (first + timedelta(days=number) for number in range(HISTORY_DAYS + 20))
        working = (day for day in days if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS)
        self.opens = array("q", (seconds(datetime(d.year, d.month, d.day, OPENS_AT, tzinfo=zone)) for d in working))

    def after(self, moment, work):
        """When somebody has worked for `work` seconds since `moment`; infinity when that is past what is kept here."""
        day = bisect_right(self.opens, moment) - 1
        done = min(moment - self.opens[day], SHIFT) if day >= 0 else SHIFT
        days, rest = divmod(done + work, SHIFT)
        return self.opens[day + days] + rest if day + days < len(self.opens) else math.inf


def days_of_arrival(count, chance, *, until):
    """The day of each of `count` arrivals, in order: the moment at which that day begins in UTC.

    The count need not fit in memory: each day is drawn as the next of `count` sorted random numbers.
    """
    first = seconds(until) // DAY * DAY - (HISTORY_DAYS - 1) * DAY
    busy_until = list(accumulate(_business(first + day * DAY, day, until) for day in range(HISTORY_DAYS)))
    left, day = 1.0, 0
    for waiting in range(count, 0, -1):
        left *= chance.random() ** (1 / waiting)
        while day < HISTORY_DAYS - 1 and busy_until[day] < (1 - left) * busy_until[-1]:
            day += 1
        yield first + day * DAY


def _business(moment, number, until):
    """How busy a day is: slowly more over time, little at week-ends, a lull in August and around the New Year."""
    day = datetime.fromtimestamp(moment, UTC)
    season = 0.55 if day.month == 8 else 0.25 if (day.month, day.day) >= (12, 21) or (day.month, day.day) <= (1, 2) else 1
    elapsed = min(1, (seconds(until) - moment) / DAY)
    return (1 + GROWTH * number / HISTORY_DAYS) * WEEKDAYS[day.weekday()] * season * elapsed


def moment_of_arrival(day, zone, chance, *, until):
    """A moment on that day at which somebody in this zone writes, before `until`."""
    hour = chance.choices(range(24), cum_weights=HOURS_SUMMED)[0]
    moment = day - _offset(zone, day) + hour * HOUR + chance.randrange(HOUR)
    return moment if moment < seconds(until) else seconds(until) - 1 - chance.randrange(3 * HOUR)


def moment_lately(zone, chance, *, until):
    """A moment in the last days, the later the likelier, at which somebody in this zone may have written."""
    for _ in range(30):
        moment = seconds(until) - 120 - int(chance.expovariate(1 / (20 * HOUR)))
        day, hour = divmod(moment + _offset(zone, moment // DAY * DAY), DAY)
        if chance.random() * max(HOURS) < HOURS[hour // HOUR] * WEEKDAYS[(day + 3) % 7]:  # 1970 began on a Thursday
            break
    return moment


@lru_cache(maxsize=1000)
def _offset(zone, day):
    return int(datetime.fromtimestamp(day, zone).utcoffset().total_seconds())


def seconds(moment):
    return int(moment.timestamp())


def instant(seconds):
    return datetime.fromtimestamp(seconds, UTC)
