"""Two operators, one lead."""

import re

import pytest
from django.db.models.signals import pre_delete

from accounts.models import User
from leads.models import Lead, Move, Status
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
    # Read from the pages: the test client's `context` may be the other thread's.
    counts = [int(n) for answer in answers for n in re.findall(r"(\d+) leads? (?:is|are) deleted\.", answer.content.decode())]
    assert (len(counts), sum(counts)) == (2, 10)
    assert sorted(Lead.objects.values_list("version", flat=True).exclude(deleted_at=None)) == [2] * 10


@pytest.mark.parametrize("way", ["alone", "several"])
def test_status_that_comes_into_use_while_it_is_deleted_stays_and_the_page_says_so(sign_in, make_lead, way):
    operator, lead = sign_in("operator@leadhub.example"), make_lead(last_name="Byron")
    contacted = Status.objects.get(workflow__slug="sales", slug="contacted")

    def use_it(instance, **kwargs):
        if instance.pk == contacted.pk:
            Lead.objects.filter(pk=lead.pk).update(status=contacted)

    pre_delete.connect(use_it, sender=Status)  # what somebody else did after the question and before the deed
    try:
        if way == "alone":
            answer = operator.post(f"/admin/leads/status/{contacted.pk}/delete/", {"post": "yes"}, follow=True)
        else:
            chosen = {"action": "delete_selected", "_selected_action": [contacted.pk], "post": "yes"}
            answer = operator.post("/admin/leads/status/", chosen, follow=True)
    finally:
        pre_delete.disconnect(use_it, sender=Status)
    assert "Nothing is deleted: it has come into use meanwhile." in [str(message) for message in answer.context["messages"]]
    assert Status.objects.filter(pk=contacted.pk).exists()
    assert Move.objects.filter(from_status=contacted).count() == 3


def test_two_moves_taken_away_at_once_leave_every_status_within_reach(sign_in, cast):
    """Delivered is reached from two others; each operator takes one of these moves away."""
    ends = Move.objects.filter(to_status__slug="delivered", from_status__workflow__slug="sales")
    ends.filter(from_status__slug="new").delete()
    operators = [sign_in("operator@leadhub.example") for _ in range(2)]
    codes = all_at_once(
        [
            lambda client=client, move=move: client.post(f"/admin/leads/move/{move.pk}/delete/", {"post": "yes"}).status_code
            for client, move in zip(operators, ends, strict=True)
        ]
    )
    assert (sorted(codes), ends.all().count()) == ([200, 302], 1)
