"""Each kind of change has what it takes to be told."""

import pytest
from django.template.loader import render_to_string
from django.utils import timezone

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
