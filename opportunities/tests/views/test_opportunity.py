"""An opportunity's page by request (A-22…24, A-30): editing, what is refused and kept, owner, delete, clone, double clicks."""

import re
from html import unescape

import pytest

from accounts.models import Membership
from leads.models import Lead
from listings.models import Listing, Plan
from opportunities.actions import LineDraft, edit_opportunity, submit_opportunity
from opportunities.models import AssistedSales, Opportunity, Order

SALES, ADMIN, RESELLER = "sales@aster.example", "admin@aster.example", "reseller@dahlia.example"


@pytest.fixture
def client(sales, sign_in):
    return sign_in(SALES)


@pytest.fixture
def admin(sales, sign_in):
    return sign_in(ADMIN)


def main(response):
    return unescape(response.content.decode().partition("<main")[2].partition("</main>")[0])


def listing(name):
    return Listing.objects.get(name=name)


def plan(product, name):
    return Plan.objects.get(listing__name=product, name=name)


def form_for(opportunity, **changes):
    """The Save form of an opportunity as it stands, with changes; `plan` and `quantity` are those of the first line."""
    lines = list(opportunity.lines.select_related("listing"))
    data = {"version": opportunity.version, "name": opportunity.name, "line": [line.listing.reference for line in lines]}
    for line in lines:
        data |= {f"plan-{line.listing.reference}": line.plan_id, f"quantity-{line.listing.reference}": line.quantity}
    for name in ("plan", "quantity", "remove"):
        if name in changes:
            data[f"{name}-{lines[0].listing.reference}"] = changes.pop(name)
    return data | changes


def lines_of(opportunity):
    lines = Opportunity.objects.get(pk=opportunity.pk).lines.select_related("listing", "plan")
    return [(line.listing.name, line.plan.name, line.quantity) for line in lines]


def save(client, opportunity, **changes):
    return client.post(f"{opportunity.url}edit/", form_for(opportunity, **changes))


def test_name_plan_quantity_and_a_second_product_are_saved_at_once(client, make_opportunity):
    opportunity = make_opportunity()
    changes = {"name": "Two", "plan": plan("Aster Invoicing", "Business").pk, "quantity": "3"}
    response = save(client, opportunity, **changes, add=listing("Aster Insights").reference)
    assert (response.status_code, response.url) == (303, opportunity.url)
    assert lines_of(opportunity) == [("Aster Invoicing", "Business", 3), ("Aster Insights", "Starter", 1)]
    body = main(client.get(opportunity.url))
    assert "870.00\N{NO-BREAK SPACE}EUR</b> <small>Yearly" in body
    assert "Aster Invoicing: Team → Business" in body


def test_a_product_is_removed_but_never_the_last(client, make_opportunity):
    opportunity = make_opportunity(products=["Aster Invoicing", "Aster Insights"])
    assert save(client, opportunity, remove="on").status_code == 303
    assert lines_of(opportunity) == [("Aster Insights", "Starter", 1)]
    opportunity.refresh_from_db()
    response = save(client, opportunity, remove="on")
    assert (response.status_code, "the last one cannot be removed" in main(response)) == (422, True)
    assert "remove-" not in main(client.get(opportunity.url))
    assert client.post(f"{opportunity.url}edit/", {"version": opportunity.version}).status_code == 422


@pytest.mark.parametrize("quantity", ["0", "-1", "1000000000", "two", "", "1.5", "9" * 5000])
def test_a_quantity_that_is_none_is_kept_and_told_at_its_place_and_on_top(client, make_opportunity, quantity):
    opportunity = make_opportunity()
    response = save(client, opportunity, quantity=quantity, name="Kept")
    body = main(response)
    assert response.status_code == 422
    assert body.count("A quantity is a whole number from 1 to 10,000.") == 2
    assert ('value="Kept"' in body, f'value="{quantity}"' in body or not quantity) == (True, True)
    assert lines_of(opportunity) == [("Aster Invoicing", "Team", 1)]


def test_a_plan_of_another_product_is_told_at_its_place(client, make_opportunity):
    opportunity = make_opportunity()
    for other in (plan("Aster Insights", "Pro"), plan("Managed Backup", "Per terabyte")):
        response = save(client, opportunity, plan=other.pk)
        assert (response.status_code, main(response).count("That is not a plan of Aster Invoicing.")) == (422, 2)
        assert f">{other.name}<" not in main(response)


def test_a_bundle_cannot_be_added_and_what_is_forged_is_not_here(client, make_opportunity):
    opportunity = make_opportunity()
    response = save(client, opportunity, add=listing("Aster Everything").reference)
    assert (response.status_code, "needs a checkout" in main(response)) == (422, True)
    assert save(client, opportunity, add=listing("Managed Backup").reference).status_code == 404
    assert save(client, opportunity, line=[listing("Managed Backup").reference]).status_code == 404
    assert lines_of(opportunity) == [("Aster Invoicing", "Team", 1)]


