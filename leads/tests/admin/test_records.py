"""Notes, history and sources in the hands of an operator."""

import pytest
from django.urls import reverse

from leadhub.tests.admin_forms import cost
from leads.actions import add_note, assign_lead, move_lead
from leads.models import Source


@pytest.fixture
def ada(make_lead):
    return make_lead(first_name="Ada", last_name="Byron")


def test_notes_and_history_are_found_by_the_leads_reference(operator, ada, make_lead, cast):
    person = cast.people["member@aster.example"]
    add_note(ada, "Wants a call.", by=person)
    make_lead(last_name="Other", notes=["Another."])
    found = operator.get("/admin/leads/note/", {"q": ada.reference.lower()}).context["cl"].result_list
    assert [note.body for note in found] == ["Wants a call."]
    found = operator.get("/admin/leads/historyentry/", {"q": ada.reference}).context["cl"].result_list
    assert [entry.kind for entry in found] == ["noted", "received"]


@pytest.mark.parametrize("model", ["note", "historyentry"])
def test_notes_and_history_can_only_be_read(operator, ada, cast, model):
    add_note(ada, "Wants a call.", by=cast.people["member@aster.example"])
    row = (ada.notes if model == "note" else ada.history).first()
    answers = [
        operator.post(f"/admin/leads/{model}/{path}", {"body": "x"}).status_code
        for path in ("add/", f"{row.pk}/change/", f"{row.pk}/delete/")
    ]
    assert answers == [403, 403, 403]


@pytest.mark.parametrize("model", ["note", "historyentry", "source"])
def test_lists_of_what_belongs_to_leads_cost_the_same_with_thirty_more_rows(operator, ada, make_lead, cast, model):
    person = cast.people["member@aster.example"]
    add_note(ada, "n", by=person)
    before = cost(operator, f"/admin/leads/{model}/")
    for number in range(30):
        lead = make_lead(last_name=f"L{number}", notes=[f"n{number}"])
        assign_lead(lead, person, by=person, version=1)
        move_lead(lead, "contacted", by=person, version=2)
        Source.objects.create(partner=cast.partners["birch"], kind="file", name=f"{number}.csv")
    assert cost(operator, f"/admin/leads/{model}/") == before


def test_source_keeps_its_partner_and_kind_and_stays_while_leads_name_it(operator, ada, cast):
    source = ada.source
    fields = {"name": "Renamed", "partner": cast.partners["birch"].pk, "kind": "file"}
    assert operator.post(reverse("admin:leads_source_change", args=[source.pk]), fields).status_code == 302
    assert Source.objects.values_list("name", "partner", "kind").get() == ("Renamed", cast.partners["aster"].pk, "marketplace")
    answer = operator.post(reverse("admin:leads_source_delete", args=[source.pk]), {"post": "yes"})
    assert answer.context["protected"] == ["Leads (source): 1"]
    assert Source.objects.count() == 1
