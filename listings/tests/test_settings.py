"""Listings in the settings: a vendor's administrator keeps them without the administration's help."""

from decimal import Decimal

import pytest

from accounts.models import Membership
from accounts.tests.reading import told
from listings.models import Listing
from listings.tests.filling import LIST, as_it_is, offered, plans_of, sentences, typed, url

# --- who sees and changes what --------------------------------------------------------------------


def test_vendor_sees_its_own_listings_and_where_they_are_offered(admin):
    listings = admin.get(LIST).context["listings"]
    assert [listing.name for listing in listings] == [
        "Aster Field Service", "Aster Insights", "Aster Invoicing", "Data Migration Workshop", "Rollout and Training",
    ]  # fmt: skip
    assert [offering.marketplace.slug for offering in listings[0].offered] == ["cedar-store", "northwind"]


def test_list_costs_the_same_for_five_and_for_thirty(admin, cast, queries_of):
    admin.get(LIST)
    _page, before = queries_of(admin.get, LIST)
    Listing.objects.bulk_create([Listing(partner=cast.partners["aster"], name=f"L {n}", kind="app") for n in range(25)])
    page, after = queries_of(admin.get, LIST)
    assert (len(page.context["listings"]), after) == (30, before)


def test_distributor_sees_what_its_marketplaces_offer_and_changes_nothing(sign_in, invoicing, cast):
    client = sign_in("manager@cedar.example")
    page = client.get(LIST)
    assert {offering.marketplace.slug for listing in page.context["listings"] for offering in listing.offered} == {"cedar-store"}
    assert "Add a listing" not in page.content.decode()
    reason = "These listings are offered on marketplaces of Cedar Distribution; only the vendor of each changes it."
    for path in (url(cast.listings["Aster Insights"]), url(invoicing), f"{LIST}add/"):
        for response in (client.get(path), client.post(path, typed())):
            assert (response.status_code, reason in response.content.decode()) == (403, True)


def test_reseller_sees_its_vendors_listings_and_changes_nothing(sign_in, invoicing):
    Membership.objects.filter(user__email="reseller@dahlia.example").update(is_administrator=True)
    client = sign_in("reseller@dahlia.example")
    page = client.get(LIST)
    reason = "Dahlia Resale sells the listings of Aster Apps, and only Aster Apps changes them."
    assert (len(page.context["listings"]), reason in page.content.decode()) == (5, True)
    response = client.post(url(invoicing), as_it_is(invoicing, name="Mine"))
    assert (response.status_code, reason in response.content.decode()) == (403, True)


@pytest.mark.parametrize("email", ["member@aster.example", "viewer@aster.example", "both@aster.example"])
def test_colleague_without_the_role_changes_nothing(sign_in, invoicing, email):
    assert sign_in(email).post(url(invoicing), as_it_is(invoicing, name="Mine")).status_code == 403
    invoicing.refresh_from_db()
    assert invoicing.name == "Aster Invoicing"


