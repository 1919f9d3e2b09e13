"""The Leads page through real requests (O-05…28)."""

import json
import re
from base64 import urlsafe_b64decode
from datetime import UTC, datetime
from urllib.parse import unquote, urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from leads.models import Lead

LEADS = "/leads/"


def names_on(response):
    """The lead names that a page shows, in order, as cards or rows."""
    return re.findall(r"data-open>(?:<bdi>)?([^<]*)<", response.content.decode())


def count_on(response):
    return re.search(r'class="count">(.*?)</p>', response.content.decode())[1]


@pytest.fixture
def page(sign_in):
    """`page("?q=x")` as the member of Aster."""
    client = sign_in("member@aster.example")
    return lambda query="": client.get(LEADS + query)


def test_strangers_are_asked_to_sign_in(client, db):
    response = client.get("/leads/?q=silva")
    assert (response.status_code, response.url) == (302, "/accounts/login/?next=/leads/%3Fq%3Dsilva")


def test_the_front_door_leads_to_the_leads(sign_in):
    response = sign_in("member@aster.example").get("/")
    assert (response.status_code, response.url) == (302, LEADS)


def test_a_card_shows_everything_about_the_lead(page, make_lead):
    lead = make_lead(
        first_name="Ana", last_name="Silva", company="Harbour Foods", email="ana@harbour.example", phone="+1-532-344-1362x7",
        listing="Aster Invoicing", marketplace="northwind", owner="sales@aster.example", notes=["a", "b"],
    )  # fmt: skip
    body = page().content.decode()
    card = body[body.index(f'id="card-{lead.reference}"') :]
    for shown in (
        "</svg>New</button>", "Ana Silva", "Harbour Foods", "mailto:ana@harbour.example", "tel:+15323441362;ext=7",
        "Aster Invoicing", "App", "Northwind Marketplace", "Chloé Laurent", "just now", "View Notes", ">2</span>", "Delete Lead",
    ):  # fmt: skip
        assert shown in card, shown


def test_cards_are_the_default_and_the_view_asked_for_last_is_kept(page, make_lead):
    make_lead(last_name="Silva")
    assert b'class="cards"' in page().content
    assert b"<table" in page("?view=list").content
    assert b"<table" in page().content
    assert b'class="cards"' in page("?view=cards").content
    assert b'class="cards"' in page().content


def test_the_profile_says_how_the_first_page_opens(page, make_lead, cast):
    make_lead(last_name="Silva")
    cast.people["member@aster.example"].preferred_view = "list"
    cast.people["member@aster.example"].save()
    assert b"<table" in page().content


def test_search_filter_and_sort_survive_the_switch_of_view(page, make_lead):
    make_lead(last_name="Silva", listing="Aster Invoicing")
    body = page("?q=silva&type=app&status=new&status=contacted&sort=company").content.decode()
    assert escape("/leads/?q=silva&type=app&status=new&status=contacted&sort=company&view=list") in body


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Eve", "Dan", "Cem", "Bea", "Ann"]),
        ("?type=app", ["Dan", "Bea", "Ann"]),
        ("?type=service", ["Cem"]),
        ("?status=new", ["Eve", "Cem", "Ann"]),
        ("?status=new&status=contacted", ["Eve", "Dan", "Cem", "Ann"]),
        ("?type=app&status=new&status=contacted", ["Dan", "Ann"]),
        ("?type=app&status=new&status=contacted&q=aNN", ["Ann"]),
        ("?marketplace=northwind", ["Bea", "Ann"]),
        ("?owner=me", ["Bea"]),
        ("?owner=nobody", ["Eve", "Dan", "Cem", "Ann"]),
        ("?received_from=2026-03-03", ["Eve", "Dan", "Cem"]),
        ("?received_to=2026-03-03", ["Cem", "Bea", "Ann"]),
        ("?received_from=2026-03-02&received_to=2026-03-02", ["Bea"]),
        ("?received_from=2026-03-02T12:00:00%2B00:00&received_to=2026-03-04T12:00:00Z", ["Cem", "Bea"]),
        ("?sort=created", ["Ann", "Bea", "Cem", "Dan", "Eve"]),
        ("?sort=company", ["Dan", "Ann", "Cem", "Eve", "Bea"]),
        ("?sort=listing", ["Dan", "Bea", "Ann", "Cem", "Eve"]),
    ],
)
def test_filters_and_orders_show_exactly_these_leads_in_this_order(page, make_lead, query, expected):
    def received(day):
        return datetime(2026, 3, day, 12, tzinfo=UTC)

    make_lead(first_name="Ann", company="álpha", listing="Aster Invoicing", marketplace="northwind", created_at=received(1))
    make_lead(
        first_name="Bea", listing="Aster Invoicing", marketplace="northwind", status="purchased", owner="member@aster.example",
        created_at=received(2),
    )  # fmt: skip
    make_lead(first_name="Cem", company="Beta", listing="Rollout and Training", marketplace="harbour", created_at=received(3))
    make_lead(first_name="Dan", company="ALPHA", listing="Aster Insights", status="contacted", created_at=received(4))
    make_lead(first_name="Eve", company="gamma", created_at=received(5))
    response = page(query)
    assert names_on(response) == expected
    of_all = "5 leads" if len(expected) == 5 else f"{len(expected)} of 5 leads"
    assert count_on(response) == of_all


