"""Orders: their list, their file, and an order's page."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from listings.models import Listing, Plan
from opportunities.actions import LineDraft, Setup, check_out, edit_opportunity, finalize_opportunity
from opportunities.models import AssistedSales, Order
from opportunities.tests.views.reading import count_on, names_on, rows_of

ORDERS = "/orders/"


@pytest.fixture
def sell(make_opportunity, sales):
    """`sell("enzo@grimaldi.example", by="reseller@dahlia.example")`: an opportunity, finalized by the administrator."""

    def make(user="paola@grimaldi.example", *, quantity=1, **opportunity):
        made = make_opportunity(user=user, **opportunity)
        admin = sales.members["admin@aster.example"]
        lines = [LineDraft(line.listing, line.plan, quantity) for line in made.lines.select_related("listing", "plan")]
        edit_opportunity(made, by=admin, version=made.version, name=made.name, lines=lines)
        return finalize_opportunity(made, by=admin, version=made.version)

    return make


@pytest.fixture
def admin(sales, sign_in):
    return sign_in("admin@aster.example")


def price(product, amount, currency="EUR"):
    Plan.objects.filter(listing__name=product, is_default=True).update(price=Decimal(amount), currency=currency)


def test_a_row_says_what_was_sold_to_whom_by_whom(admin, sell, sales):
    order = sell(name="Branch in Turin", quantity=3, products=["Aster Invoicing", "Rollout and Training"])
    response = admin.get(ORDERS)
    assert names_on(response) == [order.reference]
    assert count_on(response) == "1 order"
    body = response.content.decode()
    for shown in ("Grimaldi &amp; Figli", "Paola Grimaldi", "Chloé Laurent", "Aster Apps", "Branch in Turin"):
        assert shown in body
    (row,) = response.context["page"].rows
    assert [(total.amount, total.currency, total.billing_period) for total in row.totals] == [
        (Decimal("5400.00"), "EUR", "once"),
        (Decimal("87.00"), "EUR", "monthly"),
    ]


def test_orders_are_found_narrowed_and_ordered(admin, sell):
    paola = sell(name="First")
    lena = sell("lena@hafen.example", by="reseller@dahlia.example", name="Hafen, first step")
    sofia = sell("sofia@colina.example")
    for query, expected in {
        "": [sofia, lena, paola],
        "?sort=created": [paola, lena, sofia],
        "?sort=company": [sofia, paola, lena],
        f"?q={lena.reference.lower()}": [lena],
        "?q=HAFEN": [lena],
        "?q=grinan": [sofia],
        "?q=first&sort=created": [paola, lena],
        "?partner=dahlia": [lena],
        f"?company={paola.company.reference}": [paola],
        f"?user={sofia.user.reference}": [sofia],
        "?sold_from=2099-01-01": [],
        "?sold_to=2099-01-01": [sofia, lena, paola],
    }.items():
        assert names_on(admin.get(ORDERS + query)) == [order.reference for order in expected], query


@pytest.mark.parametrize(
    "query",
    ["?partner=birch", "?company=CC-0000-0000", "?user=%00", "?sold_from=yesterday", "?sold_from=2026-02-02&sold_to=2026-01-01"],
)
def test_an_address_that_is_not_understood_shows_no_order(admin, sell, query):
    sell()
    response = admin.get(ORDERS + query)
    assert (response.status_code, names_on(response)) == (200, [])
    assert "rather than the wrong orders" in response.content.decode()
    assert admin.get(f"{ORDERS}export.csv{query}").status_code == 400


def test_the_file_has_a_row_for_each_line_with_exact_amounts(admin, sell, sales):
    price("Aster Invoicing", "9999999999.99")
    price("Aster Insights", "0.07", "USD")
    order = sell(quantity=10_000, products=["Aster Invoicing", "Aster Insights"])
    older = Order.objects.get(pk=sell("lena@hafen.example").pk)
    rows = rows_of(admin.get(f"{ORDERS}export.csv?sort=created"))
    wanted = ("Order ID", "Product", "Plan", "Quantity", "Price", "Currency", "Billing period", "Amount")
    assert [tuple(row[name] for name in wanted) for row in rows] == [
        (order.reference, "Aster Invoicing", "Team", "10000", "9999999999.99", "EUR", "monthly", "99999999999900.00"),
        (order.reference, "Aster Insights", "Starter", "10000", "0.07", "USD", "monthly", "700.00"),
        (older.reference, "Aster Invoicing", "Team", "1", "9999999999.99", "EUR", "monthly", "9999999999.99"),
    ]
    assert (rows[0]["User"], rows[0]["Email"], rows[0]["Sold by"], rows[0]["Partner"], rows[0]["Opportunity ID"]) == (
        "Paola Grimaldi", "paola@grimaldi.example", "Chloé Laurent", "Aster Apps", order.opportunity.reference,
    )  # fmt: skip


def test_a_cell_that_a_spreadsheet_would_run_is_defused(admin, sell):
    sell(name="=1+1")
    assert [row["Name"] for row in rows_of(admin.get(f"{ORDERS}export.csv"))] == ["'=1+1"]
    assert [row["Name"] for row in rows_of(admin.get(f"{ORDERS}export.csv?for=systems"))] == ["=1+1"]


def test_the_list_costs_the_same_at_one_order_and_at_twenty(admin, sell):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            admin.get(ORDERS)
        return len(asked)

    sell()
    admin.get(ORDERS)
    few = cost()
    for _number in range(19):
        sell(products=["Aster Invoicing", "Aster Insights"])
    assert cost() == few


# --- one order ------------------------------------------------------------------------------------


def test_an_order_shows_what_was_sold_as_it_was_then(admin, sell, sales):
    order = sell(quantity=1200, name="Branch in Turin")
    price("Aster Invoicing", "1.00")
    Listing.objects.filter(name="Aster Invoicing").update(name="Renamed")
    body = admin.get(order.url).content.decode()
    for shown in (
        order.reference,
        "Branch in Turin",
        "Aster Invoicing",
        "Team",
        "29.00\xa0EUR",
        "1,200",
        "34,800.00\xa0EUR",
        "Monthly",
    ):
        assert shown in body, shown
    assert "Renamed" not in body
    for shown in (order.user.url, order.company.url, order.opportunity.url, "Chloé Laurent", "Aster Apps"):
        assert shown in body, shown


def test_an_order_of_a_checkout_says_so(admin, sales):
    setup = Setup(
        sales.users["paola@grimaldi.example"], sales.companies["Grimaldi & Figli"], [Listing.objects.get(name="Aster Everything")]
    )
    order, _is_new = check_out(setup, by=sales.members["admin@aster.example"])
    response = admin.get(order.url)
    assert response.context["opportunity"] is None
    assert "a checkout" in response.content.decode()


def test_where_the_feature_is_off_orders_stay_without_their_opportunities(admin, sell):
    order = sell()
    AssistedSales.objects.update(is_enabled=False)
    assert names_on(admin.get(ORDERS)) == [order.reference]
    assert order.opportunity.url not in admin.get(order.url).content.decode()


@pytest.mark.parametrize(
    ("email", "sees"),
    [
        ("admin@aster.example", {"sales", "admin", "reseller"}),
        ("sales@aster.example", {"sales"}),
        ("resellers@aster.example", {"reseller"}),
        ("both@aster.example", {"admin", "reseller"}),
        ("reseller@dahlia.example", {"reseller"}),
        ("admin@birch.example", set()),
        ("manager@cedar.example", set()),
    ],
)
def test_everybody_sees_the_orders_of_what_they_may_see(sell, sign_in, email, sees):
    orders = {
        "sales": sell(),
        "admin": sell(by="admin@aster.example"),
        "reseller": sell("lena@hafen.example", by="reseller@dahlia.example"),
    }
    client = sign_in(email)
    assert set(names_on(client.get(ORDERS))) == {orders[name].reference for name in sees}
    assert {row["Order ID"] for row in rows_of(client.get(f"{ORDERS}export.csv"))} == {orders[name].reference for name in sees}
    assert {name for name, order in orders.items() if client.get(order.url).status_code == 200} == sees


@pytest.mark.parametrize("email", ["member@aster.example", "viewer@aster.example", "member@birch.example"])
def test_members_and_viewers_are_refused_with_the_reason(sell, sign_in, email):
    order, client = sell(), sign_in(email)
    for path in (ORDERS, f"{ORDERS}export.csv", order.url):
        response = client.get(path)
        assert response.status_code == 403
        assert "Opportunities and orders are for administrators, Sales support" in response.content.decode()
    assert "/orders/" not in client.get("/leads/").content.decode()
