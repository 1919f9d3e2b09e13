"""Move, assign, delete, restore: what the lead is afterwards, what the history says, and who is refused."""

import pytest

from leads.actions import MoveRefused, OwnerRefused, StaleLead, assign_lead, delete_lead, move_lead, restore_lead
from leads.models import HistoryEntry, Lead, Status

pytestmark = pytest.mark.django_db


def history_of(lead):
    """The lead's changes, oldest first, as (kind, from, to, who, version)."""
    entries = lead.history.order_by("pk")
    return [(entry.kind, entry.from_text, entry.to_text, entry.actor_name, entry.version) for entry in entries]


def put_in(lead, workflow, slug):
    """Place a lead in a status of another workflow, as its template will later."""
    Lead.objects.filter(pk=lead.pk).update(status=Status.objects.get(workflow__slug=workflow, slug=slug))
    return Lead.objects.get(pk=lead.pk)


def test_a_move_changes_the_status_the_version_and_the_history(cast, make_lead):
    lead = make_lead(last_name="Silva")
    move_lead(lead, "contacted", by=cast.people["member@aster.example"], version=1)
    fresh = Lead.objects.get(pk=lead.pk)
    assert (fresh.status.slug, fresh.version, lead.version) == ("contacted", 2, 2)
    assert history_of(lead) == [
        ("received", "", "New", "Test marketplace", 1),
        ("moved", "New", "Contacted", "Ben Okafor", 2),
    ]


def test_any_sales_status_may_follow_any_other(cast, make_lead):
    ben = cast.people["member@aster.example"]
    lead = make_lead(last_name="Silva", status="delivered")
    for number, slug in enumerate(["new", "purchased", "contacted", "delivered"]):
        move_lead(lead, slug, by=ben, version=number + 1)
    assert Lead.objects.get(pk=lead.pk).status.slug == "delivered"


@pytest.mark.parametrize("slug", ["pending", "no-such-status", "", "new"])
def test_a_status_outside_the_workflow_is_refused_and_the_allowed_ones_are_named(cast, make_lead, slug):
    lead = make_lead(first_name="Ana", last_name="Silva")
    with pytest.raises(MoveRefused) as refused:
        move_lead(lead, slug, by=cast.people["member@aster.example"], version=1)
    assert refused.value.message == (
        f"Ana Silva is New and can move to Contacted, Purchased or Delivered, not to “{slug}”. Your change was not made."
    )
    assert Lead.objects.get(pk=lead.pk).version == 1


def test_an_invalid_lead_cannot_be_moved_and_is_told_so(cast, make_lead):
    lead = put_in(make_lead(first_name="Ana", last_name="Silva"), "qualification", "invalid")
    with pytest.raises(MoveRefused) as refused:
        move_lead(lead, "pending", by=cast.people["member@aster.example"], version=1)
    assert refused.value.message == "Ana Silva is Invalid, and that is final: there is no further move. Your change was not made."


@pytest.mark.parametrize("version", [None, 1, 3])
def test_a_move_from_another_version_is_stale_and_says_who_was_faster(cast, make_lead, version):
    lead = make_lead(first_name="Ana", last_name="Silva")
    move_lead(lead, "contacted", by=cast.people["admin@aster.example"], version=1)
    with pytest.raises(StaleLead) as stale:
        move_lead(Lead.objects.get(pk=lead.pk), "delivered", by=cast.people["member@aster.example"], version=version)
    assert stale.value.message == "Ana Moreno moved Ana Silva to Contacted in the meantime. Your change was not made."
    assert Lead.objects.get(pk=lead.pk).status.slug == "contacted"


def test_a_lead_read_before_somebody_else_moved_it_is_stale_by_row_count(cast, make_lead):
    """Both read version 1, as two requests do; the conditional UPDATE lets one of them through."""
    lead = make_lead(last_name="Silva")
    mine, theirs = Lead.objects.get(pk=lead.pk), Lead.objects.get(pk=lead.pk)
    move_lead(theirs, "contacted", by=cast.people["admin@aster.example"], version=1)
    with pytest.raises(StaleLead):
        move_lead(mine, "delivered", by=cast.people["member@aster.example"], version=1)
    assert lead.history.filter(kind="moved").count() == 1


