"""Workflows in the hands of an operator: what may be changed, and what leads hold on to."""

import pytest
from django.urls import reverse

from leadhub.tests.admin_forms import cost, problems, rows
from leads.actions import move_lead
from leads.models import Lead, Move, Status, Workflow


def status(workflow, slug):
    return Status.objects.get(workflow__slug=workflow, slug=slug)


def new_status(name, slug, **changes):
    return {"name": name, "slug": slug, "phase": "new", "icon": "flag", "position": "0"} | changes


def row_of(one, **changes):
    kept = {name: getattr(one, name) for name in ("name", "phase", "icon", "position")}
    return {"id": one.pk} | kept | changes


def save_workflow(client, workflow, *statuses, first=None, **changes):
    """Save the workflow's page: these rows of statuses, and where new leads start."""
    inline = rows("statuses", *statuses, initial=len([row for row in statuses if "id" in row]))
    chosen = first or workflow.statuses.get(is_first=True)
    fields = {"name": workflow.name, "first_status": chosen.pk} | changes
    return client.post(reverse("admin:leads_workflow_change", args=[workflow.pk]), fields | inline)


def save_status(client, one, *moves, **changes):
    """Save the status's page with these moves from it."""
    fields = {"name": one.name, "slug": one.slug, "phase": one.phase, "icon": one.icon, "position": one.position} | changes
    inline = rows("moves_from", *moves, initial=len([move for move in moves if "id" in move]))
    return client.post(reverse("admin:leads_status_change", args=[one.pk]), fields | inline)


def moves_of(one):
    return [{"id": move.pk, "from_status": one.pk, "to_status": move.to_status_id} for move in one.moves_from.all()]


def delete(client, thing):
    return client.post(reverse(f"admin:leads_{thing._meta.model_name}_delete", args=[thing.pk]), {"post": "yes"})


# --- workflows ------------------------------------------------------------------------------------


def test_new_workflow_starts_at_its_leftmost_status(operator):
    statuses = rows("statuses", new_status("Lost", "lost", position="2"), new_status("Open", "open", position="1"))
    answer = operator.post(reverse("admin:leads_workflow_add"), {"name": "Short", "slug": "short"} | statuses)
    assert answer.status_code == 302
    made = Workflow.objects.get(slug="short").statuses.order_by("position").values_list("slug", "is_first")
    assert list(made) == [("open", True), ("lost", False)]
    assert [str(move) for move in Move.objects.filter(from_status__workflow__slug="short")] == ["Open → Lost"]


def test_workflow_needs_a_status(operator):
    answer = operator.post(reverse("admin:leads_workflow_add"), {"name": "Empty", "slug": "empty"} | rows("statuses"))
    assert problems(answer) == ["Please submit at least 1 form."]
    assert Workflow.objects.count() == 3


def test_another_status_becomes_the_first_in_one_go_and_new_leads_start_there(operator, make_lead):
    sales = Workflow.objects.get(slug="sales")
    statuses = [row_of(one) for one in sales.statuses.all()]
    assert save_workflow(operator, sales, *statuses, first=status("sales", "contacted")).status_code == 302
    assert list(sales.statuses.filter(is_first=True).values_list("slug", flat=True)) == ["contacted"]
    assert make_lead(last_name="Byron").status.slug == "contacted"


def test_first_status_is_one_of_the_workflow(operator):
    sales = Workflow.objects.get(slug="sales")
    statuses = [row_of(one) for one in sales.statuses.all()]
    assert save_workflow(operator, sales, *statuses, first=status("qualification", "pending")).status_code == 200
    assert list(sales.statuses.filter(is_first=True).values_list("slug", flat=True)) == ["new"]


