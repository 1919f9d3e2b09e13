"""Each kind of change has what it takes to be told."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.template.loader import render_to_string
from django.utils import timezone

from leads.actions import edit_lead
from leads.actions.conflicts import IN_THE_MEANTIME
from leads.models import HistoryEntry

Kind = HistoryEntry.Kind


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_change_has_its_icon_and_its_sentence(make_lead, kind):
    lead = make_lead(last_name="Silva")
    entry = HistoryEntry(
        lead=lead, kind=kind, to_status=lead.status, to_text="2026-11-22", actor_name="Ana Moreno", at=timezone.now()
    )
    body = render_to_string("leads/_entry.html", {"entry": entry})
    assert "<svg" in body
    assert "<bdi>Ana Moreno</bdi>" in body


def test_every_kind_that_can_make_a_form_stale_has_its_sentence():
    assert set(Kind) - set(IN_THE_MEANTIME) == {Kind.RECEIVED, Kind.NOTED}


def test_the_timeline_offers_undo_to_who_made_the_change_while_it_can_be_undone(sign_in, make_lead, put_in):
    lead = put_in(make_lead(), "qualification", "pending")
    member, admin = sign_in("member@aster.example"), sign_in("admin@aster.example")
    page, undo = f"/leads/{lead.reference}/", f'action="/leads/{lead.reference}/undo/"'
    member.post(f"{page}status/", {"status": "qualified", "version": lead.version})
    member.get(page)  # says what happened, with an Undo of its own, once
    assert member.get(page).content.decode().count(undo) == 1
    assert undo not in admin.get(page).content.decode()
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=31), tick=False):
        assert undo not in sign_in("member@aster.example").get(page).content.decode()
    member.post(f"{page}undo/", {"version": lead.version + 1})
    member.get(page)
    lead.refresh_from_db()
    assert lead.status.slug == "pending"
    assert undo not in member.get(page).content.decode()


def test_each_answer_that_changed_is_told_and_a_long_one_is_cut(make_lead):
    lead = make_lead(answers=[("Size", "10"), ("Module", "A"), ("Module", "B"), ("Use", "x")])
    told = [("Size", "12"), ("Module", "A"), ("Module", "C"), ("Use", "x"), ("Wish", "w" * 300)]
    edit_lead(lead, {"answers": [{"label": label, "value": value} for label, value in told]}, by="A marketplace", version=1)
    assert lead.history.get(kind=Kind.EDITED).told_changes == [
        ("Size", ["10", "12"]),
        ("Module", ["B", "C"]),
        ("Wish", ["", "w" * 99 + "…"]),
    ]
