"""Real Chromium against a real server. A page that says anything wrong in its console fails its test."""

import shutil
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from leads.actions import Draft, receive_leads
from leads.models import Source
from leads.tests.browser.sessions import session_of

FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-domain-reliability"),
    "--disable-features=OptimizationHints,MediaRouter,Translate",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
HEIGHTS = {1440: 900, 1024: 768, 720: 450, 390: 844, 320: 568}  # by width
PATIENCE = 15_000  # milliseconds

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="package")
def chromium(django_db_setup, django_db_blocker):
    """One browser for the tests of this folder that a worker runs one after the other.

    While Playwright's event loop runs, Django takes this thread for another one and gives it a database connection of
    its own, which is closed here: nobody would find it again.
    """
    path = shutil.which("chromium")
    assert path, "These tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
        with django_db_blocker.unblock():
            connection.close()


@pytest.fixture
def browse(chromium, live_server, cast):
    """`browse("member@aster.example", width=390)` gives a page at /leads/, of a browser of that person's own.

    `to` is another path, None for none; `email` None is a stranger. `allowed` are parts of the console messages that
    the test provokes; any other error there fails it.
    """
    contexts, complaints = [], []

    def open_page(email="member@aster.example", to="/leads/", *, width=1440, javascript=True, allowed=(), **options):
        context = chromium.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS[width]},
            java_script_enabled=javascript,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if email:
            context.add_cookies([session_of(cast.people[email], live_server.url)])
        page = context.new_page()
        _listen(page, complaints, allowed)
        if to:
            page.goto(to)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def _listen(page, complaints, allowed):
    def heard(text):
        if not any(part in text for part in allowed):
            complaints.append(text)

    page.on("console", lambda message: heard(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: heard(str(error)))
    page.on("dialog", lambda dialog: (complaints.append(f"A dialog: {dialog.message}"), dialog.dismiss()))


# What `some_leads` makes, newest first: (first name, last name, company, listing, marketplace, status)
SOME_LEADS = [
    ("Ada", "Lovelace", "Analytical Engines", "Aster Invoicing", "northwind", "new"),
    ("Grace", "Hopper", "Compilers & Co", "Aster Field Service", "cedar-store", "contacted"),
    ("Alan", "Turing", "Bletchley Works", "Data Migration Workshop", "northwind", "new"),
    ("Edsger", "Dijkstra", "Shortest Paths", "Aster Insights", "harbour", "purchased"),
    ("Barbara", "Liskov", "Abstractions", "Aster Invoicing", "harbour", "contacted"),
    ("Radia", "Perlman", "Spanning Trees", "Rollout and Training", "northwind", "delivered"),
]


@pytest.fixture
def some_leads(make_lead):
    """Six leads of Aster's by first name, in lower case: `some_leads.ada`."""
    leads = {}
    for hours, (first, last, company, listing, marketplace, status) in enumerate(SOME_LEADS, start=1):
        leads[first.lower()] = make_lead(
            first_name=first, last_name=last, company=company, listing=listing, marketplace=marketplace, status=status,
            email=f"{first.lower()}@{last.lower()}.example", phone=f"+34 910 555 {hours:03}",
            created_at=timezone.now() - timedelta(hours=hours),
        )  # fmt: skip
    return SimpleNamespace(**leads)


@pytest.fixture
def many_leads(cast):
    """`many_leads(70)`: so many leads, "Lead 001" the newest; returns their references, newest first."""

    def make(number):
        now = timezone.now()
        source = Source.objects.create(partner=cast.partners["aster"], kind="marketplace", name="Test marketplace")
        listings = [cast.listings["Aster Invoicing"], cast.listings["Rollout and Training"]]
        drafts = [
            Draft(
                first_name="Lead", last_name=f"{count:03}", company=f"Company {count % 7}", listing=listings[count % 2],
                email=f"lead{count}@customer.example", created_at=now - timedelta(minutes=count),
            )
            for count in range(1, number + 1)
        ]  # fmt: skip
        return [lead.reference for lead in receive_leads(drafts, source=source, by="Test marketplace")]

    return make
