"""Follow up on a day (C-15)."""

from datetime import date

import pytest

from leads.actions import StaleLead, follow_up_on, undo_last_change

FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)


def test_a_follow_up_is_kept_told_and_taken_back(make_lead, cast):
    ada, lead = cast.people["member@aster.example"], make_lead(first_name="Ana")
    assert follow_up_on(lead, FRIDAY, by=ada, version=1)
    assert follow_up_on(lead, MONDAY, by=ada, version=2)
    undo_last_change(lead, by=ada, version=3)
    lead.refresh_from_db()
    assert lead.follow_up_on == FRIDAY
    assert [(entry.kind, entry.from_text, entry.to_text, entry.is_undo) for entry in lead.history.all()[:3]] == [
        ("follow_up", "2026-11-30", "2026-11-27", True),
        ("follow_up", "2026-11-27", "2026-11-30", False),
        ("follow_up", "", "2026-11-27", False),
    ]


def test_the_first_follow_up_is_taken_back_to_none(make_lead, cast):
    ada, lead = cast.people["member@aster.example"], make_lead()
    follow_up_on(lead, FRIDAY, by=ada, version=1)
    undo_last_change(lead, by=ada, version=2)
    lead.refresh_from_db()
    assert lead.follow_up_on is None


def test_the_same_day_again_changes_nothing(make_lead, cast):
    ada, lead = cast.people["member@aster.example"], make_lead()
    assert not follow_up_on(lead, None, by=ada, version=1)
    assert lead.history.count() == 1


def test_a_follow_up_from_an_older_version_is_stale(make_lead, cast):
    lead = make_lead()
    follow_up_on(lead, FRIDAY, by="Ada", version=1)
    with pytest.raises(StaleLead):
        follow_up_on(lead, MONDAY, by="Ben", version=1)