def test_words_of_a_status_change_but_slugs_and_rows_stand(operator):
    sales = Workflow.objects.get(slug="sales")
    first, *others = [row_of(one) for one in sales.statuses.all()]
    forged = first | {"name": "Fresh", "slug": "fresh", "DELETE": "on"}
    assert save_workflow(operator, sales, forged, *others, slug="other").status_code == 302
    assert sales.statuses.values_list("name", "slug").first() == ("Fresh", "new")
    assert (sales.statuses.count(), Workflow.objects.get(pk=sales.pk).slug) == (4, "sales")


def test_two_statuses_of_a_workflow_cannot_share_a_slug(operator):
    sales = Workflow.objects.get(slug="sales")
    statuses = [row_of(one) for one in sales.statuses.all()]
    told = problems(save_workflow(operator, sales, *statuses, new_status("Again", "new")))
    assert told == ["Please correct the duplicate values below.", "Please correct the duplicate data for slug."]


def test_workflow_that_new_leads_follow_cannot_be_deleted(operator):
    answer = delete(operator, Workflow.objects.get(slug="sales"))
    assert answer.context["protected"] == ["New leads follow this workflow unless their template says otherwise."]
    assert delete(operator, Workflow.objects.get(slug="qualification")).status_code == 302
    assert list(Workflow.objects.values_list("slug", flat=True)) == ["sales", "qualify-then-sell"]


def test_workflow_of_leads_cannot_be_deleted(operator, make_lead):
    lead = make_lead(last_name="Byron")
    Lead.objects.filter(pk=lead.pk).update(status=status("qualification", "qualified"))
    assert delete(operator, Workflow.objects.get(slug="qualification")).context["protected"] == ["Leads (status): 1"]


# --- statuses -------------------------------------------------------------------------------------


def test_slug_of_a_status_can_change_until_a_lead_uses_it(operator, make_lead, cast):
    contacted = status("sales", "contacted")
    assert save_status(operator, contacted, *moves_of(contacted), slug="called").status_code == 302
    lead = make_lead(last_name="Byron", status="called")
    contacted.refresh_from_db()
    assert save_status(operator, contacted, *moves_of(contacted), slug="reached").status_code == 302
    move_lead(lead, "new", by=cast.people["member@aster.example"], version=1)
    assert save_status(operator, contacted, *moves_of(contacted), slug="reached").status_code == 302
    assert Status.objects.get(pk=contacted.pk).slug == "called"


def test_status_that_leads_use_cannot_be_deleted_and_the_page_says_why(operator, make_lead):
    for number in range(3):
        make_lead(last_name=f"L{number}", status="contacted")
    url = reverse("admin:leads_status_delete", args=[status("sales", "contacted").pk])
    for answer in (operator.get(url), operator.post(url, {"post": "yes"})):
        assert answer.status_code == 200
        assert answer.context["protected"] == ["History (to status): 3", "Leads (status): 3"]
        assert "Nothing is deleted: “Contacted” is in use." in answer.content.decode()
    assert status("sales", "contacted").leads.count() == 3


def test_status_that_only_history_names_cannot_be_deleted(operator, make_lead, cast):
    lead = make_lead(last_name="Byron", status="contacted")
    move_lead(lead, "new", by=cast.people["member@aster.example"], version=1)
    protected = delete(operator, status("sales", "contacted")).context["protected"]
    assert protected == ["History (from status): 1", "History (to status): 1"]


def test_first_status_cannot_be_deleted(operator):
    told = delete(operator, status("sales", "new")).context["protected"]
    assert told == ["New is where new leads of Sales start: choose another on the workflow's page."]


def test_unused_status_is_deleted_with_its_moves(operator):
    assert delete(operator, status("sales", "contacted")).status_code == 302
    assert list(Status.objects.filter(workflow__slug="sales").values_list("slug", flat=True)) == ["new", "purchased", "delivered"]
    assert Move.objects.filter(from_status__workflow__slug="sales").count() == 6


