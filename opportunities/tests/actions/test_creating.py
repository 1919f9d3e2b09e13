"""How opportunities come to be, and what they refuse (A-04, A-05, A-06, A-20, A-33)."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from listings.models import Listing, Plan
from opportunities.actions import LineDraft, Setup, clone_opportunity, create_opportunity, edit_opportunity
from opportunities.models import CustomerCompany, CustomerUser, Opportunity


def listing(name):
    return Listing.objects.get(name=name)


@pytest.fixture
def setup_of(sales):
    def make(user="paola@grimaldi.example", company="Grimaldi & Figli", products=("Aster Invoicing",), **more):
        return Setup(sales.users[user], sales.companies[company], [listing(name) for name in products], **more)

    return make


def test_a_product_enters_at_its_default_plan(setup_of, sales):
    opportunity, is_new = create_opportunity(setup_of(), by=sales.members["sales@aster.example"])
    line = opportunity.lines.get()
    assert (is_new, line.listing.name, line.plan.name, line.quantity) == (True, "Aster Invoicing", "Team", 1)
    assert (opportunity.status, opportunity.title, opportunity.owner.email) == (
        "open",
        "Untitled opportunity",
        "sales@aster.example",
    )


@pytest.mark.parametrize(
    ("asked", "field", "sentence"),
    [
        ({"user": "noor@freelance.example"}, "user", "Noor Haddad is in no company. Add one first: a purchase needs a company."),
        ({"company": "Colina Verde"}, "company", "Paola Grimaldi is not in Colina Verde."),
        ({"products": ()}, "products", "Choose at least one product."),
        ({"products": ["Managed Backup"]}, "products", "Aster Apps cannot sell Managed Backup now."),
        (
            {"products": ["Aster Everything"]},
            "products",
            "Aster Everything (Bundle) cannot be part of an opportunity: use Continue to Checkout.",
        ),
    ],
)
def test_what_cannot_be_an_opportunity_is_said_at_its_field(setup_of, sales, asked, field, sentence):
    with pytest.raises(ValidationError) as refusal:
        create_opportunity(setup_of(**asked), by=sales.members["sales@aster.example"])
    assert refusal.value.message_dict == {field: [sentence]}


def test_what_is_offered_nowhere_or_has_no_plan_cannot_be_sold(setup_of, sales):
    listing("Aster Invoicing").offerings.update(is_active=False)
    Plan.objects.filter(listing__name="Aster Insights").delete()
    with pytest.raises(ValidationError) as refusal:
        create_opportunity(setup_of(products=["Aster Invoicing", "Aster Insights"]), by=sales.members["sales@aster.example"])
    assert refusal.value.message_dict["products"] == [
        "Aster Apps cannot sell Aster Invoicing now.",
        "Aster Apps cannot sell Aster Insights now.",
    ]


def test_a_reseller_sells_its_parents_products_but_not_those_kept_back(setup_of, sales):
    reseller = sales.members["reseller@dahlia.example"]
    opportunity, _new = create_opportunity(setup_of(), by=reseller)
    assert (opportunity.partner.slug, opportunity.seller.slug) == ("dahlia", "aster")
    with pytest.raises(ValidationError):
        create_opportunity(setup_of(products=["Aster Premier Support"]), by=reseller)


def test_creating_links_the_customer_to_the_reseller(setup_of, sales):
    reseller = sales.members["reseller@dahlia.example"]
    assert not CustomerUser.objects.visible_to(reseller).exists()
    create_opportunity(setup_of(), by=reseller)
    assert [user.name for user in CustomerUser.objects.visible_to(reseller)] == ["Paola Grimaldi"]
    assert [company.name for company in CustomerCompany.objects.visible_to(reseller)] == ["Grimaldi & Figli"]


def test_a_form_sent_twice_makes_one_opportunity(setup_of, sales):
    by = sales.members["sales@aster.example"]
    one, _new = create_opportunity(setup_of(token="t"), by=by)
    other, is_new = create_opportunity(setup_of(token="t"), by=by)
    assert (one, is_new) == (other, False)


def test_a_lead_leads_to_its_opportunity_and_to_another_only_on_purpose(setup_of, sales, make_lead):
    by, lead = sales.members["sales@aster.example"], make_lead()
    one, _new = create_opportunity(setup_of(lead=lead), by=by)
    same, is_new = create_opportunity(setup_of(lead=lead), by=by)
    assert (same, is_new) == (one, False)
    other, is_new = create_opportunity(setup_of(lead=lead), by=by, again=True)
    assert is_new
    assert set(lead.opportunities.all()) == {one, other}


@pytest.mark.django_db(transaction=True)
def test_twenty_at_once_make_one_opportunity_of_a_lead(setup_of, sales, make_lead):
    by, lead = sales.members["sales@aster.example"], make_lead()
    setup, start, answers = setup_of(lead=lead), Barrier(20), []

    def create():
        start.wait()
        try:
            answers.append(create_opportunity(setup, by=by))
        finally:
            connection.close()

    threads = [Thread(target=create) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 20
    assert {opportunity.pk for opportunity, _new in answers} == {Opportunity.objects.get().pk}
    assert [is_new for _opportunity, is_new in answers].count(True) == 1


def test_a_clone_carries_customer_and_lines_over_and_says_where_it_came_from(make_opportunity, sales):
    opportunity, by = make_opportunity(name="Renewal"), sales.members["sales@aster.example"]
    product = listing("Aster Invoicing")
    business = LineDraft(product, product.plans.get(name="Business"), 7)
    edit_opportunity(opportunity, by=by, version=1, name="Renewal", lines=[business])
    clone, left_out = clone_opportunity(opportunity, by=sales.members["both@aster.example"])
    line = clone.lines.get()
    assert (line.plan.name, line.quantity, left_out) == ("Business", 7, [])
    assert (clone.cloned_from, clone.status, clone.owner.email, clone.user) == (
        opportunity, "open", "both@aster.example", opportunity.user,
    )  # fmt: skip
    assert clone.reference != opportunity.reference


def test_a_clone_leaves_out_what_cannot_be_sold_any_more(make_opportunity, sales):
    opportunity = make_opportunity(products=["Aster Invoicing", "Aster Insights"])
    listing("Aster Insights").offerings.update(is_active=False)
    clone, left_out = clone_opportunity(opportunity, by=sales.members["sales@aster.example"])
    assert ([line.listing.name for line in clone.lines.all()], left_out) == (["Aster Invoicing"], ["Aster Insights"])
    listing("Aster Invoicing").offerings.update(is_active=False)
    with pytest.raises(ValidationError):
        clone_opportunity(opportunity, by=sales.members["sales@aster.example"])
