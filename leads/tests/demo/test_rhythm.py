from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from leads.demo.places import read_regions
from leads.demo.rhythm import HISTORY_DAYS, WorkingHours, days_of_arrival, instant, seconds

MADRID = ZoneInfo("Europe/Madrid")
SUNDAY_NIGHT, IN_AUGUST, NEW_YEAR = (
    datetime(2026, 5, 10, 2, tzinfo=UTC),
    datetime(2026, 8, 12, 15, tzinfo=UTC),
    datetime(2026, 1, 1, 0, 30, tzinfo=UTC),
)


@pytest.fixture
def in_madrid():
    """`in_madrid((2026, 3, 6, 17, 0), 7200)`: when so many seconds were worked since then, as Madrid's clocks show it."""
    hours = WorkingHours(MADRID, until=datetime(2026, 4, 30, tzinfo=UTC))

    def after(local, work):
        moment = hours.after(seconds(datetime(*local, tzinfo=MADRID)), work)
        return instant(moment).astimezone(MADRID).strftime("%Y-%m-%d %H:%M")

    return after


def test_work_goes_on_within_the_day(in_madrid):
    assert in_madrid((2026, 3, 4, 9, 0), 90 * 60) == "2026-03-04 10:30"


def test_work_begun_at_night_begins_in_the_morning(in_madrid):
    assert in_madrid((2026, 3, 4, 3, 0), 60) == "2026-03-04 08:01"
    assert in_madrid((2026, 3, 4, 21, 0), 60) == "2026-03-05 08:01"


def test_work_rests_over_the_week_end(in_madrid):
    assert in_madrid((2026, 3, 6, 17, 0), 2 * 3600) == "2026-03-09 09:00"


def test_work_rests_on_holidays(in_madrid):
    assert in_madrid((2025, 12, 24, 17, 59), 120) == "2025-12-29 08:01"


def test_work_begins_at_eight_whatever_the_season(in_madrid):
    assert in_madrid((2026, 3, 27, 18, 0), 60) == "2026-03-30 08:01"  # clocks were put forward in between


def test_work_may_take_days(in_madrid):
    assert in_madrid((2026, 3, 4, 8, 0), 25 * 3600) == "2026-03-06 13:00"


def test_work_that_ends_after_the_present_never_ends(in_madrid):
    hours = WorkingHours(MADRID, until=datetime(2026, 4, 30, tzinfo=UTC))
    assert hours.after(seconds(datetime(2026, 4, 30, tzinfo=UTC)), 999 * 3600) == float("inf")


@pytest.fixture
def per_day(now):
    """How many of 20,000 arrivals came on which day."""
    days = list(days_of_arrival(20_000, Random(1), until=now))
    assert len(days) == 20_000
    assert days == sorted(days)
    return Counter(instant(day).date() for day in days)


def test_arrivals_cover_eighteen_months(per_day, now):
    assert now.date() - min(per_day) in (timedelta(HISTORY_DAYS - 1), timedelta(HISTORY_DAYS - 2))
    assert max(per_day) == now.date()


def test_arrivals_grow_slowly(per_day, now):
    months = [sum(per_day[now.date() - timedelta(back + day)] for day in range(90)) for back in (0, 450)]
    assert 1.4 < months[0] / months[1] < 2.2


def test_august_and_the_turn_of_the_year_are_quiet(per_day):
    august, july = (sum(count for day, count in per_day.items() if (day.year, day.month) == (2025, month)) for month in (8, 7))
    assert 0.4 < august / july < 0.75
    christmas = sum(
        count for day, count in per_day.items() if datetime(2025, 12, 22).date() <= day <= datetime(2025, 12, 28).date()
    )
    advent = sum(count for day, count in per_day.items() if datetime(2025, 12, 8).date() <= day <= datetime(2025, 12, 14).date())
    assert christmas < advent / 2


@pytest.mark.parametrize("moment", [None, SUNDAY_NIGHT, IN_AUGUST, NEW_YEAR])
def test_staff_work_on_working_days_from_eight_to_eighteen_where_they_are(tell_stories, moment):
    stories = tell_stories(now=moment) if moment else tell_stories()
    local = [row.at.astimezone(row.actor.zone) for story in stories for row in story.history if row.actor]
    assert len(local) > 1000
    assert {at.weekday() for at in local} == {0, 1, 2, 3, 4}
    assert [at for at in local if not 8 <= at.hour < 18] == []


@pytest.mark.parametrize("moment", [None, SUNDAY_NIGHT, IN_AUGUST, NEW_YEAR])
def test_customers_write_in_their_daytime_seldom_at_week_ends_and_up_to_now(tell_stories, now, moment):
    now = moment or now
    leads = [story.lead for story in tell_stories(now=now)]
    zones = {region.country: region.zone for region in read_regions()[0]}
    local = [lead.created_at.astimezone(zones[lead.country]) for lead in leads if lead.country in zones]
    assert len([at for at in local if at.weekday() > 4]) / len(local) < 0.12
    assert len([at for at in local if 7 <= at.hour < 20]) / len(local) > 0.9
    assert timedelta(0) < now - leads[-1].created_at < timedelta(hours=2)


def test_most_leads_are_answered_within_a_working_day(tell_stories):
    waits = []
    for story in tell_stories():
        moves = [row.at for row in story.history if row.kind == "moved"]
        waits += [at - story.lead.created_at for at in moves[:1]]
    waits.sort()
    assert len(waits) > 400
    assert waits[len(waits) // 2] < timedelta(hours=20)
    assert waits[len(waits) // 4] < timedelta(hours=5)


def test_sixty_recent_leads_wait_for_an_answer(tell_stories, now):
    leads = [story.lead for story in tell_stories()]
    waiting = [lead for lead in leads if lead.status.phase == "new" and now - lead.created_at < timedelta(days=5)]
    assert 55 <= len(waiting) <= 75


def test_older_leads_are_further_along(tell_stories, now):
    leads = [story.lead for story in tell_stories() if not (story.lead.is_test or story.lead.do_not_contact)]

    def share_won(least, most):
        statuses = [lead.status.phase for lead in leads if least <= (now - lead.created_at).days < most]
        return statuses.count("won") / len(statuses)

    shares = [share_won(0, 14), share_won(14, 90), share_won(180, 999)]
    assert shares == sorted(shares)
    assert shares[0] < 0.1
    assert shares[2] > 0.25
