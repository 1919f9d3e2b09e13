"""A lead is marked and unmarked like any detail: through `edit_lead`, with one history row."""

import re

import pytest

from leads.actions import edit_lead, move_lead
from leads.models import Lead


@pytest.fixture
def ben(cast):
    return cast.people["member@aster.example"]


@pytest.mark.parametrize(("name", "label"), [("is_test", "Test lead"), ("do_not_contact", "Do not contact")])
def test_a_mark_is_told_in_words(make_lead, sign_in, ben, name, label):
    lead = make_lead(first_name="Ana")
    assert edit_lead(lead, {name: True}, by=ben, version=1)
    assert edit_lead(Lead.objects.get(), {name: False, "company": "Engines"}, by=ben, version=2)
    back, put = lead.history.all()[:2]
    assert (put.changes, put.told_changes) == ({name: [False, True]}, [(label, ["No", "Yes"])])
    assert dict(back.told_changes) == {label: ["Yes", "No"], "Company": ["", "Engines"]}
    timeline = sign_in("member@aster.example").get(lead.url).content.decode()
    assert re.sub(r"</?bdi>", "", timeline).count(f"{label}: No → Yes") == 1


def test_a_mark_that_is_there_already_changes_nothing(make_lead, ben):
    lead = make_lead(first_name="Ana", do_not_contact=True)
    assert not edit_lead(lead, {"do_not_contact": True}, by=ben, version=1)
    assert Lead.objects.get().version == 1


def test_marked_leads_are_worked_like_any_other(make_lead, ben):
    for marks in ({"is_test": True}, {"do_not_contact": True}):
        lead = make_lead(first_name="Ana", **marks)
        move_lead(lead, "contacted", by=ben, version=1)
        lead.refresh_from_db()
        assert (lead.status.slug, lead.is_test, lead.do_not_contact) == (
            "contacted",
            marks.get("is_test", False),
            marks.get("do_not_contact", False),
        )
