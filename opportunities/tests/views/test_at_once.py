"""Many at once, by request: one order, one opportunity, one customer."""

import pytest

from leads.tests.test_concurrency import all_at_once
from listings.models import Listing
from opportunities.models import CustomerCompany, CustomerUser, Opportunity, Order

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 20


def clients(sign_in, *people):
    return [sign_in(people[number % len(people)]) for number in range(AT_ONCE)]


def test_twenty_finalize_requests_make_one_order(make_opportunity, sign_in):
    opportunity = make_opportunity()
    posts = [
        lambda client=client: client.post(f"{opportunity.url}finalize/", {"version": 1})
        for client in clients(sign_in, "admin@aster.example")
    ]
    answers = {(response.status_code, response.url) for response in all_at_once(posts)}
    assert answers == {(303, Order.objects.get().url)}
    assert opportunity.history.filter(kind="finalized").count() == 1


def test_twenty_create_opportunity_from_one_lead_make_one_and_one_customer(sales, make_lead, sign_in):
    lead = make_lead(first_name="Ada", email="ada@engines.example", company="Engines")
    form = {
        "lead": lead.reference, "product": Listing.objects.get(name="Aster Invoicing").reference, "buyer_name": "Ada",
        "buyer_email": "ada@engines.example", "buyer_company": "new", "buyer_company_name": "Engines", "create": "1",
    }  # fmt: skip
    posts = [
        lambda client=client, number=number: client.post("/opportunities/new/", {**form, "token": str(number)})
        for number, client in enumerate(clients(sign_in, "sales@aster.example"))
    ]
    answers = {(response.status_code, response.url) for response in all_at_once(posts)}
    assert answers == {(303, Opportunity.objects.get().url)}
    assert CustomerUser.objects.filter(email="ada@engines.example").count() == 1
    assert CustomerCompany.objects.filter(name="Engines").count() == 1


@pytest.mark.parametrize("address", ["submit/", "delete/"])
def test_a_flurry_of_clicks_does_it_once(make_opportunity, sign_in, address):
    opportunity = make_opportunity()
    posts = [lambda: sign_in("admin@aster.example").post(f"{opportunity.url}{address}", {"version": 1}).status_code] * 5
    assert all_at_once(posts) == [303] * 5
    assert Opportunity.objects.get().version == 2


def test_a_flurry_of_clicks_on_save_clone_and_add_note(make_opportunity, sign_in):
    opportunity = make_opportunity()
    line = opportunity.lines.select_related("listing").get()
    listing = line.listing.reference
    edit = {"name": "Once", "line": listing, f"plan-{listing}": line.plan_id, f"quantity-{listing}": 4, "version": 1}
    for address, form in [("edit/", edit), ("notes/", {"body": "Called"}), ("clone/", {"token": "t"})]:
        posts = [lambda a=address, f=form: sign_in("admin@aster.example").post(f"{opportunity.url}{a}", f).status_code] * 5
        assert all_at_once(posts) == [303] * 5, address
    opportunity.refresh_from_db()
    assert (opportunity.version, opportunity.note_count, opportunity.clones.count()) == (2, 1, 1)
