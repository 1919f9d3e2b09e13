"""Every role × status × action by request: generated from the one table, and against the facts written down by hand."""

import pytest
from django.db import transaction

from opportunities.models import AssistedSales, Opportunity
from opportunities.permissions import ABILITIES, Ability, Role, abilities_of, role_for
from opportunities.tests.test_permissions import CREATORS, FACTS

STATUSES = [status.value for status in Opportunity.Status]
PEOPLE = ["admin@aster.example", "sales@aster.example", "resellers@aster.example", "both@aster.example", "reseller@dahlia.example"]


def requests_for(opportunity, sales):
    """What each ability's request is: (address, form)."""
    line = opportunity.lines.select_related("listing", "plan").get()
    version = {"version": opportunity.version}
    listing = line.listing.reference
    edit = {"name": "Other", "line": listing, f"plan-{listing}": line.plan.pk, f"quantity-{listing}": 2, **version}
    return {
        Ability.EDIT: ("edit/", edit),
        Ability.NOTE: ("notes/", {"body": "Called"}),
        Ability.SUBMIT: ("submit/", version),
        Ability.FINALIZE: ("finalize/", version),
        Ability.ASSIGN: ("owner/", {"owner": owner_of("admin@aster.example", sales), **version}),
        Ability.CLONE: ("clone/", {"token": "t"}),
        Ability.DELETE: ("delete/", version),
    }


def owner_of(email, sales):
    member = sales.members[email]
    return f"{member.user.reference}@{member.partner.slug}"


def answers(client, opportunity, sales):
    """What each request is answered with, its effect taken back."""
    given = {}
    for ability, (address, form) in requests_for(opportunity, sales).items():
        with transaction.atomic():
            given[ability] = client.post(f"{opportunity.url}{address}", form).status_code
            transaction.set_rollback(True)
    return given


def expected(member, opportunity, able):
    """303 for what one may, 409 for anything with a closed one, 403 for the rest, 404 for whoever does not see it."""
    if role_for(member, opportunity) is None:
        return dict.fromkeys(Ability, 404)
    refused = 409 if opportunity.status == "closed" else 403
    return {ability: 303 if ability in able else refused for ability in Ability}


@pytest.mark.parametrize("may_finalize", [False, True])
@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("person", PEOPLE)
def test_every_request_is_answered_as_the_one_table_says(make_opportunity, sales, sign_in, person, status, may_finalize):
    AssistedSales.objects.update(may_finalize=may_finalize)
    client, member = sign_in(person), sales.members[person]
    settings = AssistedSales.objects.of(member.partner)
    for creator in CREATORS:
        opportunity = make_opportunity(by=creator, status=status)
        able = abilities_of(member, opportunity, settings)
        assert answers(client, opportunity, sales) == expected(member, opportunity, able), creator


@pytest.mark.parametrize(("person", "creator", "status", "able"), FACTS)
def test_every_request_is_answered_as_the_facts_say(make_opportunity, sales, sign_in, person, creator, status, able):
    opportunity, member = make_opportunity(by=creator, status=status), sales.members[person]
    given = answers(sign_in(person), opportunity, sales)
    assert {ability.value for ability, code in given.items() if code == 303} == able
    assert set(given.values()) - {303} <= {403, 404, 409}
    assert (409 in given.values()) == (status == "closed" and role_for(member, opportunity) is not None)


BUTTONS = {
    Ability.EDIT: "edit/", Ability.NOTE: "notes/", Ability.SUBMIT: "submit/", Ability.FINALIZE: "finalize/",
    Ability.ASSIGN: "owner/", Ability.CLONE: "clone/", Ability.DELETE: "delete/",
}  # fmt: skip


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("person", PEOPLE)
def test_the_page_offers_what_the_table_says_and_nothing_else(make_opportunity, sales, sign_in, person, status):
    client, member = sign_in(person), sales.members[person]
    settings = AssistedSales.objects.of(member.partner)
    for creator in CREATORS:
        opportunity = make_opportunity(by=creator, status=status)
        if not role_for(member, opportunity):
            continue
        body = client.get(opportunity.url).content.decode().partition("<main")[2].partition("</main>")[0]
        offered = {ability for ability, address in BUTTONS.items() if f'"{opportunity.url}{address}"' in body}
        assert offered == abilities_of(member, opportunity, settings), creator
        assert ("<form" in body) == (status != "closed")


def test_the_table_is_the_whole_of_roles_and_statuses():
    assert ABILITIES.keys() == set(Role)
    assert all(by_status.keys() == set(Opportunity.Status) for by_status in ABILITIES.values())
