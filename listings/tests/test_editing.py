"""Listings in the settings: changed by their vendor, with nothing lost that leads or others refer to."""

from decimal import Decimal

import pytest

from accounts.models import Membership
from listings.models import Offering
from listings.tests.filling import as_it_is, offered, plans_of, rows, sentences, url


def test_form_shows_the_listing_as_it_is(admin, invoicing):
    page = admin.get(url(invoicing))
    assert page.context["form"]["name"].value() == "Aster Invoicing"
    assert [(row["name"].value(), row.is_default) for row in page.context["plans"]] == [("Team", True), ("Business", False)]


def test_saving_what_stands_changes_nothing(admin, invoicing):
    before = plans_of(invoicing)
    assert admin.post(url(invoicing), as_it_is(invoicing)).status_code == 303
    invoicing.refresh_from_db()
    assert (invoicing.version, plans_of(invoicing)) == (1, before)


def test_leads_follow_a_listing_that_is_renamed_and_of_another_kind(admin, invoicing, make_lead):
    lead = make_lead(last_name="Byron", listing="Aster Invoicing")
    assert admin.post(url(invoicing), as_it_is(invoicing, name="Aster Billing", kind="service")).status_code == 303
    lead.refresh_from_db()
    assert (lead.listing_name, lead.listing_kind) == ("Aster Billing", "service")
    assert "Byron" in admin.get("/leads/?q=billing&type=service").content.decode()


def test_marketplace_taken_away_is_switched_off_and_comes_back(admin, invoicing):
    before = set(Offering.objects.filter(listing=invoicing).values_list("pk", flat=True))
    admin.post(url(invoicing), as_it_is(invoicing, marketplaces=["cedar-store"]))
    assert offered(invoicing) == {"northwind": False, "harbour": False, "cedar-store": True}
    invoicing.refresh_from_db()
    admin.post(url(invoicing), as_it_is(invoicing, marketplaces=["northwind"]))
    assert offered(invoicing) == {"northwind": True, "harbour": False, "cedar-store": False}
    assert before < set(Offering.objects.filter(listing=invoicing).values_list("pk", flat=True))


def test_plans_swap_names_and_the_other_becomes_the_default(admin, invoicing):
    team, business = invoicing.plans.order_by("price")
    data = rows(("Business", "29", "EUR", "monthly", team.pk), ("Team", "290", "EUR", "yearly", business.pk), default=1)
    assert admin.post(url(invoicing), as_it_is(invoicing) | data).status_code == 303
    assert [(plan.pk, plan.name, plan.is_default) for plan in invoicing.plans.order_by("price")] == [
        (team.pk, "Business", False),
        (business.pk, "Team", True),
    ]


def test_plan_is_removed_and_another_added(admin, invoicing):
    team, business = invoicing.plans.order_by("price")
    data = rows(
        ("Team", "29.00", "EUR", "monthly", team.pk, "on"),
        ("Business", "300", "EUR", "yearly", business.pk),
        ("Solo", "5"),
        default=1,
    )
    assert admin.post(url(invoicing), as_it_is(invoicing) | data).status_code == 303
    assert [plan[:2] for plan in plans_of(invoicing)] == [("Business", Decimal("300.00")), ("Solo", Decimal("5.00"))]


def test_removing_the_default_asks_for_another(admin, invoicing):
    team, business = invoicing.plans.order_by("price")
    data = rows(("Team", "29", "EUR", "monthly", team.pk, "on"), ("Business", "9", "EUR", "once", business.pk), ("Solo", "5"))
    response = admin.post(url(invoicing), as_it_is(invoicing) | data)
    assert sentences(response) == {"plans": ["Choose which plan is the default."]}


def test_removed_row_may_hold_anything(admin, invoicing):
    team, business = invoicing.plans.order_by("price")
    data = rows(("", "abc", "?", "", team.pk, "on"), ("Business", "290", "EUR", "yearly", business.pk), default=0)
    assert admin.post(url(invoicing), as_it_is(invoicing) | data).status_code == 303
    assert [plan[0] for plan in plans_of(invoicing)] == ["Business"]


def test_plan_of_another_listing_is_not_touched(admin, invoicing, cast):
    other = cast.listings["Managed Backup"].plans.get()
    assert admin.post(url(invoicing), as_it_is(invoicing) | rows(("Mine", "1", "EUR", "once", other.pk))).status_code == 303
    other.refresh_from_db()
    assert (other.name, other.listing, [plan[0] for plan in plans_of(invoicing)]) == (
        "Per terabyte", cast.listings["Managed Backup"], ["Mine"],
    )  # fmt: skip


@pytest.mark.parametrize("version", ["", "99", "x", "-1", "9" * 30, None])
def test_form_of_another_version_is_refused_and_keeps_what_was_typed(admin, invoicing, version):
    data = {name: value for name, value in as_it_is(invoicing, name="Mine", version=version).items() if value is not None}
    response = admin.post(url(invoicing), data)
    assert response.status_code == 409
    assert response.context["conflict"].message == "Somebody else changed Aster Invoicing in the meantime."
    assert response.context["form"]["name"].value() == "Mine"
    assert 'value="Business"' in response.content.decode()
    invoicing.refresh_from_db()
    assert invoicing.name == "Aster Invoicing"


def test_who_has_seen_the_other_change_may_save_over_it(admin, sign_in, invoicing, cast):
    Membership.objects.filter(user__email="member@aster.example").update(is_administrator=True)
    stale = as_it_is(invoicing, name="Mine")
    solo = rows(*[(p.name, p.price, p.currency, p.billing_period, p.pk) for p in invoicing.plans.all()], ("Solo", "5"))
    theirs = as_it_is(invoicing, name="Theirs", packaging="bundle", is_resellable="no")
    sign_in("member@aster.example").post(url(invoicing), theirs | solo)
    response = admin.post(url(invoicing), stale)
    assert response.status_code == 409
    assert [fact for fact in ("<bdi>Theirs</bdi>", "<dd>Bundle</dd>", "<dd>No</dd>") if fact not in response.content.decode()] == []
    assert admin.post(url(invoicing), stale | {"version": response.context["form"]["version"].value()}).status_code == 303
    invoicing.refresh_from_db()
    assert (invoicing.name, invoicing.version, len(plans_of(invoicing))) == ("Mine", 3, 2)


def test_double_click_on_save_is_no_conflict(admin, invoicing):
    data = as_it_is(invoicing, name="Aster Billing")
    assert [admin.post(url(invoicing), data).status_code for _ in range(2)] == [303, 303]
    invoicing.refresh_from_db()
    assert (invoicing.name, invoicing.version) == ("Aster Billing", 2)


def test_name_of_another_listing_is_refused_on_editing_and_its_own_is_not(admin, invoicing):
    response = admin.post(url(invoicing), as_it_is(invoicing, name="aster insights"))
    assert sentences(response) == {"name": ["You have a listing of this name already: Aster Insights."]}
    assert admin.post(url(invoicing), as_it_is(invoicing, name="ASTER Invoicing")).status_code == 303


def test_how_it_is_bought_and_who_sells_it_are_kept(admin, invoicing):
    assert admin.post(url(invoicing), as_it_is(invoicing, packaging="bundle", is_resellable="no")).status_code == 303
    invoicing.refresh_from_db()
    assert (invoicing.packaging, invoicing.is_resellable) == ("bundle", False)
    form = admin.get(url(invoicing)).context["form"]
    assert (form["packaging"].value(), form["is_resellable"].value()) == ("bundle", "no")
