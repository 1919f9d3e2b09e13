"""For any leads and any address: all pages together = the CSV = what plain Python finds, in the same order."""

import csv
import io
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from leads.actions import Draft, receive_leads
from leads.models import Lead, Source, Status

WORDS = [
    "Ana",
    "ANA",
    "ána",
    "Müller",
    "muller",
    "Straße",
    "strasse",
    "O'Neil",
    "50%",
    "a_b",
    "x\\y",
    "محمد",
    "佐藤",
    "=1+1",
    "🚀",
    "Σίσυφος",
    "",
]
TEXT = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
START = datetime(2026, 1, 1, tzinfo=UTC)
STATUSES = ["new", "contacted", "purchased", "delivered"]
LISTINGS = ["Aster Invoicing", "Rollout and Training", "Aster Insights", None]


@st.composite
def lead_facts(draw):
    """One lead as plain facts; few distinct times, so that ties in every order are common."""
    return {
        "first_name": draw(TEXT),
        "last_name": draw(TEXT),
        "company": draw(TEXT),
        "email": draw(st.sampled_from(["", "ana@x.example", "B@Y.example"])),
        "listing": draw(st.sampled_from(LISTINGS)),
        "status": draw(st.sampled_from(STATUSES)),
        "created_at": START + timedelta(hours=draw(st.integers(0, 3))),
    }


ADDRESSES = st.fixed_dictionaries(
    {},
    optional={
        "q": st.one_of(
            st.sampled_from([word for word in WORDS if word]), st.text(st.characters(exclude_characters="\0"), max_size=3)
        ),
        "type": st.sampled_from(["app", "service"]),
        "status": st.lists(st.sampled_from(STATUSES), min_size=1, max_size=2, unique=True),
        "sort": st.sampled_from(["-created", "created", "first_name", "last_name", "company", "listing"]),
        "view": st.sampled_from(["cards", "list"]),
    },
)


def receive_instead(facts, cast):
    """Aster's leads are these and no others: hypothesis draws again and again within one test."""
    Lead.objects.all().delete()
    source, _ = Source.objects.get_or_create(partner=cast.partners["aster"], kind="file", name="facts")
    statuses = {status.slug: status for status in Status.objects.filter(workflow__slug="sales")}
    drafts = [
        Draft(**{**fact, "status": statuses[fact["status"]], "listing": cast.listings.get(fact["listing"])}) for fact in facts
    ]
    receive_leads(drafts, source=source, by="facts")


def folded(text):
    """The specification of folding (PRODUCT O-18…23), written a second time and apart from the product's."""
    previous = None
    while text != previous:
        previous = text
        text = unicodedata.normalize(
            "NFKD", "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
        )
    return text


def found(lead, words):
    full = f"{lead.first_name} {lead.last_name}".strip()
    fields = [full, lead.first_name, lead.last_name, lead.company, lead.email, lead.listing_name]
    return any(folded(words) in folded(field) for field in fields)


def expected_ids(leads, address):
    """What the address means, computed naively."""
    kept = [
        lead
        for lead in leads
        if found(lead, address.get("q", "").strip())
        and address.get("type", lead.listing_kind) == lead.listing_kind
        and lead.status.slug in address.get("status", STATUSES)
    ]
    order = address.get("sort", "-created")
    if order in ("created", "-created"):
        kept.sort(key=lambda lead: (lead.created_at, lead.pk), reverse=order == "-created")
    else:
        name = "listing_name" if order == "listing" else order
        kept.sort(key=lambda lead: lead.pk)
        kept.sort(key=lambda lead: lead.created_at, reverse=True)
        kept.sort(key=lambda lead: folded(getattr(lead, name)).strip()[:64])
        kept.sort(key=lambda lead: not folded(getattr(lead, name)).strip())
    return [lead.reference for lead in kept]


def ids_on_all_pages(client, query, *, forwards=True):
    """Walk by the page's own links; then back again from the last page."""
    ids, url, last = [], f"/leads/?{query}", ""
    while url:
        body = client.get(url, follow=True).content.decode()
        ids += re.findall(r'id="(?:card|row)-(LD-[0-9A-Z-]+)"', body)
        link = re.search(r'href="(/leads/\?[^"]*after=[^"]*)"', body)
        last, url = url, link[1].replace("&amp;", "&") if link else ""
    return ids, last


def ids_walking_back(client, url):
    ids = []
    while url:
        body = client.get(url, follow=True).content.decode()
        ids = re.findall(r'id="(?:card|row)-(LD-[0-9A-Z-]+)"', body) + ids
        link = re.search(r'href="(/leads/\?[^"]*before=[^"]*)"', body)
        url = link[1].replace("&amp;", "&") if link else ""
    return ids


def ids_in_csv(client, query):
    body = b"".join(client.get(f"/leads/export.csv?{query}").streaming_content).decode("utf-8-sig")
    return [row["Lead ID"] for row in csv.DictReader(io.StringIO(body, newline=""))]


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr("leadhub.lists.machine.ListMachine.page_size", 3)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=st.lists(lead_facts(), max_size=14), address=ADDRESSES)
def test_all_pages_are_the_csv_are_what_python_finds(cast, sign_in, small_pages, facts, address):
    receive_instead(facts, cast)
    expected = expected_ids(list(Lead.objects.select_related("status")), address)
    client, query = sign_in("member@aster.example"), urlencode(address, doseq=True)

    ids, last = ids_on_all_pages(client, query)
    note(f"{address!r} {facts!r}")
    assert ids == expected
    assert ids_in_csv(client, query) == expected
    assert ids_walking_back(client, last) == expected
    count = re.search(r'class="count">(\d+)', client.get(f"/leads/?{query}", follow=True).content.decode())[1]
    assert int(count) == len(expected)


@pytest.mark.parametrize("order", ["first_name", "last_name", "company", "listing"])
def test_keys_of_the_longest_kind_page_to_the_end(sign_in, make_lead, small_pages, order):
    for number in range(7):
        long = "😀" * 255
        make_lead(first_name=long, last_name=long, company=long, listing_text=long, email=f"{number}@x.example")
    client = sign_in("member@aster.example")
    ids, last = ids_on_all_pages(client, f"sort={order}")
    assert len(set(ids)) == 7
    assert ids_in_csv(client, f"sort={order}") == ids == ids_walking_back(client, last)


def test_pages_neither_repeat_nor_skip_while_leads_come_and_go(sign_in, make_lead, small_pages):
    for number in range(8):
        make_lead(first_name=f"N{number}")
    client = sign_in("member@aster.example")
    first = client.get("/leads/").content.decode()
    make_lead(first_name="Newcomer")
    shown = re.findall(r'id="card-(LD-[0-9A-Z-]+)"', first)
    Lead.objects.filter(reference=shown[-1]).update(deleted_at=datetime.now(UTC))
    url = re.search(r'href="(/leads/\?[^"]*after=[^"]*)"', first)[1]
    rest, _ = ids_on_all_pages(client, url.partition("?")[2])
    names = dict(Lead.objects.values_list("reference", "first_name"))
    assert [names[reference] for reference in shown + rest] == [f"N{number}" for number in range(7, -1, -1)]