@pytest.mark.parametrize("words", ["*", "%", "_", "a_b", '"', "'", "\\", "AND", "a OR b", "NOT x", "' OR 1=1 --"])
def test_wildcards_and_operators_are_plain_text(page, make_lead, words):
    make_lead(last_name="axb", company="a or x")
    make_lead(last_name="exact", company=f"before {words} after")
    response = page("?" + urlencode({"q": words}))
    assert names_on(response) == ["exact"]


@pytest.mark.parametrize("words", ["ana maria silva", "ria sil", "SILVA", "  silva  ", "harbour f", "ana@harbour", "invoicing"])
def test_search_finds_in_each_of_the_five_fields_and_across_first_and_last_name(page, make_lead, words):
    make_lead(
        first_name="Ana Maria", last_name="Silva", company="Harbour Foods", email="ana@harbour.example", listing="Aster Invoicing"
    )
    make_lead(last_name="Nobody", company="Nowhere")
    assert names_on(page(f"?q={words}")) == ["Ana Maria Silva"]


@pytest.mark.parametrize("words", ["silva harbour", "5323", "director", "portugal", "northwind", "hello"])
def test_search_looks_nowhere_else_and_never_across_fields(page, make_lead, words):
    make_lead(
        first_name="Ana", last_name="Silva", company="Harbour", phone="5323", job_title="Director", country="Portugal",
        marketplace="northwind", notes=["hello"], answers=[("hello", "hello")],
    )  # fmt: skip
    response = page(f"?q={words}")
    assert (names_on(response), count_on(response)) == ([], "0 of 1 lead")


@pytest.mark.parametrize(
    ("stored", "sought"),
    [
        ("MÜLLER", "muller"), ("muller", "MÜLLER"), ("Straße", "STRASSE"), ("İstanbul", "istanbul"), ("ΣΊΣΥΦΟΣ", "σισυφος"),
        ("Ёлкин", "елкин"), ("Nguyễn", "nguyen"), ("ﬁne", "FINE"), ("Å", "å"), ("محمّد", "محمد"), ("שָׁלוֹם", "שלום"), ("が", "か"),
        ("Ⅳ", "iv"), ("é", "é"),
    ],
)  # fmt: skip
def test_case_and_accents_fold_in_every_script(page, make_lead, stored, sought):
    make_lead(first_name="Found", last_name=stored)
    assert len(names_on(page(f"?q={sought}"))) == 1


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?type=bogus", "bogus is not one of the available choices"),
        ("?status=new&status=bogus", "bogus is not one of the available choices"),
        ("?sort=phone", "phone is not one of the available choices"),
        ("?view=map", "map is not one of the available choices"),
        ("?owner=US-0000-0000", "US-0000-0000 is not one of the available choices"),
        ("?listing=LS-0000-0000", "LS-0000-0000 is not one of the available choices"),
        ("?received_from=yesterday", "“yesterday” is not a day such as 2026-11-22"),
        ("?received_from=2026-11-31", "“2026-11-31” is not a day such as 2026-11-22"),
        ("?received_to=9999-12-31", "“9999-12-31” is not a day such as 2026-11-22"),
        ("?received_to=2026-11-22T10:00:00", "“2026-11-22T10:00:00” is not a day such as 2026-11-22"),
        ("?colour=red", "“colour” is not a filter of this page"),
        ("?type=app&type=service", "“type” is given more than once"),
        ("?q=" + "x" * 201, "at most 200 characters"),
        ("?q=%00", "Null characters are not allowed"),
        ("?self=1", "“self” is not a filter of this page"),
        ("?changes=1&name=x", "“changes” is not a filter of this page"),
        ("?received_from=0001-01-01T00:00:00%2B12:00", "is not a day such as 2026-11-22"),
        ("?received_to=9999-12-31T23:59:59-12:00", "is not a day such as 2026-11-22"),
    ],
)
def test_what_is_not_understood_is_said_and_selects_nothing(page, make_lead, sign_in, query, message):
    make_lead(last_name="Silva")
    response = page(query)
    assert (response.status_code, names_on(response)) == (200, [])
    assert escape(message) in response.content.decode()
    assert b"export.csv" not in response.content
    export = sign_in("member@aster.example").get("/leads/export.csv" + query)
    assert export.status_code == 400
    assert escape(message) in export.content.decode()


