"""For every workflow in the database: the server accepts exactly the moves of the table, and history replays to the present."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leads.actions import MoveRefused, ReasonNeeded, move_lead, undo_last_change
from leads.models import Lead, Move, Status, Workflow

pytestmark = pytest.mark.django_db

# What somebody tries next: the n-th status there is, of any workflow; why, where they say so; and whether they take it back.
ATTEMPTS = st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["", "Spam"]), st.booleans()), max_size=12)


def replayed(lead):
    """The status that the history leads to, each row beginning where the one before it ended."""
    at = None
    for entry in lead.history.order_by("pk"):
        if entry.kind == "moved":
            assert entry.from_status_id == at
        if entry.to_status_id:
            at = entry.to_status_id
    return at


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(attempts=ATTEMPTS, data=st.data())
def test_exactly_the_moves_of_the_table_are_made(cast, make_lead, attempts, data):
    ben = cast.people["member@aster.example"]
    moves = set(Move.objects.values_list("from_status_id", "to_status_id"))
    statuses = list(Status.objects.order_by("pk"))
    workflow = data.draw(st.sampled_from(list(Workflow.objects.all())))
    lead = make_lead(last_name="Silva")
    first = workflow.statuses.get(is_first=True)
    Lead.objects.filter(pk=lead.pk).update(status=first)
    lead.history.update(to_status=first)
    at, version = first, 1
    for number, reason, takes_back in attempts:
        wanted = statuses[number % len(statuses)]
        # A slug names a status of the lead's own workflow, whatever workflow it was read from.
        to = next((status for status in statuses if (status.workflow_id, status.slug) == (workflow.pk, wanted.slug)), None)
        may = to is not None and (at.pk, to.pk) in moves
        try:
            move_lead(Lead.objects.get(pk=lead.pk), wanted.slug, by=ben, version=version, reason=reason)
            done = True
        except ReasonNeeded:
            assert to.asks_reason
            assert not reason
            assert may
            done = False
        except MoveRefused:
            assert not may
            done = False
        if done:
            assert may
            assert reason or not to.asks_reason
            before, at, version = at, to, version + 1
            if takes_back:
                undo_last_change(Lead.objects.get(pk=lead.pk), by=ben, version=version)
                at, version = before, version + 1
        fresh = Lead.objects.get(pk=lead.pk)
        assert (fresh.status_id, fresh.version) == (at.pk, version)
    assert replayed(lead) == at.pk
    assert lead.history.filter(kind="moved").count() == version - 1


def test_the_page_offers_exactly_what_the_server_accepts(sign_in, make_lead, put_in):
    client = sign_in("member@aster.example")
    for status in Status.objects.select_related("workflow"):
        lead = put_in(make_lead(last_name="Silva"), status.workflow.slug, status.slug)
        body = client.get(lead.url).content.decode()
        allowed = {move.to_status.slug for move in status.moves_from.select_related("to_status")}
        offered = {slug for slug in Status.objects.values_list("slug", flat=True) if f'name="status" value="{slug}"' in body}
        assert offered == allowed
        for slug in set(Status.objects.values_list("slug", flat=True)) - allowed:
            assert client.post(f"{lead.url}status/", {"status": slug, "version": 1, "reason": "Spam"}).status_code == 409