def test_listing_of_another_vendor_is_not_there(admin, cast):
    other = cast.listings["Managed Backup"]
    answers = [admin.get(url(other)), admin.post(url(other), as_it_is(other, name="Mine")), admin.get(f"{LIST}LS-0000-0000/")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert admin.post(url(other), {"add_plan": "1"}).status_code == 404


# --- adding ---------------------------------------------------------------------------------------


def test_listing_is_added_with_plans_and_marketplaces(admin):
    data = typed(("Solo", "9"), ("Team", "49,50", "usd", "yearly"), default=1, marketplaces=["northwind", "cedar-store"])
    response = admin.post(f"{LIST}add/", data, follow=True)
    assert (response.redirect_chain, told(response)) == ([(LIST, 303)], ["Aster Planner is saved."])
    listing = Listing.objects.get(name="Aster Planner")
    assert (listing.partner.slug, listing.kind, listing.version) == ("aster", "app", 1)
    assert plans_of(listing) == [
        ("Solo", Decimal("9.00"), "EUR", "monthly", False),
        ("Team", Decimal("49.50"), "USD", "yearly", True),
    ]
    assert offered(listing) == {"northwind": True, "cedar-store": True}


def test_listing_needs_no_plan_and_no_marketplace(admin):
    assert admin.post(f"{LIST}add/", typed(("", ""), marketplaces=[])).status_code == 303
    listing = Listing.objects.get(name="Aster Planner")
    assert (plans_of(listing), offered(listing)) == ([], {})


def test_only_plan_is_the_default_whatever_is_ticked(admin):
    admin.post(f"{LIST}add/", typed(("", ""), ("Solo", "9"), default=0))
    assert [plan[4] for plan in plans_of(Listing.objects.get(name="Aster Planner"))] == [True]


def test_double_click_adds_one_listing(admin):
    assert [admin.post(f"{LIST}add/", typed(("Solo", "9"))).status_code for _ in range(2)] == [303, 303]
    assert Listing.objects.filter(name="Aster Planner").count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, {"name": ["Fill this in."]}),
        ({"name": "x" * 10_000}, {"name": ["A name has at most 255 characters; this one has 10000."]}),
        ({"name": "Planner\x00"}, {"name": ["The name has a character that cannot be kept. Type it anew."]}),
        ({"name": "aster INVOICÍNG"}, {"name": ["You have a listing of this name already: Aster Invoicing."]}),
        ({"kind": ""}, {"kind": ["Choose one of these."]}),
        ({"kind": "robot"}, {"kind": ["Choose one of these."]}),
        ({"marketplaces": ["nowhere"]},
         {"marketplaces": ["One of these marketplaces is not there any more. Choose again."]}),
    ],
    ids=["no name", "long", "NUL", "taken", "no kind", "odd kind", "no such marketplace"],
)  # fmt: skip
def test_what_does_not_fit_is_said_at_the_field_and_nothing_is_saved(admin, fields, wrong):
    response = admin.post(f"{LIST}add/", typed(("Solo", "9"), **fields))
    assert (response.status_code, sentences(response)) == (422, wrong)
    assert Listing.objects.filter(partner__slug="aster").count() == 5
    assert 'value="Solo"' in response.content.decode()


def test_problems_are_links_to_their_controls(admin):
    page = admin.post(f"{LIST}add/", typed(("", "9"), kind="", marketplaces=["nowhere"])).content.decode()
    links = [("id_kind_0", "Kind: Choose one of these."), ("id_plans-0-name", "Plan 1, Name of the plan: Fill this in.")]
    for control, sentence in links:
        assert f'<a href="#{control}">{sentence}</a>' in page
        assert f'id="{control}"' in page


@pytest.mark.parametrize("marketplace", ["north\x00wind", "😀", "x" * 10_000], ids=["NUL", "emoji", "long"])
def test_strange_marketplace_is_refused(admin, marketplace):
    assert admin.post(f"{LIST}add/", typed(marketplaces=[marketplace])).status_code == 422


@pytest.mark.parametrize("name", ["😀", "مخطط الفواتير", "=1+1", "<b>Planner</b>", 'O\'Neil & "Söhne"'])
def test_strange_name_is_kept_and_shown_as_it_is(admin, name):
    assert admin.post(f"{LIST}add/", typed(name=name)).status_code == 303
    assert name in [listing.name for listing in admin.get(LIST).context["listings"]]
    assert "<b>Planner" not in admin.get(LIST).content.decode()


PRICE = "Write a price such as 29 or 29.50."


