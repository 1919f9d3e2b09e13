"""Marked leads in the hands of an operator: shown, found, marked and unmarked."""

import pytest
from django.urls import reverse

from leads.admin.forms import CONTACT
from leads.models import Lead

LIST = "/admin/leads/lead/"


@pytest.fixture
def operator(sign_in):
    return sign_in("operator@leadhub.example")


def shown(client, **query):
    return [lead.first_name for lead in client.get(LIST, query).context["cl"].result_list]


def test_the_list_has_them_all_says_which_they_are_and_filters(operator, make_lead):
    for name, marks in {"Plain": {}, "Test": {"is_test": True}, "Silent": {"do_not_contact": True}}.items():
        make_lead(first_name=name, **marks)
    assert shown(operator) == ["Silent", "Test", "Plain"]
    assert shown(operator, is_test__exact=1) == ["Test"]
    assert shown(operator, do_not_contact__exact=1) == ["Silent"]
    body = operator.get(LIST).content.decode()
    assert [body.count(f'<td class="field-marks">{words}</td>') for words in ("Test", "Do not contact", "-")] == [1, 1, 1]


def test_an_operator_marks_and_unmarks_a_lead_with_one_history_row_each(operator, make_lead):
    lead = make_lead(first_name="Ana")
    url = reverse("admin:leads_lead_change", args=[lead.pk])
    fields = {name: getattr(lead, name) for name in CONTACT}
    assert operator.post(url, {**fields, "shown_version": 1, "do_not_contact": "on"}).status_code == 302
    assert operator.post(url, {**fields, "shown_version": 2, "is_test": "on"}).status_code == 302
    told = [entry.changes for entry in lead.history.order_by("pk")[1:]]
    assert told == [{"do_not_contact": [False, True]}, {"is_test": [False, True], "do_not_contact": [True, False]}]
    assert Lead.objects.values_list("is_test", "do_not_contact", "version").get() == (True, False, 3)
