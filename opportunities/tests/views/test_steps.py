"""A step takes along what is typed in the products' form: nothing typed is left behind, and no order is made of it unseen."""

import pytest

from listings.models import Listing, Plan
from opportunities.models import AssistedSales, Order


@pytest.fixture
def open_one(make_opportunity):
    return make_opportunity(name="First")


def typed(opportunity, *, quantity=3, plan="Business", name="Second"):
    reference = opportunity.lines.get().listing.reference
    plan = Plan.objects.get(listing__reference=reference, name=plan)
    return {
        "version": 1,
        "line": reference,
        f"plan-{reference}": plan.pk,
        f"quantity-{reference}": quantity,
        "name": name,
    }


def lines(opportunity):
    return [(line.plan.name, line.quantity) for line in opportunity.lines.all()]


def test_submitting_saves_what_is_typed(open_one, sign_in):
    client = sign_in("sales@aster.example")
    for _click in range(2):
        assert client.post(f"{open_one.url}submit/", typed(open_one)).status_code == 303
    open_one.refresh_from_db()
    assert (open_one.name, open_one.status, lines(open_one)) == ("Second", "pending-review", [("Business", 3)])
    assert [entry.kind for entry in open_one.history.order_by("pk")] == ["created", "lines", "renamed", "submitted"]


def test_submitting_with_a_mistake_saves_nothing_and_keeps_what_is_typed(open_one, sign_in):
    response = sign_in("sales@aster.example").post(f"{open_one.url}submit/", typed(open_one, quantity="two"))
    assert response.status_code == 422
    assert 'value="two"' in response.content.decode()
    open_one.refresh_from_db()
    assert (open_one.name, open_one.status, open_one.version) == ("First", "open", 1)


def test_finalizing_shows_what_is_typed_before_it_makes_an_order(open_one, sign_in):
    client = sign_in("admin@aster.example")
    response = client.post(f"{open_one.url}finalize/", typed(open_one), follow=True)
    assert "Your changes are saved. Look at the products and totals, then finalize." in response.content.decode()
    assert (lines(open_one), Order.objects.count()) == ([("Business", 3)], 0)
    open_one.refresh_from_db()
    client.post(f"{open_one.url}finalize/", typed(open_one) | {"version": open_one.version})
    assert [(line.plan_name, line.quantity) for line in Order.objects.get().lines.all()] == [("Business", 3)]


def test_an_old_page_submits_nothing_though_its_products_are_unchanged(open_one, sign_in, cast):
    client = sign_in("admin@aster.example")
    client.post(f"{open_one.url}edit/", typed(open_one, quantity=9))
    response = sign_in("sales@aster.example").post(f"{open_one.url}submit/", typed(open_one))
    assert response.status_code == 409
    open_one.refresh_from_db()
    assert (open_one.status, lines(open_one)) == ("open", [("Business", 9)])


def test_enter_in_the_form_saves_and_does_not_submit(open_one, sign_in):
    body = sign_in("admin@aster.example").get(open_one.url).content.decode()
    assert body.index('<button form="sale" class="sr-only"') < body.index('<button form="sale" formaction')


def test_what_was_typed_meanwhile_is_not_taken_for_done(open_one, sign_in):
    """Two tabs of one person: the second one's words are not in what the first one submitted."""
    client = sign_in("sales@aster.example")
    client.post(f"{open_one.url}submit/", typed(open_one, quantity=1, plan="Team", name="First"))
    response = client.post(f"{open_one.url}submit/", typed(open_one, quantity=99, plan="Team", name="First"))
    assert response.status_code == 409
    assert "99" in response.content.decode()
    assert lines(open_one) == [("Team", 1)]


@pytest.mark.parametrize("packaging", [None, "bundle"])
def test_a_refused_finalize_shows_the_opportunity_as_it_is_still(open_one, sign_in, packaging):
    listing = open_one.lines.get().listing
    if packaging:
        listing.packaging = packaging
        listing.save()
    else:
        listing.offerings.update(is_active=False)
    response = sign_in("admin@aster.example").post(f"{open_one.url}finalize/", {"version": 1})
    assert response.status_code == 422
    assert (response.context["opportunity"].status, Order.objects.count()) == ("open", 0)
    assert response.context["form"] is not None


def test_an_old_page_of_somebody_who_may_not_edit_any_more_is_told_so_and_keeps_its_words(open_one, sign_in):
    AssistedSales.objects.update(may_finalize=True)
    sign_in("admin@aster.example").post(f"{open_one.url}submit/", {"version": 1})
    response = sign_in("sales@aster.example").post(f"{open_one.url}finalize/", typed(open_one))
    assert response.status_code == 409


def test_what_a_reseller_may_not_sell_is_not_put_into_its_opportunity(make_opportunity, cast, sign_in):
    opportunity = make_opportunity(by="reseller@dahlia.example")
    kept_back = Listing.objects.get(name="Aster Premier Support")
    data = typed(opportunity, plan="Team") | {"add": kept_back.reference}
    response = sign_in("admin@aster.example").post(f"{opportunity.url}edit/", data)
    assert response.status_code == 422
    assert [line.listing.name for line in opportunity.lines.all()] == ["Aster Invoicing"]


@pytest.mark.parametrize("query", ["user=%00", "company=%00", "product=%00", "lead=%00", "product=%F0%9F%98%80"])
def test_a_nonsense_reference_is_nobodys(sales, sign_in, query):
    assert sign_in("sales@aster.example").get(f"/opportunities/new/?{query}").status_code == 404


@pytest.mark.parametrize("name", ["line", "add"])
def test_a_nonsense_product_in_the_form_is_nobodys(open_one, sign_in, name):
    assert sign_in("sales@aster.example").post(f"{open_one.url}edit/", typed(open_one) | {name: "\0"}).status_code == 404