def test_deleted_leads_are_in_no_list_count_or_export(page, make_lead, sign_in):
    make_lead(last_name="Stays")
    gone = make_lead(last_name="Gone")
    client = sign_in("member@aster.example")
    client.post(f"{gone.url}delete/", {"version": 1})
    assert (names_on(page()), count_on(page())) == (["Stays"], "1 lead")
    assert count_on(page("?q=gone")) == "0 of 1 lead"
    assert b"Gone" not in b"".join(client.get("/leads/export.csv").streaming_content)


def test_names_from_strangers_are_text(page, make_lead):
    evil = "<script>alert(1)</script>\u202e=HYPERLINK(1)"
    make_lead(
        first_name=evil,
        company=evil,
        email=f"{evil}@x.example",
        phone="javascript:alert(1)",
        marketplace_text=evil,
        listing_text=evil,
    )
    for view in ("cards", "list"):
        body = page(f"?view={view}").content.decode()
        assert "<script>alert" not in body
        assert 'href="javascript' not in body
        assert names_on(page(f"?view={view}")) == [escape(evil)]


@pytest.mark.parametrize("view", ["cards", "list"])
def test_a_page_costs_the_same_queries_at_1_and_at_30_leads(page, make_lead, django_assert_num_queries, view):
    def fill(number):
        for n in range(number):
            make_lead(
                first_name=f"N{n}", listing="Aster Insights", marketplace="cedar-store", owner="member@aster.example", notes=["x"],
                status=["new", "contacted", "purchased", "delivered"][n % 4],
            )  # fmt: skip

    fill(1)
    page(f"?view={view}")
    with django_assert_num_queries(13):
        page(f"?view={view}")
    fill(30)
    with django_assert_num_queries(13):
        response = page(f"?view={view}")
    assert len(names_on(response)) == 25


def test_htmx_gets_the_next_rows_alone(sign_in, make_lead):
    for number in range(30):
        make_lead(first_name=f"N{number}")
    client = sign_in("member@aster.example")
    link = re.search(r'hx-get="(/leads/\?after=.*?)"', client.get(LEADS).content.decode())[1]
    response = client.get(link, headers={"HX-Request": "true", "HX-Trigger": "more"})
    assert names_on(response) == [f"N{number}" for number in range(4, -1, -1)]
    assert b"<html" not in response.content
    assert "HX-Request" in response["Vary"]


def test_htmx_gets_the_count_alone(sign_in, make_lead):
    make_lead(last_name="Silva")
    response = sign_in("member@aster.example").get(LEADS, headers={"HX-Request": "true", "HX-Trigger": "count"})
    assert (count_on(response), b"Silva" in response.content) == ("1 lead", False)


@pytest.mark.parametrize("cursor", ["after=made-up", "before=made-up", "after=WyJ4Il0:abc"])
def test_a_made_up_cursor_is_a_bad_request(page, make_lead, cursor):
    make_lead(last_name="Silva")
    response = page(f"?{cursor}")
    assert (names_on(response), response.status_code) == ([], 400)


