"""What opportunities ask of listings: a plan that stands in one stays."""

from listings.tests.filling import as_it_is, plans_of, rows, sentences, url


def test_a_plan_in_an_opportunity_cannot_be_removed_and_the_page_says_so(make_opportunity, cast, sign_in):
    make_opportunity(products=["Aster Invoicing"])
    invoicing = cast.listings["Aster Invoicing"]
    before = plans_of(invoicing)
    _team, business = invoicing.plans.order_by("price")
    data = rows(("Business", "290", "EUR", "yearly", business.pk))
    response = sign_in("admin@aster.example").post(url(invoicing), as_it_is(invoicing) | data)
    assert response.status_code == 409
    assert sentences(response)["__all__"] == ["“Team” cannot be removed: it stands in an opportunity. You can rename it."]
    assert plans_of(invoicing) == before