def test_status_added_is_within_reach(operator):
    sales = Workflow.objects.get(slug="sales")
    statuses = [row_of(one) for one in sales.statuses.all()]
    answer = save_workflow(operator, sales, *statuses, new_status("Paused", "paused", position="9"))
    assert [str(move) for move in status("sales", "paused").moves_to.all()] == ["New → Paused"]
    said = [str(message) for message in operator.get(answer.url).context["messages"]]
    assert said[0] == "A move from New to Paused was added, so that leads can get there."
    alone = new_status("Parked", "parked", position="10") | {"workflow": sales.pk}
    assert operator.post(reverse("admin:leads_status_add"), alone).status_code == 302
    assert [str(move) for move in status("sales", "parked").moves_to.all()] == ["New → Parked"]


def test_status_that_asks_for_a_reason_is_made_here(operator):
    contacted = status("sales", "contacted")
    assert save_status(operator, contacted, *moves_of(contacted), asks_reason="on").status_code == 302
    assert status("sales", "contacted").asks_reason


OUT_OF_REACH = "No move would lead to %s any more: every status of %s has to be reachable from %s."


def test_status_through_which_others_are_reached_cannot_be_deleted(operator):
    told = delete(operator, status("qualify-then-sell", "qualified")).context["protected"]
    assert told == [OUT_OF_REACH % ("Contacted, Purchased, Delivered", "Qualify, then sell", "Pending")]


def test_statuses_are_deleted_together_where_none_is_left_out_of_reach(operator):
    several = [status("qualify-then-sell", slug).pk for slug in ("qualified", "contacted", "purchased", "delivered")]
    chosen = {"action": "delete_selected", "_selected_action": several, "post": "yes"}
    assert operator.post(reverse("admin:leads_status_changelist"), chosen).status_code == 302
    assert list(Status.objects.filter(workflow__slug="qualify-then-sell").values_list("slug", flat=True)) == ["pending", "invalid"]


def test_several_statuses_of_which_one_is_in_use_all_stay(operator, make_lead):
    make_lead(last_name="Byron", status="contacted")
    chosen = [status("sales", slug).pk for slug in ("contacted", "delivered")]
    data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    answer = operator.post(reverse("admin:leads_status_changelist"), data)
    assert answer.context["protected"] == ["History (to status): 1", "Leads (status): 1"]
    assert Status.objects.filter(workflow__slug="sales").count() == 4


def test_first_status_changes_only_where_every_other_stays_within_reach(operator):
    qualification = Workflow.objects.get(slug="qualification")
    statuses = [row_of(one) for one in qualification.statuses.all()]
    refused = save_workflow(operator, qualification, *statuses, first=status("qualification", "invalid"))
    assert problems(refused) == [OUT_OF_REACH % ("Pending, Qualified", "Qualification", "Invalid")]
    assert list(qualification.statuses.filter(is_first=True).values_list("slug", flat=True)) == ["pending"]


# --- moves ----------------------------------------------------------------------------------------


def test_moves_added_and_removed_on_a_status_are_what_a_lead_may_do(operator, make_lead, sign_in):
    new = status("sales", "new")
    contacted, *others = moves_of(new)
    assert save_status(operator, new, contacted | {"DELETE": "on"}, *others).status_code == 302
    lead, member = make_lead(last_name="Byron"), sign_in("member@aster.example")
    refused = member.post(reverse("lead_status", args=[lead.reference]), {"status": "contacted", "version": 1})
    added = {"from_status": new.pk, "to_status": status("sales", "contacted").pk}
    assert save_status(operator, new, *moves_of(new), added).status_code == 302
    moved = member.post(reverse("lead_status", args=[lead.reference]), {"status": "contacted", "version": 1})
    assert (refused.status_code, moved.status_code) == (409, 303)