def test_a_cursor_holds_no_primary_key(page, make_lead):
    for number in range(26):
        last = make_lead(first_name=f"N{number}")
    cursor = re.search(r"after=([^\"&]+)", page().content.decode())[1]
    position = json.loads(urlsafe_b64decode(unquote(cursor).partition(":")[0] + "=="))
    assert position == [Lead.objects.get(first_name="N1").created_at.isoformat(), Lead.objects.get(first_name="N1").reference]
    assert last.pk not in position


def test_a_cursor_is_of_no_use_to_another_partner(page, sign_in, make_lead):
    for number in range(26):
        make_lead(first_name=f"N{number}")
        make_lead(partner="birch", first_name=f"B{number}")
    cursor = re.search(r"after=([^\"&]+)", page().content.decode())[1]
    assert sign_in("member@birch.example").get(f"{LEADS}?after={cursor}").status_code == 400


def test_beyond_the_last_lead_the_page_says_so(page, make_lead):
    for number in range(26):
        make_lead(first_name=f"N{number}")
    cursor = re.search(r"after=([^\"&]+)", page().content.decode())[1]
    Lead.objects.get(first_name="N0").delete()
    body = page(f"?after={cursor}").content.decode()
    assert "Nothing further here" in body
    assert "No leads yet" not in body


def test_a_page_is_after_or_before_another_not_both(page, make_lead):
    make_lead(last_name="Silva")
    assert "A page stands after or before another, not both." in page("?after=x&before=y").content.decode()


BLANKS = "q=&type=&status=&listing=&marketplace=&owner=&received_from=&received_to=&sort=&view="


@pytest.mark.parametrize(
    ("query", "address"),
    [
        (f"?{BLANKS}", "/leads/"),
        (f"?q=+&{BLANKS}", "/leads/"),
        ("?q=silva&type=&status=new&status=&status=contacted&sort=", "/leads/?q=silva&status=new&status=contacted"),
        ("?q=&after=x", "/leads/?after=x"),
        ("?colour=&q=M%C3%BCller", "/leads/?q=M%C3%BCller"),
    ],
)
def test_an_address_with_blank_parameters_leads_to_the_one_without(page, query, address):
    response = page(query)
    assert (response.status_code, response.url) == (302, address)


def test_blank_parameters_say_nothing_to_htmx_and_to_the_export(sign_in, make_lead):
    make_lead(last_name="Silva")
    client = sign_in("member@aster.example")
    count = client.get(f"/leads/?{BLANKS}", headers={"HX-Request": "true", "HX-Trigger": "count"})
    assert (count.status_code, count_on(count)) == (200, "1 lead")
    assert client.get(f"/leads/export.csv?{BLANKS}").status_code == 200


@pytest.mark.parametrize(
    ("query", "is_reversed"),
    [
        ("received_from=2026-03-03&received_to=2026-03-02", True),
        ("received_from=2026-03-03T12:00:00Z&received_to=2026-03-03T11:00:00Z", True),
        ("received_from=2026-03-04T00:00:00Z&received_to=2026-03-03", True),
        ("received_from=2026-03-03&received_to=2026-03-03", False),
        ("received_from=2026-03-03T12:00:00Z&received_to=2026-03-03T12:00:00Z", False),
        ("received_from=2026-03-03T12:00:00Z&received_to=2026-03-03", False),
        ("received_from=2026-03-03&received_to=2026-03-03T12:00:00Z", False),
    ],
)
def test_a_range_that_ends_before_it_begins_is_said_at_its_filter(page, sign_in, query, is_reversed):
    body = page(f"?{query}").content.decode()
    assert ("<b>Received until</b>: This is before “Received from”." in body) is is_reversed
    assert ('id="id_received_to_error"' in body) is is_reversed
    assert sign_in("member@aster.example").get(f"/leads/export.csv?{query}").status_code == (400 if is_reversed else 200)


@pytest.mark.parametrize("position", ["after=x", "before=x"])
def test_an_export_has_no_position(sign_in, make_lead, position):
    assert sign_in("member@aster.example").get(f"/leads/export.csv?{position}").status_code == 400


