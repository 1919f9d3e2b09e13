"""What every test may use: the cast of the demo, signed in, and leads made through the one door."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.demo import create_cast
from leads.actions import Design, Draft, activate_template, create_template, receive_lead
from leads.models import Source, Status, Workflow
from listings.demo import create_catalogue
from listings.models import Offering


@pytest.fixture
def workflows(db):
    """The built-in workflows: a test that empties the database (`transaction=True`) empties it of these too."""
    if not Workflow.objects.exists():
        import_module("leads.migrations.0002_built_in_workflows").build(apps, None)
        import_module("leads.migrations.0005_reasons_and_answer_trigrams").ask(apps, None)


@pytest.fixture
def cast(workflows):
    """`cast.partners["aster"]`, `cast.people["member@aster.example"]`, `cast.marketplaces[…]`, `cast.listings[…]`."""
    partners, people = create_cast()
    marketplaces, listings = create_catalogue(partners)
    return SimpleNamespace(partners=partners, people=people, marketplaces=marketplaces, listings=listings)


@pytest.fixture
def sign_in(cast):
    """`sign_in("member@aster.example")` gives a client that is signed in as that person."""

    def client_of(email):
        client = Client()
        client.force_login(cast.people[email])
        return client

    return client_of


@pytest.fixture
def admin(sign_in):
    """Aster's administrator."""
    return sign_in("admin@aster.example")


@pytest.fixture
def member(sign_in):
    """A member of Aster."""
    return sign_in("member@aster.example")


@pytest.fixture
def operator(sign_in):
    """The platform's operator, whose place is the administration."""
    return sign_in("operator@leadhub.example")


@pytest.fixture
def queries_of(db):
    """`queries_of(client.get, "/leads/")` gives (what the call returns, how many queries it asked).

    Compared at 1 and at 30 rows, never with a number: what a room above adds to a page is its own.
    """

    def count(call, *args, **kwargs):
        with CaptureQueriesContext(connection) as asked:
            result = call(*args, **kwargs)
        return result, len(asked)

    return count


@pytest.fixture
def make_lead(cast):
    """`make_lead(first_name="Ada", listing="Aster Invoicing", status="contacted")`: a lead through the one door.

    `partner` is a slug, `listing` a name, `marketplace` a slug, `owner` an e-mail.
    """

    def make(*, partner="aster", listing=None, marketplace=None, status=None, owner=None, **fields):
        source, _ = Source.objects.get_or_create(partner=cast.partners[partner], kind="marketplace", name="Test marketplace")
        draft = Draft(
            listing=cast.listings[listing] if listing else None,
            marketplace=cast.marketplaces[marketplace] if marketplace else None,
            status=Status.objects.get(workflow__slug="sales", slug=status) if status else None,
            owner=cast.people[owner] if owner else None,
            **fields,
        )
        return receive_lead(draft, source=source, by="Test marketplace")

    return make


@pytest.fixture
def make_template(cast):
    """`make_template(fields=[TemplateField("size", "Team size", "number")])`: an active template of Aster's for Aster Invoicing
    on Northwind, in the Qualification workflow.

    `offerings` are pairs (listing name, marketplace slug), `workflow` a slug; whatever else a Design has can be given.
    """

    def make(*, partner="aster", offerings=(("Aster Invoicing", "northwind"),), workflow="qualification", active=True, **design):
        offered = [Offering.objects.get(listing__name=listing, marketplace__slug=place) for listing, place in offerings]
        design = {"name": "Ask for a demo", **design}
        template = create_template(
            cast.partners[partner],
            Design(workflow=Workflow.objects.get(slug=workflow), offerings=offered, **design),
            by=f"admin@{partner}.example",
        )
        if active:
            activate_template(template, by=f"admin@{partner}.example", revision=1)
        return template

    return make
