"""Listings and workflows."""

import pytest

MEMBER = "member@aster.example"
OFFERED_BY_CEDAR = [
    *("Aster Field Service", "Aster Insights", "Cloud Readiness Assessment"),
    *("Data Migration Workshop", "Rollout and Training"),
]


def listing_of(response, name):
    return next(listing for listing in response.json()["listings"] if listing["name"] == name)


def test_a_listing_has_its_plans_and_where_it_is_offered(cast, program):
    assert listing_of(program(MEMBER).get("/listings"), "Aster Invoicing") == {
        "reference": cast.listings["Aster Invoicing"].reference,
        "name": "Aster Invoicing",
        "kind": "app",
        "vendor": {"slug": "aster", "name": "Aster Apps"},
        "marketplaces": [
            {"slug": "harbour", "name": "Harbour Cloud Store"},
            {"slug": "northwind", "name": "Northwind Marketplace"},
        ],
        "plans": [
            {"name": "Team", "price": "29.00", "currency": "EUR", "billing_period": "monthly", "is_default": True},
            {"name": "Business", "price": "290.00", "currency": "EUR", "billing_period": "yearly", "is_default": False},
        ],
    }


@pytest.mark.parametrize(
    ("email", "names"),
    [
        (MEMBER, ["Aster Field Service", "Aster Insights", "Aster Invoicing", "Data Migration Workshop", "Rollout and Training"]),
        ("admin@birch.example", ["Birch Ticket Desk", "Cloud Readiness Assessment", "Managed Backup", "Outbound Campaigns"]),
        (
            "manager@cedar.example",
            [
                "Aster Field Service",
                "Aster Insights",
                "Cloud Readiness Assessment",
                "Data Migration Workshop",
                "Rollout and Training",
            ],
        ),
    ],
)
def test_everybody_sees_their_own_listings(program, email, names):
    assert [listing["name"] for listing in program(email).get("/listings").json()["listings"]] == names


def test_a_distributor_sees_its_own_marketplaces_alone(program):
    listing = listing_of(program("manager@cedar.example").get("/listings"), "Aster Insights")
    assert listing["marketplaces"] == [{"slug": "cedar-store", "name": "Cedar Store"}]


def test_workflows_say_what_may_follow_what(program):
    workflows = {workflow["slug"]: workflow for workflow in program(MEMBER).get("/workflows").json()["workflows"]}
    assert {slug: [status["slug"] for status in workflow["statuses"]] for slug, workflow in workflows.items()} == {
        "sales": ["new", "contacted", "purchased", "delivered"],
        "qualification": ["pending", "qualified", "invalid"],
        "qualify-then-sell": ["pending", "qualified", "contacted", "purchased", "delivered", "invalid"],
    }
    assert workflows["qualification"]["statuses"] == [
        status("pending", "Pending", "new", is_first=True, moves_to=["qualified", "invalid"]),
        status("qualified", "Qualified", "working"),
        status("invalid", "Invalid", "lost", asks_reason=True),
    ]


def status(slug, name, phase, *, is_first=False, asks_reason=False, moves_to=()):
    about = {"is_first": is_first, "asks_reason": asks_reason, "moves_to": list(moves_to)}
    return {"slug": slug, "name": name, "phase": phase, **about}


@pytest.mark.parametrize("path", ["/listings", "/workflows"])
def test_how_many_there_are_asks_no_more_questions(cast, program, queries_of, path):
    ben = program(MEMBER)
    ben.get(path)  # the token's first use is written down
    before = queries_of(ben.get, path)[1]
    for number in range(30):
        cast.listings["Aster Insights"].plans.create(name=f"Plan {number}", price=1, currency="EUR")
        type(cast.listings["Aster Insights"]).objects.create(partner=cast.partners["aster"], name=f"App {number}", kind="app")
    assert queries_of(ben.get, path)[1] == before
