"""Many at once: exactly one wins, and the history has one row for it."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Membership
from leads.models import Lead, Status

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def all_at_once(calls):
    """Run the calls in threads of their own; returns their results in order."""

    def run(call):
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return [future.result() for future in [pool.submit(run, call) for call in calls]]


@pytest.fixture
def clients(cast):
    """Six colleagues, signed in."""
    members = Membership.objects.filter(partner=cast.partners["aster"], is_viewer=False).select_related("user")
    signed_in = []
    for number in range(AT_ONCE):
        client = Client()
        client.force_login(members[number % len(members)].user)
        signed_in.append(client)
    return signed_in


def test_of_many_people_moving_one_lead_exactly_one_wins(clients, make_lead):
    lead = make_lead(last_name="Silva")
    slugs = ["contacted", "purchased", "delivered"]
    posts = [
        lambda client=client, slug=slugs[n % 3]: client.post(f"{lead.url}status/", {"status": slug, "version": 1}).status_code
        for n, client in enumerate(clients[:5])
    ]
    assert sorted(all_at_once(posts)) == [303, 409, 409, 409, 409]
    assert lead.history.filter(kind="moved").count() == 1
    assert Lead.objects.get(pk=lead.pk).version == 2
    assert Lead.objects.get(pk=lead.pk).status == lead.history.get(kind="moved").to_status


def test_a_flurry_of_clicks_of_one_person_moves_once(clients, make_lead):
    lead, client = make_lead(last_name="Silva"), clients[0]
    posts = [lambda: client.post(f"{lead.url}status/", {"status": "contacted", "version": 1}).status_code] * AT_ONCE
    assert all_at_once(posts) == [303] * AT_ONCE
    assert lead.history.filter(kind="moved").count() == 1


def test_a_flurry_of_clicks_on_add_note_adds_one_note(clients, make_lead):
    lead, client = make_lead(last_name="Silva"), clients[0]
    posts = [lambda: client.post(f"{lead.url}notes/", {"body": "Called"}).status_code] * AT_ONCE
    assert all_at_once(posts) == [303] * AT_ONCE
    assert (lead.notes.count(), Lead.objects.get(pk=lead.pk).note_count) == (1, 1)


def test_notes_of_many_people_are_all_kept_and_counted(clients, make_lead):
    lead = make_lead(last_name="Silva")
    posts = [
        lambda client=client, n=n: client.post(f"{lead.url}notes/", {"body": f"Note {n}"}).status_code
        for n, client in enumerate(clients)
    ]
    assert all_at_once(posts) == [303] * AT_ONCE
    assert (lead.notes.count(), Lead.objects.get(pk=lead.pk).note_count) == (AT_ONCE, AT_ONCE)


def test_a_delete_and_a_move_at_once_leave_one_of_them_done(clients, make_lead):
    lead = make_lead(last_name="Silva")
    codes = all_at_once(
        [
            lambda: clients[0].post(f"{lead.url}delete/", {"version": 1}).status_code,
            lambda: clients[1].post(f"{lead.url}status/", {"status": "contacted", "version": 1}).status_code,
        ]
    )
    assert sorted(codes) == [303, 409]
    assert lead.history.count() == 2


def test_of_two_who_qualify_and_invalidate_at_once_one_wins_and_the_other_is_told(clients, make_lead, cast):
    pending = Status.objects.get(workflow__slug="qualification", slug="pending")
    for _ in range(5):
        lead = make_lead(first_name="Ana", last_name="Silva")
        Lead.objects.filter(pk=lead.pk).update(status=pending)
        forms = [{"status": "qualified", "version": 1}, {"status": "invalid", "reason": "Spam", "version": 1}]
        answers = all_at_once(
            [lambda c=c, url=f"{lead.url}status/", f=f: c.post(url, f) for c, f in zip(clients[:2], forms, strict=True)]
        )
        assert sorted(answer.status_code for answer in answers) == [303, 409]
        move = lead.history.get(kind="moved")
        assert Lead.objects.get(pk=lead.pk).status == move.to_status
        told = next(answer for answer in answers if answer.status_code == 409).content.decode()
        assert f"{move.actor_name} moved Ana Silva to {move.to_status.name} in the meantime." in told
        assert move.reason == ("Spam" if move.to_status.slug == "invalid" else "")
