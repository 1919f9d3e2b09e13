"""What the Leads page shows, as cards and as a table (O-06…09), and what that costs."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from leads.tests.views.lists.reading import LEADS, names_on


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


def test_the_sidebar_has_exactly_the_pages_there_are(page):
    nav = re.search(r"<nav.*?</nav>", page().content.decode(), re.DOTALL)[0]
    assert re.findall(r"</svg>(.*?)</a>", nav) == ["Leads", "Users", "Companies"]


def test_a_list_reads_neither_answers_nor_search_text(page, make_lead):
    make_lead(last_name="Silva", answers=[("Seats", "ten")])
    with CaptureQueriesContext(connection) as queries:
        page("?view=list")
    asked = [query["sql"] for query in queries if 'FROM "leads_lead"' in query["sql"] and '"email"' in query["sql"]]
    assert [column in sql for sql in asked for column in ('"answers"', '"search_text"', '"leads_source"')] == [False] * 3
