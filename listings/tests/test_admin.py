"""What operators do with marketplaces, listings, offerings and plans."""

import pytest
from django.urls import reverse

from leadhub.tests.admin_forms import cost, problems, rows
from listings.models import Listing, Marketplace, Offering, Plan


def plan(name, *, default=False, **changes):
    fields = {"name": name, "price": "10", "currency": "EUR", "billing_period": "monthly"} | changes
    return fields | ({"is_default": "on"} if default else {})


def save(client, listing, *plans, offerings=(), initial=None, **changes):
    """Save the listing's page as it is but for the changes, with these plans and offerings."""
    kept = len([row for row in plans if "id" in row]) if initial is None else initial
    inlines = rows("plans", *plans, initial=kept) | rows("offerings", *offerings, initial=len([o for o in offerings if "id" in o]))
    fields = {"name": listing.name, "kind": listing.kind, "packaging": listing.packaging} | changes
    return client.post(reverse("admin:listings_listing_change", args=[listing.pk]), fields | inlines)


def plans_of(listing):
    """The saved plans as the listing's page would post them back, by name."""
    kept = {p.name: plan(p.name, default=p.is_default, id=p.pk, price=str(p.price)) for p in listing.plans.all()}
    return {name: fields | {"billing_period": listing.plans.get(name=name).billing_period} for name, fields in kept.items()}


def defaults_of(listing):
    return [p.name for p in listing.plans.filter(is_default=True)]


# --- listings -------------------------------------------------------------------------------------


def test_leads_of_a_renamed_listing_are_found_by_its_new_name_and_not_the_old(operator, cast, make_lead, sign_in):
    listing = cast.listings["Aster Invoicing"]
    lead = make_lead(last_name="Byron", listing="Aster Invoicing")
    assert save(operator, listing, *plans_of(listing).values(), name="Ásteř Billing", kind="service").status_code == 302
    member = sign_in("member@aster.example")
    found = {
        q: b"Byron" in b"".join(member.get("/leads/export.csv", {"q": q}).streaming_content) for q in ("aster billing", "invoicing")
    }
    assert found == {"aster billing": True, "invoicing": False}
    lead.refresh_from_db()
    assert (lead.listing_name, lead.listing_kind, lead.version) == ("Ásteř Billing", "service", 1)


def test_operator_adds_a_listing_with_plans_and_offerings(operator, cast):
    fields = {"partner": cast.partners["birch"].pk, "name": "Audit", "kind": "service", "packaging": "single"}
    plans = rows("plans", plan("Small", default=True), plan("Large", price="20.50"))
    offered = rows("offerings", {"marketplace": cast.marketplaces["harbour"].pk, "is_active": "on"})
    assert operator.post(reverse("admin:listings_listing_add"), fields | plans | offered).status_code == 302
    audit = Listing.objects.get(name="Audit")
    assert [(str(p.price), p.name, p.is_default) for p in audit.plans.all()] == [
        ("10.00", "Small", True),
        ("20.50", "Large", False),
    ]
    assert [(o.marketplace.slug, o.is_active) for o in audit.offerings.all()] == [("harbour", True)]


def test_vendor_and_reference_of_a_listing_stand(operator, cast):
    listing = cast.listings["Managed Backup"]
    changes = {"partner": cast.partners["aster"].pk, "reference": "LS-0000-0000"}
    assert save(operator, listing, *plans_of(listing).values(), **changes).status_code == 302
    assert Listing.objects.filter(pk=listing.pk, partner=cast.partners["birch"], reference=listing.reference).count() == 1


def test_second_listing_of_a_name_is_refused_in_words(operator, cast):
    fields = {"partner": cast.partners["birch"].pk, "name": "Managed Backup", "kind": "app", "packaging": "single"}
    answer = operator.post(reverse("admin:listings_listing_add"), fields | rows("plans") | rows("offerings"))
    assert problems(answer) == ["This partner has a listing of that name already."]


def test_listing_with_leads_cannot_be_deleted_and_the_page_says_why(operator, cast, make_lead):
    make_lead(listing="Managed Backup")
    url = reverse("admin:listings_listing_delete", args=[cast.listings["Managed Backup"].pk])
    assert operator.post(url, {"post": "yes"}).context["protected"] == ["Leads (listing): 1"]
    assert Listing.objects.filter(name="Managed Backup").count() == 1


def test_unused_listing_is_deleted_with_its_plans_and_offerings(operator, cast):
    listing = cast.listings["Managed Backup"]
    url = reverse("admin:listings_listing_delete", args=[listing.pk])
    assert operator.get(url).context["protected"] == []
    assert operator.post(url, {"post": "yes"}).status_code == 302
    assert [model.objects.filter(**{field: listing.pk}).count() for model, field in
            ((Listing, "pk"), (Plan, "listing"), (Offering, "listing"))] == [0, 0, 0]  # fmt: skip


# --- plans ----------------------------------------------------------------------------------------


def test_another_plan_becomes_the_default_in_one_go(operator, cast):
    listing = cast.listings["Aster Invoicing"]
    plans = plans_of(listing)
    plans["Team"].pop("is_default")
    assert save(operator, listing, plans["Team"], plans["Business"] | {"is_default": "on"}).status_code == 302
    assert defaults_of(listing) == ["Business"]


def test_a_new_plan_becomes_the_default_in_one_go(operator, cast):
    listing = cast.listings["Aster Invoicing"]
    plans = plans_of(listing)
    plans["Team"].pop("is_default")
    assert save(operator, listing, *plans.values(), plan("Trial", default=True)).status_code == 302
    assert defaults_of(listing) == ["Trial"]