def test_what_is_sold_no_more_may_stay_but_not_come(client, make_opportunity):
    opportunity = make_opportunity()
    listing("Aster Invoicing").offerings.update(is_active=False)
    listing("Aster Insights").offerings.update(is_active=False)
    assert save(client, opportunity, quantity="2").status_code == 303
    opportunity.refresh_from_db()
    insights = listing("Aster Insights")
    more = {f"plan-{insights.reference}": insights.plans.first().pk, f"quantity-{insights.reference}": 1}
    form = form_for(opportunity) | more
    response = client.post(f"{opportunity.url}edit/", form | {"line": [*form["line"], insights.reference]})
    assert (response.status_code, "Aster Apps cannot sell Aster Insights now." in main(response)) == (422, True)


def test_who_was_too_late_is_told_who_did_what_and_keeps_what_was_typed(client, sales, make_opportunity):
    opportunity = make_opportunity()
    form = form_for(opportunity, name="Mine", quantity="7")
    theirs = Opportunity.objects.get()
    lines = [draft_of(line) for line in theirs.lines.all()]
    edit_opportunity(theirs, by=sales.members[ADMIN], version=1, name="Theirs", lines=lines)
    response = client.post(f"{opportunity.url}edit/", form)
    body = main(response)
    assert response.status_code == 409
    assert "Theirs: Name changed by Ana Moreno in the meantime. Your change was not made." in body
    assert ('value="Mine"' in body, 'value="7"' in body, 'name="version" value="2"' in body) == (True, True, True)
    assert client.post(f"{opportunity.url}edit/", form | {"version": 2}).status_code == 303
    assert lines_of(opportunity) == [("Aster Invoicing", "Team", 7)]


def draft_of(line):
    return LineDraft(line.listing, line.plan, line.quantity)


def test_who_was_too_late_to_edit_at_all_keeps_what_was_typed_in_words(client, sales, make_opportunity):
    opportunity = make_opportunity()
    form = form_for(opportunity, name="Mine", quantity="7")
    submit_opportunity(Opportunity.objects.get(), by=sales.members[ADMIN], version=1)
    response = client.post(f"{opportunity.url}edit/", form)
    body = main(response)
    assert (response.status_code, "Submitted for approval by Ana Moreno" in body) == (409, True)
    assert ("What you typed is not lost" in body, "Name: Mine\nAster Invoicing: Team × 7" in body) == (True, True)
    assert "edit/" not in body


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "99", None])
def test_a_form_without_the_present_version_is_late(admin, make_opportunity, version):
    opportunity = make_opportunity()
    form = {} if version is None else {"version": version}
    for address in ("submit/", "delete/", "finalize/"):
        assert admin.post(f"{opportunity.url}{address}", form).status_code == 409
    opportunity.refresh_from_db()
    assert (opportunity.version, opportunity.status) == (1, "open")


def test_a_closed_one_says_why_to_everybody_who_sees_it(client, admin, sales, make_opportunity):
    opportunity = make_opportunity()
    order = admin.post(f"{opportunity.url}finalize/", {"version": 1}).url
    for one in (admin, client):
        response = one.post(f"{opportunity.url}edit/", form_for(opportunity, name="Late"))
        assert response.status_code == 409
        assert "Untitled opportunity is closed and cannot be changed any more: it is an order now." in main(response)
        assert "Name: Late" in main(response)
        assert one.post(f"{opportunity.url}owner/", {"version": 2}).status_code == 409
        note = one.post(f"{opportunity.url}notes/", {"body": "Too late"})
        assert (note.status_code, "Too late" in main(note)) == (409, True)
    body = main(client.get(opportunity.url))
    assert ("<form" in body, "<button" in body, f'href="{order}"' in body) == (False, False, True)


def test_finalize_makes_the_order_that_was_shown(admin, make_opportunity):
    opportunity = make_opportunity()
    prices = re.search(r'name="prices" value="(\w+)"', main(admin.get(opportunity.url)))[1]
    Plan.objects.filter(name="Team").update(price=31)
    response = admin.post(f"{opportunity.url}finalize/", {"version": 1, "prices": prices})
    assert (response.status_code, "Prices have changed since this page was made." in main(response)) == (409, True)
    assert not Order.objects.exists()
    listing("Aster Invoicing").offerings.update(is_active=False)
    response = admin.post(f"{opportunity.url}finalize/", {"version": 1})
    assert (response.status_code, "remove it first." in main(response)) == (422, True)
    assert Opportunity.objects.get().status == "open"