@pytest.mark.parametrize(
    ("price", "wrong"),
    [
        ("", "Fill this in."), ("abc", PRICE), ("1e9", PRICE), ("1,000", PRICE), ("NaN", PRICE), ("٣", PRICE), ("1.234", PRICE),
        ("-1", "A price cannot be negative."), ("−1", "A price cannot be negative."), ("9\x00", PRICE), ("0x1", PRICE),
        ("10000000000", "A price has at most ten digits before the point."),
        ("9" * 10_000, "A price has at most ten digits before the point."),
    ],
    ids=["none", "words", "exponent", "thousands", "NaN", "Arabic digit", "three decimals", "hyphen", "minus", "NUL", "hexadecimal",
         "eleven digits", "10,000 digits"],
)  # fmt: skip
def test_odd_price_is_refused_in_words(admin, price, wrong):
    response = admin.post(f"{LIST}add/", typed(("Solo", price)))
    assert (response.status_code, sentences(response)) == (422, {(0, "price"): [wrong]})


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("", "9"), {(0, "name"): ["Fill this in."]}),
        (("x" * 256, "9"), {(0, "name"): ["A name has at most 255 characters; this one has 256."]}),
        (("Solo", "9", "euro"), {(0, "currency"): ["Three letters, as in EUR."]}),
        (("Solo", "9", "€"), {(0, "currency"): ["Three letters, as in EUR."]}),
        (("Solo", "9", ""), {(0, "currency"): ["Fill this in."]}),
        (("Solo", "9", "EUR", "daily"), {(0, "billing_period"): ["Choose one of these."]}),
    ],
    ids=["no name", "long name", "currency in words", "sign", "no currency", "odd period"],
)
def test_odd_plan_is_refused_at_its_field(admin, row, wrong):
    response = admin.post(f"{LIST}add/", typed(row))
    assert (response.status_code, sentences(response)) == (422, wrong)


def test_two_plans_of_one_name_are_refused(admin):
    response = admin.post(f"{LIST}add/", typed(("Solo", "9"), ("SOLO", "19")))
    assert sentences(response) == {(1, "name"): ["Another plan of this listing has this name."]}
    assert "Plan 2, Name of the plan: Another plan of this listing has this name." in response.content.decode()


@pytest.mark.parametrize("default", ["", "7", "x", "\x00"])
def test_one_of_several_plans_has_to_be_the_default(admin, default):
    response = admin.post(f"{LIST}add/", typed(("Solo", "9"), ("Team", "19"), default=default))
    assert (response.status_code, sentences(response)) == (422, {"plans": ["Choose which plan is the default."]})


def test_a_listing_has_at_most_fifty_plans(admin):
    response = admin.post(f"{LIST}add/", typed(*[(f"Plan {n}", "9") for n in range(51)]))
    assert (response.status_code, sentences(response)["plans"]) == (422, ["A listing has at most 50 plans."])


def test_form_that_did_not_arrive_whole_is_refused(admin):
    response = admin.post(f"{LIST}add/", {"name": "Aster Planner", "kind": "app"})
    assert (response.status_code, Listing.objects.filter(name="Aster Planner").count()) == (422, 0)
    assert sentences(response)["plans"] == ["The page did not arrive whole. Go back, reload it and send it again."]


def test_another_row_keeps_what_is_typed_and_saves_nothing(admin):
    response = admin.post(f"{LIST}add/", typed(("Solo", "abc", "USD", "yearly"), name="x" * 300) | {"add_plan": "1"})
    assert (response.status_code, response.context["form"].errors) == (200, {})
    assert [
        [row[name].value() for name in ("name", "price", "currency", "billing_period")] for row in response.context["plans"]
    ] == [
        ["Solo", "abc", "USD", "yearly"],
        [None, None, "USD", "monthly"],
    ]
    assert response.context["form"]["name"].value() == "x" * 300
    assert response.context["form"]["marketplaces"].value() == ["northwind"]
    assert Listing.objects.filter(partner__slug="aster").count() == 5


@pytest.mark.parametrize("count", ["", "x", "-1", "10000000", "1000"])
def test_odd_number_of_rows_breaks_nothing(admin, count):
    response = admin.post(f"{LIST}add/", typed() | {"plans-TOTAL_FORMS": count, "add_plan": "1"})
    assert (response.status_code, len(response.context["plans"].forms) <= 51) == (200, True)