@pytest.mark.parametrize("ticked", [(), ("Team", "Business")])
def test_listing_with_plans_has_exactly_one_default(operator, cast, ticked):
    listing = cast.listings["Aster Invoicing"]
    plans = [fields | {"is_default": "on" if name in ticked else ""} for name, fields in plans_of(listing).items()]
    assert problems(save(operator, listing, *plans)) == ["Tick one plan as the default."]
    assert defaults_of(listing) == ["Team"]


def test_default_plan_is_removed_when_another_takes_its_place(operator, cast):
    listing = cast.listings["Aster Invoicing"]
    plans = plans_of(listing)
    assert problems(save(operator, listing, plans["Team"] | {"DELETE": "on"}, plans["Business"])) == [
        "Tick one plan as the default."
    ]
    removed, kept = plans["Team"] | {"DELETE": "on"}, plans["Business"] | {"is_default": "on"}
    assert save(operator, listing, removed, kept).status_code == 302
    assert [(p.name, p.is_default) for p in listing.plans.all()] == [("Business", True)]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"price": "-1"}, ["A price cannot be negative."]),
        ({"currency": "eur"}, ["Three capital letters, as in EUR."]),
        ({"name": "Team"}, ["Please correct the duplicate values below.", "Please correct the duplicate data for name."]),
    ],
)
def test_wrong_plan_is_refused_in_words(operator, cast, changes, told):
    listing = cast.listings["Aster Invoicing"]
    plans = plans_of(listing)
    assert problems(save(operator, listing, plans["Team"], plans["Business"] | changes)) == told
    assert sorted(listing.plans.values_list("name", flat=True)) == ["Business", "Team"]


def test_default_plan_cannot_be_deleted_on_its_own_page(operator, cast):
    team = Plan.objects.get(name="Team")
    answer = operator.post(reverse("admin:listings_plan_delete", args=[team.pk]), {"post": "yes"})
    assert answer.context["protected"] == ["Team is the default plan of Aster Invoicing: choose another on the listing's page."]
    business = Plan.objects.get(name="Business")
    assert operator.post(reverse("admin:listings_plan_delete", args=[business.pk]), {"post": "yes"}).status_code == 302
    assert list(cast.listings["Aster Invoicing"].plans.all()) == [team]


# --- marketplaces and offerings -------------------------------------------------------------------


def test_marketplaces_slug_stands_and_its_leads_keep_their_distributor(operator, cast, make_lead):
    store = cast.marketplaces["cedar-store"]
    lead = make_lead(listing="Aster Insights", marketplace="cedar-store")
    fields = {"name": "Cedar Market", "slug": "other", "distributor": ""}
    assert operator.post(reverse("admin:listings_marketplace_change", args=[store.pk]), fields).status_code == 302
    store.refresh_from_db()
    assert (store.name, store.slug, store.distributor) == ("Cedar Market", "cedar-store", None)
    lead.refresh_from_db()
    assert lead.distributor == cast.partners["cedar"]


def test_only_a_distributor_can_have_a_marketplace(operator, cast):
    fields = {"name": "Elder Store", "slug": "elder", "distributor": cast.partners["aster"].pk}
    answer = operator.post(reverse("admin:listings_marketplace_add"), fields)
    assert (answer.status_code, len(problems(answer)), Marketplace.objects.count()) == (200, 1, 3)


def test_choosing_a_distributor_offers_distributors_only(operator, cast):
    asked = {"app_label": "listings", "model_name": "marketplace", "field_name": "distributor", "term": ""}
    offered = operator.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [choice["text"] for choice in offered] == ["Cedar Distribution"]


def test_listing_is_offered_once_on_a_marketplace(operator, cast):
    listing, harbour = cast.listings["Managed Backup"], cast.marketplaces["harbour"]
    there, again = listing.offerings.get(), {"marketplace": harbour.pk, "is_active": "on"}
    kept = {"id": there.pk, "marketplace": harbour.pk, "is_active": "on"}
    told = problems(save(operator, listing, *plans_of(listing).values(), offerings=[kept, again]))
    assert told == ["Please correct the duplicate values below.", "Please correct the duplicate data for marketplace."]
    assert listing.offerings.count() == 1


def test_where_a_listing_is_offered_stands_but_it_can_be_switched_off(operator, cast):
    offering = cast.listings["Managed Backup"].offerings.get()
    fields = {"listing": cast.listings["Aster Insights"].pk, "marketplace": cast.marketplaces["northwind"].pk}
    assert operator.post(reverse("admin:listings_offering_change", args=[offering.pk]), fields).status_code == 302
    offering.refresh_from_db()
    assert (offering.listing.name, offering.marketplace.slug, offering.is_active) == ("Managed Backup", "harbour", False)


# --- cost -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["marketplace_changelist", "listing_changelist", "offering_changelist", "plan_changelist", "listing_change"]
)
def test_page_costs_the_same_with_thirty_more_rows(operator, cast, name):
    listing = cast.listings["Aster Invoicing"]
    url = reverse(f"admin:listings_{name}", args=[listing.pk] if name == "listing_change" else [])
    before = cost(operator, url)
    for number in range(30):
        market = Marketplace.objects.create(slug=f"m{number}", name=f"M{number}", distributor=cast.partners["cedar"])
        other = Listing.objects.create(partner=cast.partners["birch"], name=f"L{number}", kind="app")
        for one in (listing, other):
            Offering.objects.create(listing=one, marketplace=market)
            Plan.objects.create(listing=one, name=f"P{number}", price=1, currency="EUR")
    assert cost(operator, url) == before