def test_delete_is_undone_and_restored_by_administrators_alone(client, admin, make_opportunity):
    opportunity = make_opportunity()
    response = admin.post(f"{opportunity.url}delete/", {"version": 1})
    assert response.url == "/opportunities/"
    page = main(admin.get("/opportunities/"))
    assert f'action="{opportunity.url}restore/"' in page
    assert client.post(f"{opportunity.url}restore/", {"version": 2}).status_code == 403
    assert "Ana Moreno deleted this opportunity" in main(client.get(opportunity.url))
    assert client.post(f"{opportunity.url}edit/", form_for(opportunity)).status_code == 409
    assert opportunity.url in main(admin.get("/opportunities/deleted/"))
    assert client.get("/opportunities/deleted/").status_code == 403
    assert admin.post(f"{opportunity.url}restore/", {"version": 2}).url == opportunity.url
    assert Opportunity.objects.get().deleted_at is None


def test_clone_says_where_it_came_from_and_what_it_left_out(client, make_opportunity):
    opportunity = make_opportunity(products=["Aster Invoicing", "Aster Insights"], name="Renewal")
    listing("Aster Insights").offerings.update(is_active=False)
    response = client.post(f"{opportunity.url}clone/", {"token": "t"})
    assert client.post(f"{opportunity.url}clone/", {"token": "t"}).url == response.url
    body = main(client.get(response.url))
    assert "Left out, because it cannot be sold any more: Aster Insights." in body
    assert f'<a href="{opportunity.url}">' in body
    listing("Aster Invoicing").offerings.update(is_active=False)
    response = client.post(f"{opportunity.url}clone/", {"token": "u"})
    assert (response.status_code, "Choose at least one product." in main(response)) == (422, True)


def test_an_empty_note_is_refused_and_a_note_is_added(client, make_opportunity):
    opportunity = make_opportunity()
    assert client.post(f"{opportunity.url}notes/", {"body": " "}).status_code == 422
    assert client.post(f"{opportunity.url}notes/", {"body": "Called <b>"}).url == f"{opportunity.url}#notes"
    assert "Called <b>" in main(client.get(opportunity.url))


class TestOwner:
    """Owner change (A-30): warned first, then exactly that."""

    @staticmethod
    def to(sales, email):
        member = sales.members[email]
        return f"{member.user.reference}@{member.partner.slug}"

    def test_only_those_who_sell_are_offered(self, admin, sales, make_opportunity):
        body = main(admin.get(f"{make_opportunity().url}owner/"))
        assert re.findall(r'<option value="[^"]+"[^>]*>([^<]+)', body) == [
            "Ana Moreno (Aster Apps)", "Chloé Laurent (Aster Apps)", "Finn Jørgensen (Aster Apps)", "Jonas Weber (Dahlia Resale)",
        ]  # fmt: skip

    def test_lines_that_would_be_lost_are_named_before_they_are(self, admin, sales, make_opportunity):
        opportunity = make_opportunity(products=["Aster Invoicing", "Aster Premier Support"])
        form = {"version": 1, "owner": self.to(sales, RESELLER)}
        warning = admin.post(f"{opportunity.url}owner/", form)
        assert "Jonas Weber may not sell one of its products" in main(warning)
        assert "Aster Premier Support" in main(warning)
        assert "Aster Invoicing" not in main(warning)
        assert len(lines_of(opportunity)) == 2
        lost = re.findall(r'name="lost" value="(\d+)"', main(warning))
        for _ in range(2):
            assert admin.post(f"{opportunity.url}owner/", form | {"lost": lost}).url == opportunity.url
        assert lines_of(opportunity) == [("Aster Invoicing", "Team", 1)]
        opportunity.refresh_from_db()
        assert (opportunity.owner.email, opportunity.partner.slug, opportunity.version) == (RESELLER, "dahlia", 2)

    def test_somebody_who_may_sell_none_of_it_cannot_have_it(self, admin, sales, make_opportunity):
        opportunity = make_opportunity(products=["Aster Premier Support"])
        response = admin.post(f"{opportunity.url}owner/", {"version": 1, "owner": self.to(sales, RESELLER)})
        assert (response.status_code, "may sell none of its products" in main(response)) == (422, True)
        form = {"version": 1, "owner": self.to(sales, RESELLER), "lost": [line.pk for line in opportunity.lines.all()]}
        assert admin.post(f"{opportunity.url}owner/", form).status_code == 409
        assert len(lines_of(opportunity)) == 1

    def test_others_than_were_warned_of_are_not_removed(self, admin, sales, make_opportunity):
        opportunity = make_opportunity(products=["Aster Invoicing", "Aster Insights"])
        form = {"version": 1, "owner": self.to(sales, RESELLER), "lost": [opportunity.lines.first().pk, "x"]}
        assert admin.post(f"{opportunity.url}owner/", form).status_code == 409
        assert len(lines_of(opportunity)) == 2

    def test_going_back_and_choosing_somebody_else_is_no_double_click(self, admin, sales, make_opportunity):
        opportunity = make_opportunity()
        admin.post(f"{opportunity.url}owner/", {"version": 1, "owner": self.to(sales, ADMIN)})
        response = admin.post(f"{opportunity.url}owner/", {"version": 1, "owner": self.to(sales, "both@aster.example")})
        assert response.status_code == 409

    def test_nobody_and_a_stranger_are_refused(self, admin, sales, make_opportunity):
        opportunity = make_opportunity()
        for owner in ("", "x", self.to(sales, "admin@birch.example"), self.to(sales, "member@aster.example")):
            assert admin.post(f"{opportunity.url}owner/", {"version": 1, "owner": owner}).status_code == 422

    def test_who_gives_it_out_of_sight_is_led_to_the_list(self, sign_in, sales, make_opportunity):
        opportunity = make_opportunity(by=RESELLER)
        manager = sign_in("resellers@aster.example")
        response = manager.post(f"{opportunity.url}owner/", {"version": 1, "owner": self.to(sales, SALES)})
        assert (response.status_code, response.url) == (303, "/opportunities/")

    def test_a_resellers_administrator_is_offered_the_resellers_own_people(self, sign_in, sales, make_opportunity):
        sales.members[RESELLER].is_administrator = True
        sales.members[RESELLER].save()
        body = main(sign_in(RESELLER).get(f"{make_opportunity(by=RESELLER).url}owner/"))
        assert re.findall(r'<option value="[^"]+"[^>]*>([^<]+)', body) == ["Jonas Weber"]


