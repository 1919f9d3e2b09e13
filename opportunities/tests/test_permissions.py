"""Who may do what, by (role, status): the one table against the facts of A-02 and A-30, written down again by hand."""

import pytest

from opportunities.models import AssistedSales, Opportunity
from opportunities.permissions import abilities_of, may_create_opportunities, may_see_opportunities, role_for

CREATORS = ["admin@aster.example", "sales@aster.example", "both@aster.example", "reseller@dahlia.example"]

# Who sees what these four have created: the facts, person by person.
SEEN = {
    "admin@aster.example": {*CREATORS},
    "member@aster.example": set(),
    "viewer@aster.example": set(),
    "sales@aster.example": {"sales@aster.example", "both@aster.example"},
    "resellers@aster.example": {"reseller@dahlia.example"},
    "both@aster.example": {"admin@aster.example", "both@aster.example", "reseller@dahlia.example"},
    "reseller@dahlia.example": {"reseller@dahlia.example"},
    "admin@birch.example": set(),
    "member@birch.example": set(),
    "manager@cedar.example": set(),
}

# person, whose opportunity, status: what they can do. No finalizing for sellers: the partner does not let them.
EVERYTHING = {"edit", "note", "submit", "finalize", "assign", "clone", "delete"}
FACTS = [
    ("admin@aster.example", "sales@aster.example", "open", EVERYTHING),
    ("admin@aster.example", "sales@aster.example", "pending-review", EVERYTHING - {"submit"}),
    ("admin@aster.example", "sales@aster.example", "closed", set()),
    ("admin@aster.example", "reseller@dahlia.example", "open", EVERYTHING),
    ("sales@aster.example", "sales@aster.example", "open", {"edit", "note", "submit", "clone"}),
    ("sales@aster.example", "both@aster.example", "open", {"edit", "note", "submit", "clone"}),
    ("sales@aster.example", "sales@aster.example", "pending-review", {"note", "clone"}),
    ("sales@aster.example", "sales@aster.example", "closed", set()),
    ("sales@aster.example", "admin@aster.example", "open", set()),
    ("resellers@aster.example", "reseller@dahlia.example", "open", {"edit", "note", "submit", "finalize", "assign"}),
    ("resellers@aster.example", "reseller@dahlia.example", "pending-review", {"edit", "note", "finalize", "assign"}),
    ("resellers@aster.example", "reseller@dahlia.example", "closed", set()),
    ("resellers@aster.example", "sales@aster.example", "open", set()),
    ("both@aster.example", "reseller@dahlia.example", "open", {"edit", "note", "submit", "finalize", "assign", "clone"}),
    ("both@aster.example", "admin@aster.example", "open", {"edit", "note", "submit", "clone"}),
    ("both@aster.example", "sales@aster.example", "open", set()),
    ("reseller@dahlia.example", "reseller@dahlia.example", "open", {"edit", "note", "submit", "clone"}),
    ("reseller@dahlia.example", "reseller@dahlia.example", "pending-review", {"note", "clone"}),
    ("reseller@dahlia.example", "admin@aster.example", "open", set()),
    ("member@aster.example", "admin@aster.example", "open", set()),
    ("admin@birch.example", "admin@aster.example", "open", set()),
]


def settings_of(member):
    return AssistedSales.objects.of(member.partner)


@pytest.mark.parametrize(("person", "creator", "status", "able"), FACTS)
def test_abilities_are_the_facts(make_opportunity, sales, person, creator, status, able):
    opportunity, member = make_opportunity(by=creator, status=status), sales.members[person]
    assert {ability.value for ability in abilities_of(member, opportunity, settings_of(member))} == able


def test_everybody_sees_what_the_facts_say_in_a_list_and_one_by_one(make_opportunity, sales):
    made = {creator: make_opportunity(by=creator) for creator in CREATORS}
    for person, creators in SEEN.items():
        member = sales.members[person]
        visible = set(Opportunity.objects.visible_to(member))
        assert {creator for creator, opportunity in made.items() if opportunity in visible} == creators, person
        assert {creator for creator, opportunity in made.items() if role_for(member, opportunity)} == creators, person


@pytest.mark.parametrize("person", ["sales@aster.example", "reseller@dahlia.example"])
def test_sellers_finalize_where_their_partner_lets_them(make_opportunity, sales, person):
    AssistedSales.objects.update(may_finalize=True)
    opportunity, member = make_opportunity(by=person), sales.members[person]
    assert "finalize" in {ability.value for ability in abilities_of(member, opportunity, settings_of(member))}


def test_a_deleted_opportunity_allows_nothing(make_opportunity, sales):
    opportunity, admin = make_opportunity(), sales.members["admin@aster.example"]
    opportunity.deleted_at = opportunity.created_at
    assert abilities_of(admin, opportunity, settings_of(admin)) == set()


@pytest.mark.parametrize(
    ("person", "may_create", "may_see"),
    [
        ("admin@aster.example", True, True),
        ("sales@aster.example", True, True),
        ("both@aster.example", True, True),
        ("reseller@dahlia.example", True, True),
        ("resellers@aster.example", False, True),
        ("member@aster.example", False, False),
        ("viewer@aster.example", False, False),
        ("admin@birch.example", False, True),
        ("member@birch.example", False, False),
    ],
)
def test_who_creates_and_who_sees(sales, person, may_create, may_see):
    member = sales.members[person]
    assert (bool(may_create_opportunities(member)), bool(may_see_opportunities(member))) == (may_create, may_see)


def test_the_feature_is_off_until_an_operator_enables_it(sales):
    admin = sales.members["admin@birch.example"]
    assert not AssistedSales.objects.of(sales.partners["cedar"]).is_enabled
    assert str(may_create_opportunities(admin).reason) == "Opportunities are not enabled for Birch Services."
    AssistedSales.objects.filter(partner=admin.partner).update(is_enabled=True)
    assert may_create_opportunities(admin)
    assert not may_create_opportunities(sales.members["member@birch.example"])
