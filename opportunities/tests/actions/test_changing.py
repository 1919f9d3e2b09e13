"""Edit, submit, assign, delete, finalize, check out (A-22…24, A-30, A-31)."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from listings.models import Listing
from opportunities.actions import (
    LineDraft,
    OpportunityClosed,
    OpportunityConflict,
    Setup,
    StaleOpportunity,
    add_note,
    assign_opportunity,
    check_out,
    delete_opportunity,
    edit_opportunity,
    finalize_opportunity,
    lines_lost_to,
    restore_opportunity,
    submit_opportunity,
)
from opportunities.models import CustomerUser, Opportunity, Order
from opportunities.permissions import Role, role_for
from opportunities.totals import totals


def draft(product, plan=None, quantity=1):
    listing = Listing.objects.get(name=product)
    return LineDraft(listing, listing.plans.get(name=plan) if plan else listing.plans.first(), quantity)


@pytest.fixture
def by(sales):
    return sales.members["sales@aster.example"]


@pytest.fixture
def admin(sales):
    return sales.members["admin@aster.example"]


def kinds(opportunity):
    return [entry.kind for entry in opportunity.history.order_by("pk")]


def test_lines_and_name_are_changed_and_told(make_opportunity, by):
    opportunity = make_opportunity()
    lines = [draft("Aster Invoicing", "Business", 3), draft("Aster Insights", "Pro")]
    assert edit_opportunity(opportunity, by=by, version=1, name="Two branches", lines=lines)
    opportunity.refresh_from_db()
    assert [(line.listing.name, line.plan.name, line.quantity) for line in opportunity.lines.all()] == [
        ("Aster Invoicing", "Business", 3),
        ("Aster Insights", "Pro", 1),
    ]
    assert [entry.details for entry in opportunity.history.filter(kind="lines")] == [
        ["Aster Invoicing: Team → Business", "Aster Invoicing: 1 → 3", "Added Aster Insights"]
    ]
    assert [found.name for found in Opportunity.objects.matching("BRANCHES")] == ["Two branches"]


def test_an_edit_that_changes_nothing_changes_nothing(make_opportunity, by):
    opportunity = make_opportunity(name="Same")
    assert not edit_opportunity(opportunity, by=by, version=1, name="Same", lines=[draft("Aster Invoicing", "Team")])
    assert kinds(opportunity) == ["created"]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "An opportunity needs at least one product: the last one cannot be removed."),
        ([("Aster Invoicing", "Team", 0)], "A quantity is a whole number from 1 to 10,000."),
        ([("Aster Invoicing", "Team", 10**9)], "A quantity is a whole number from 1 to 10,000."),
        (
            [("Aster Invoicing", "Team"), ("Aster Invoicing", "Business")],
            "A product stands in it twice: change its quantity instead.",
        ),
        ([("Managed Backup",)], "Aster Apps cannot sell Managed Backup now."),
    ],
)
def test_what_an_opportunity_cannot_hold_is_refused_in_words(make_opportunity, by, lines, sentence):
    with pytest.raises(ValidationError) as refusal:
        edit_opportunity(make_opportunity(), by=by, version=1, name="", lines=[draft(*line) for line in lines])
    assert refusal.value.message_dict["products"] == [sentence]


def test_a_plan_of_another_product_is_refused(make_opportunity, by):
    wrong = LineDraft(draft("Aster Invoicing").listing, draft("Aster Insights", "Pro").plan)
    with pytest.raises(ValidationError) as refusal:
        edit_opportunity(make_opportunity(), by=by, version=1, name="", lines=[wrong])
    assert refusal.value.message_dict["products"] == ["“Pro” is not a plan of Aster Invoicing."]


def test_an_edit_from_an_older_version_says_who_did_what(make_opportunity, by):
    opportunity = make_opportunity()
    submit_opportunity(opportunity, by=by, version=1)
    with pytest.raises(StaleOpportunity) as refusal:
        edit_opportunity(opportunity, by=by, version=1, name="Late", lines=[draft("Aster Invoicing")])
    assert refusal.value.message == (
        "Untitled opportunity: Submitted for approval by Chloé Laurent in the meantime. Your change was not made."
    )


def test_pending_review_never_returns_to_open_and_closed_is_locked(make_opportunity, by, admin):
    opportunity = make_opportunity()
    submit_opportunity(opportunity, by=by, version=1)
    assert opportunity.status == "pending-review"
    finalize_opportunity(opportunity, by=admin, version=2)
    assert opportunity.status == "closed"
    for act in (submit_opportunity, delete_opportunity):
        with pytest.raises(OpportunityClosed):
            act(opportunity, by=admin, version=opportunity.version)


def test_an_order_is_a_snapshot(make_opportunity, by, admin):
    opportunity = make_opportunity(products=["Aster Invoicing", "Rollout and Training"], name="First")
    edit_opportunity(
        opportunity, by=by, version=1, name="First", lines=[draft("Aster Invoicing", "Team", 3), draft("Rollout and Training")]
    )
    order = finalize_opportunity(opportunity, by=admin, version=2)
    plan = draft("Aster Invoicing", "Team").plan
    plan.price, plan.name = 1, "Cheap"
    plan.save()
    order = Order.objects.get(pk=order.pk)
    assert [
        (line.listing_name, line.plan_name, str(line.price), line.quantity, str(line.amount)) for line in order.lines.all()
    ] == [
        ("Aster Invoicing", "Team", "29.00", 3, "87.00"),
        ("Rollout and Training", "Ten seats", "1800.00", 1, "1800.00"),
    ]
    assert (order.name, order.company_name, order.user_email, order.owner_name) == (
        "First", "Grimaldi & Figli", "paola@grimaldi.example", "Chloé Laurent",
    )  # fmt: skip


def test_totals_are_exact_and_never_added_across_currencies_or_periods(make_opportunity):
    opportunity = make_opportunity(products=["Aster Invoicing", "Aster Field Service", "Rollout and Training"])
    dollars = draft("Aster Field Service").plan
    dollars.currency, dollars.price = "USD", "0.10"
    dollars.save()
    opportunity.lines.filter(plan=dollars).update(quantity=3)
    lines = opportunity.lines.select_related("plan")
    assert [(total.currency, total.billing_period, str(total.amount)) for total in totals(lines)] == [
        ("EUR", "once", "1800.00"),
        ("EUR", "monthly", "29.00"),
        ("USD", "monthly", "0.30"),
    ]


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_finalize_into_one_order(make_opportunity, admin):
    opportunity, start, orders = make_opportunity(), Barrier(20), []
    # Read before: whoever waits at the barrier must not hold one of the pool's connections.
    copies = [Opportunity.objects.with_names().get(pk=opportunity.pk) for _ in range(20)]

    def finalize():
        mine = copies.pop()
        start.wait()
        try:
            orders.append(finalize_opportunity(mine, by=admin, version=1))
        finally:
            connection.close()

    threads = [Thread(target=finalize) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [order.pk for order in orders] == [Order.objects.get().pk] * 20


def test_what_cannot_be_sold_any_more_is_not_finalized(make_opportunity, admin):
    opportunity = make_opportunity()
    draft("Aster Invoicing").listing.offerings.update(is_active=False)
    with pytest.raises(ValidationError) as refusal:
        finalize_opportunity(opportunity, by=admin, version=1)
    assert refusal.value.message_dict["products"] == ["Aster Apps cannot sell Aster Invoicing any more: remove it first."]
    opportunity.refresh_from_db()
    assert opportunity.status == "open"


def test_a_new_owner_loses_only_the_lines_they_may_not_sell_and_only_after_a_warning(make_opportunity, sales, admin):
    opportunity = make_opportunity(by="admin@aster.example", products=["Aster Invoicing", "Aster Premier Support"])
    reseller = sales.members["reseller@dahlia.example"]
    losing = lines_lost_to(opportunity, reseller)
    assert [line.listing.name for line in losing] == ["Aster Premier Support"]
    with pytest.raises(OpportunityConflict):
        assign_opportunity(opportunity, reseller, by=admin, version=1)
    opportunity.refresh_from_db()
    assert opportunity.version == 1
    assign_opportunity(opportunity, reseller, by=admin, version=1, lost=[line.pk for line in losing])
    assert [line.listing.name for line in opportunity.lines.all()] == ["Aster Invoicing"]
    assert Opportunity.objects.visible_to(reseller).get() == opportunity
    assert CustomerUser.objects.visible_to(reseller).get() == opportunity.user
    entry = opportunity.history.first()
    assert (entry.kind, entry.from_text, entry.to_text, entry.details) == (
        "assigned", "Ana Moreno", "Jonas Weber", ["Removed Aster Premier Support"],
    )  # fmt: skip


def test_a_new_owner_who_may_sell_nothing_of_it_is_refused(make_opportunity, sales, admin):
    opportunity = make_opportunity(by="admin@aster.example", products=["Aster Premier Support"])
    reseller = sales.members["reseller@dahlia.example"]
    lost = [line.pk for line in lines_lost_to(opportunity, reseller)]
    with pytest.raises(OpportunityConflict, match="may sell none of its products"):
        assign_opportunity(opportunity, reseller, by=admin, version=1, lost=lost)


def test_who_is_given_an_opportunity_sees_it(make_opportunity, sales, admin):
    opportunity, sales_support = make_opportunity(by="admin@aster.example"), sales.members["sales@aster.example"]
    assert not Opportunity.objects.visible_to(sales_support).exists()
    assign_opportunity(opportunity, sales_support, by=admin, version=1)
    assert Opportunity.objects.visible_to(sales_support).get() == opportunity
    assert role_for(sales_support, opportunity) == Role.SALES_SUPPORT


def test_deleted_is_gone_and_comes_back(make_opportunity, admin):
    opportunity = make_opportunity()
    delete_opportunity(opportunity, by=admin, version=1)
    assert not Opportunity.objects.visible_to(admin).exists()
    restore_opportunity(opportunity, by=admin, version=2)
    assert Opportunity.objects.visible_to(admin).get() == opportunity
    assert kinds(opportunity) == ["created", "deleted", "restored"]


def test_a_note_uses_up_no_version(make_opportunity, by):
    opportunity = make_opportunity()
    add_note(opportunity, "Called.", by=by)
    submit_opportunity(opportunity, by=by, version=1)
    assert (opportunity.note_count, kinds(opportunity)) == (1, ["created", "noted", "submitted"])


def test_a_bundle_is_checked_out_where_the_marketplace_has_it(sales, by):
    user, company = sales.users["paola@grimaldi.example"], sales.companies["Grimaldi & Figli"]
    bundle = Setup(user, company, [draft("Aster Everything").listing], token="t")
    order, is_new = check_out(bundle, by=by)
    again, is_new_again = check_out(bundle, by=by)
    assert (is_new, is_new_again, again) == (True, False, order)
    assert [(line.listing_name, str(line.price)) for line in order.lines.all()] == [("Aster Everything", "189.00")]
    with pytest.raises(ValidationError) as refusal:
        check_out(Setup(user, company, [draft("Aster Mail").listing]), by=by)
    assert refusal.value.message_dict["products"] == ["None of the marketplaces that offer this has a checkout configured."]