def test_last_move_that_leads_somewhere_stays_wherever_it_is_taken_away(operator):
    pending, invalid = status("qualification", "pending"), status("qualification", "invalid")
    told = [OUT_OF_REACH % ("Invalid", "Qualification", "Pending")]
    last = Move.objects.get(from_status=pending, to_status=invalid)
    first, second = moves_of(pending)
    assert problems(save_status(operator, pending, first, second | {"DELETE": "on"})) == told
    assert delete(operator, last).context["protected"] == told
    chosen = {"action": "delete_selected", "_selected_action": [last.pk], "post": "yes"}
    assert operator.post(reverse("admin:leads_move_changelist"), chosen).context["protected"] == told
    assert Move.objects.filter(pk=last.pk).exists()


def test_move_is_replaced_by_another_way_in_one_go(operator):
    qualified, invalid = status("qualify-then-sell", "qualified"), status("qualify-then-sell", "invalid")
    pending = status("qualify-then-sell", "pending")
    assert (
        save_status(operator, qualified, *moves_of(qualified), {"from_status": qualified.pk, "to_status": invalid.pk}).status_code
        == 302
    )
    last = Move.objects.get(from_status=pending, to_status=invalid)
    assert delete(operator, last).status_code == 302


def test_workflow_that_is_broken_already_can_be_mended_step_by_step(operator):
    Move.objects.filter(from_status__workflow__slug="qualification").delete()
    qualification, pending = Workflow.objects.get(slug="qualification"), status("qualification", "pending")
    assert save_workflow(operator, qualification, *[row_of(one) for one in qualification.statuses.all()]).status_code == 302
    added = {"from_status": pending.pk, "to_status": status("qualification", "qualified").pk}
    assert save_status(operator, pending, added).status_code == 302


def test_move_stays_within_one_workflow(operator):
    new, pending = status("sales", "new"), status("qualification", "pending")
    on_status = save_status(operator, new, *moves_of(new), {"from_status": new.pk, "to_status": pending.pk})
    assert problems(on_status) == ["Select a valid choice. That choice is not one of the available choices."]
    alone = operator.post(reverse("admin:leads_move_add"), {"from_status": new.pk, "to_status": pending.pk})
    assert problems(alone) == ["Both statuses of a move belong to one workflow."]
    assert not Move.objects.filter(from_status=new, to_status=pending).exists()


@pytest.mark.parametrize(
    ("to", "told"), [("new", "A move leads to another status."), ("contacted", "That move is allowed already.")]
)
def test_wrong_move_is_refused_in_words(operator, to, told):
    fields = {"from_status": status("sales", "new").pk, "to_status": status("sales", to).pk}
    assert problems(operator.post(reverse("admin:leads_move_add"), fields)) == [told]


def test_statuses_to_choose_from_name_their_workflow(operator):
    choices = operator.get(reverse("admin:leads_move_add")).context["adminform"].form.fields["to_status"].choices
    named = [label for _value, label in choices if label.endswith("Contacted")]
    assert named == ["Sales: Contacted", "Qualify, then sell: Contacted"]


def test_ends_of_a_move_stand(operator):
    move = Move.objects.get(from_status=status("sales", "new"), to_status=status("sales", "contacted"))
    fields = {"from_status": status("sales", "delivered").pk, "to_status": status("sales", "new").pk}
    operator.post(reverse("admin:leads_move_change", args=[move.pk]), fields)
    move.refresh_from_db()
    assert str(move) == "New → Contacted"


# --- cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["workflow_changelist", "status_changelist", "move_changelist", "workflow_change", "status_change"]
)
def test_page_costs_the_same_with_thirty_more_rows(operator, name):
    sales, first = Workflow.objects.get(slug="sales"), status("sales", "new")
    of = {"workflow_change": sales, "status_change": first}
    url = reverse(f"admin:leads_{name}", args=[of[name].pk] if name in of else [])
    before = cost(operator, url)
    for number in range(30):
        Workflow.objects.create(name=f"W{number}", slug=f"w{number}")
        other = Status.objects.create(workflow=sales, name=f"S{number}", slug=f"s{number}", phase="new", icon="flag", position=9)
        Move.objects.create(from_status=first, to_status=other)
    assert cost(operator, url) == before
