"""Two operators, one lead."""

import pytest

from accounts.models import User
from leads.models import Lead
from leads.tests.admin.test_leads import page
from leads.tests.test_concurrency import all_at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_many_saves_at_once_exactly_one_is_kept(sign_in, make_lead):
    lead, operators = make_lead(last_name="Byron"), [sign_in("operator@leadhub.example") for _ in range(4)]
    posts = [
        lambda client=client, number=number: (
            client.post(page(lead), {"last_name": f"Byron {number}", "shown_version": 1}).status_code
        )
        for number, client in enumerate(operators)
    ]
    assert sorted(all_at_once(posts)) == [302, 409, 409, 409]
    kept = Lead.objects.get(pk=lead.pk)
    assert [entry.changes["last_name"] for entry in lead.history.filter(kind="edited")] == [["Byron", kept.last_name]]
    assert kept.version == 2


def test_leads_deleted_by_two_operators_at_once_are_each_counted_once(sign_in, make_lead, cast):
    cast.people["second@leadhub.example"] = User.objects.create_superuser("second@leadhub.example", name="Oskar Lind")
    operators = [sign_in(email) for email in ("operator@leadhub.example", "second@leadhub.example")]
    leads = [make_lead(last_name=f"L{number}") for number in range(10)]
    chosen = {"action": "delete_leads", "_selected_action": [lead.pk for lead in leads]}
    answers = all_at_once([lambda client=client: client.post("/admin/leads/lead/", chosen, follow=True) for client in operators])
    said = [str(message) for answer in answers for message in answer.context["messages"]]
    counts = [int(words.split()[0]) for words in said if words.endswith(("is deleted.", "are deleted."))]
    assert (len(counts), sum(counts)) == (2, 10)
    assert sorted(Lead.objects.values_list("version", flat=True).exclude(deleted_at=None)) == [2] * 10