def test_one_of_another_partner_of_mine_offers_the_switch(sign_in, sales, make_opportunity, cast):
    AssistedSales.objects.update(is_enabled=True)
    opportunity = make_opportunity(name="Secret")
    assert sign_in("admin@birch.example").get(opportunity.url).status_code == 404
    Membership.objects.create(user=cast.people["admin@birch.example"], partner=cast.partners["aster"], is_sales_support=True)
    grace = sign_in("admin@birch.example")
    session = grace.session
    session["acting_for_partner"] = cast.partners["birch"].pk
    session.save()
    response = grace.get(opportunity.url)
    assert (response.status_code, "This belongs to Aster Apps" in main(response), "Secret" in main(response)) == (404, True, False)


def test_its_address_is_understood_as_people_type_it(client, make_opportunity):
    opportunity = make_opportunity()
    assert client.get(opportunity.url.lower()).status_code == 200
    assert client.get("/opportunities/OP-0000-0000/").status_code == 404


def test_totals_stand_apart_by_currency_and_period(client, make_opportunity):
    opportunity = make_opportunity(products=["Aster Invoicing", "Aster Field Service", "Rollout and Training"])
    Plan.objects.filter(listing__name="Aster Field Service").update(currency="JPY", price=4900)
    body = main(client.get(opportunity.url)).partition('class="sale-totals"')[2].partition("</ul>")[0]
    assert re.findall(r"<b>(.*?)</b> <small>(.*?)</small>", body) == [
        ("1,800.00\N{NO-BREAK SPACE}EUR", "Once"),
        ("29.00\N{NO-BREAK SPACE}EUR", "Monthly"),
        ("4,900\N{NO-BREAK SPACE}JPY", "Monthly"),
    ]


def test_a_page_costs_the_same_queries_however_much_happened(
    client, sales, make_opportunity, make_lead, django_assert_max_num_queries
):
    opportunity = make_opportunity(products=["Aster Invoicing", "Aster Insights", "Aster Field Service", "Rollout and Training"])
    for number in range(10):
        client.post(f"{opportunity.url}notes/", {"body": f"Note {number}"})
    Opportunity.objects.update(lead=make_lead())
    assert Lead.objects.count() == 1
    with django_assert_max_num_queries(24):
        client.get(opportunity.url)


def test_a_closed_one_shows_the_prices_it_was_sold_at(admin, make_opportunity):
    opportunity = make_opportunity()
    admin.post(f"{opportunity.url}finalize/", {"version": 1})
    Plan.objects.filter(name="Team").update(price=31)
    for path in (opportunity.url, "/opportunities/?view=cards", "/opportunities/?view=list"):
        body = main(admin.get(path))
        assert ("29.00" in body, "31.00" in body) == (True, False)