def test_a_distributor_filters_by_its_own_marketplaces(sign_in, cast):
    body = sign_in("manager@cedar.example").get(LEADS).content.decode()
    assert "Cedar Store" in body
    assert "Northwind Marketplace" not in body


def test_a_cursor_of_another_filter_or_order_is_a_bad_request(page, make_lead):
    for number in range(30):
        make_lead(first_name=f"N{number}")
    cursor = re.search(r"after=([^\"&]+)", page().content.decode())[1]
    assert page(f"?after={cursor}").status_code == 200
    for query in ("?q=n&", "?sort=company&", "?status=new&"):
        assert page(f"{query}after={cursor}").status_code == 400


def test_a_distributor_sees_the_leads_of_its_marketplaces_and_no_others(sign_in, make_lead):
    make_lead(first_name="Through Cedar", listing="Aster Insights", marketplace="cedar-store")
    make_lead(first_name="Of Birch through Cedar", partner="birch", listing="Managed Backup", marketplace="cedar-store")
    make_lead(first_name="Elsewhere", listing="Aster Insights", marketplace="northwind")
    assert names_on(sign_in("manager@cedar.example").get(LEADS)) == ["Of Birch through Cedar", "Through Cedar"]


def test_a_reseller_never_sees_its_parents_leads(sign_in, make_lead):
    make_lead(first_name="Aster's")
    make_lead(first_name="Dahlia's", partner="dahlia")
    assert names_on(sign_in("reseller@dahlia.example").get(LEADS)) == ["Dahlia's".replace("'", "&#x27;")]


def test_the_sidebar_has_exactly_the_pages_there_are(page):
    nav = re.search(r"<nav.*?</nav>", page().content.decode(), re.DOTALL)[0]
    assert re.findall(r"</svg>(.*?)</a>", nav) == ["Leads", "Users", "Companies"]


def test_equal_statuses_of_two_workflows_are_one_choice(page, db):
    body = page().content.decode()
    panel = body[body.index('id="filter"') : body.index('id="sort"')]
    groups = panel.split('role="group" aria-label="')[1:]
    assert [(group.partition('"')[0], re.findall(r'name="status" value="(\w+)" id', group)) for group in groups] == [
        ("Sales", ["new", "contacted", "purchased", "delivered"]),
        ("Qualification", ["pending", "qualified", "invalid"]),
    ]


def test_listings_and_marketplaces_are_ticked_and_stay_ticked(page, cast):
    chosen = [cast.listings["Aster Invoicing"].reference, cast.listings["Aster Insights"].reference]
    body = page("?" + urlencode({"listing": chosen, "marketplace": "northwind"}, doseq=True)).content.decode()
    assert sorted(re.findall(r'type="checkbox" name="listing" value="([^"]+)" id="\w+" checked', body)) == sorted(chosen)
    assert re.findall(r'type="checkbox" name="marketplace" value="([^"]+)" id="\w+" checked', body) == ["northwind"]
    assert "<select multiple" not in body


@pytest.mark.parametrize(("query", "order"), [("", "Date created (newest first)"), ("?sort=company", "Company")])
def test_the_sort_button_says_the_present_order(page, query, order):
    body = page(query).content.decode()
    assert f'Sort by<span class="chosen">: {order}</span></button>' in body


def test_a_list_reads_neither_answers_nor_search_text(page, make_lead):
    make_lead(last_name="Silva", answers=[("Seats", "ten")])
    with CaptureQueriesContext(connection) as queries:
        page("?view=list")
    asked = [query["sql"] for query in queries if 'FROM "leads_lead"' in query["sql"] and '"email"' in query["sql"]]
    assert [column in sql for sql in asked for column in ('"answers"', '"search_text"', '"leads_source"')] == [False] * 3


def test_ten_thousand_and_more_is_said_openly(page, make_lead, monkeypatch):
    monkeypatch.setattr("leadhub.lists.machine.COUNTED_UP_TO", 3)
    for number in range(5):
        make_lead(first_name=f"N{number}")
    assert count_on(page()) == "3+ leads"
    assert Lead.objects.count() == 5