def test_a_double_click_moves_once_and_is_no_conflict(cast, make_lead):
    ben, lead = cast.people["member@aster.example"], make_lead(last_name="Silva")
    move_lead(lead, "contacted", by=ben, version=1)
    move_lead(Lead.objects.get(pk=lead.pk), "contacted", by=ben, version=1)
    assert [kind for kind, *_ in history_of(lead)] == ["received", "moved"]


def test_the_same_move_by_somebody_else_is_a_conflict_not_a_double_click(cast, make_lead):
    lead = make_lead(last_name="Silva")
    move_lead(lead, "contacted", by=cast.people["admin@aster.example"], version=1)
    with pytest.raises(StaleLead):
        move_lead(Lead.objects.get(pk=lead.pk), "contacted", by=cast.people["member@aster.example"], version=1)


def test_assigning_records_both_owners_and_nobody(cast, make_lead):
    ana, ben = cast.people["admin@aster.example"], cast.people["member@aster.example"]
    lead = make_lead(last_name="Silva")
    assign_lead(lead, ben, by=ana, version=1)
    assign_lead(lead, None, by=ben, version=2)
    assert Lead.objects.get(pk=lead.pk).owner is None
    assert history_of(lead)[1:] == [
        ("assigned", "", "Ben Okafor", "Ana Moreno", 2),
        ("assigned", "Ben Okafor", "", "Ben Okafor", 3),
    ]


def test_assigning_to_the_present_owner_changes_nothing(cast, make_lead):
    ben = cast.people["member@aster.example"]
    lead = make_lead(last_name="Silva", owner="member@aster.example")
    assign_lead(lead, ben, by=ben, version=1)
    assert (Lead.objects.get(pk=lead.pk).version, len(history_of(lead))) == (1, 1)


def test_a_lead_is_given_to_nobody_outside_its_team(cast, make_lead):
    lead = make_lead(first_name="Ana", last_name="Silva")
    for email in ("viewer@aster.example", "member@birch.example"):
        with pytest.raises(OwnerRefused) as refused:
            assign_lead(lead, cast.people[email], by=cast.people["member@aster.example"], version=1)
        assert refused.value.message == f"{cast.people[email].name} does not work leads of Aster Apps. Your change was not made."
    assert Lead.objects.get(pk=lead.pk).owner is None


def test_something_that_is_nobody_can_act_under_its_name(make_lead):
    lead = make_lead(first_name="Ana", last_name="Silva")
    move_lead(lead, "contacted", by="Sync", version=1)
    with pytest.raises(StaleLead) as stale:
        move_lead(Lead.objects.get(pk=lead.pk), "purchased", by="Other sync", version=1)
    assert stale.value.message == "Sync moved Ana Silva to Contacted in the meantime. Your change was not made."
    assert [entry.actor_name for entry in lead.history.filter(kind="moved")] == ["Sync"]


def test_a_deleted_lead_can_be_restored_and_both_are_history(cast, make_lead):
    ben, lead = cast.people["member@aster.example"], make_lead(last_name="Silva")
    delete_lead(lead, by=ben, version=1)
    gone = Lead.objects.get(pk=lead.pk)
    assert (gone.deleted_at is None, gone.deleted_by_name) == (False, "Ben Okafor")
    restore_lead(gone, by=ben, version=2)
    back = Lead.objects.get(pk=lead.pk)
    assert (back.deleted_at, back.deleted_by_name, back.version) == (None, "", 3)
    assert [kind for kind, *_ in history_of(lead)] == ["received", "deleted", "restored"]


def test_a_deleted_lead_takes_no_other_change(cast, make_lead):
    ben, lead = cast.people["member@aster.example"], make_lead(first_name="Ana", last_name="Silva")
    delete_lead(lead, by=cast.people["admin@aster.example"], version=1)
    for change in (
        lambda gone: move_lead(gone, "contacted", by=ben, version=2),
        lambda gone: assign_lead(gone, ben, by=ben, version=2),
        lambda gone: delete_lead(gone, by=ben, version=2),
    ):
        with pytest.raises(StaleLead) as stale:
            change(Lead.objects.get(pk=lead.pk))
        assert stale.value.message == "Ana Moreno deleted Ana Silva in the meantime. Your change was not made."
    assert HistoryEntry.objects.filter(lead=lead).count() == 2
