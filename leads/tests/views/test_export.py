"""Export (O-29…31): the whole current set, in its order, safe for spreadsheets or raw for systems."""

import csv
import io
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection

from leads.exports import LEAD_COLUMNS

HEADERS = (
    "Lead ID,First name,Last name,Company,Email,Phone,Job title,Country,Listing,Listing type,Marketplace,Distributor,Status,"
    "Owner,Source,Created,Updated,Notes"
)


@pytest.fixture
def export(sign_in):
    """`export("?q=x")` gives the bytes that the member of Aster gets."""
    client = sign_in("member@aster.example")

    def get(query=""):
        response = client.get(f"/leads/export.csv{query}")
        assert response.status_code == 200, response.content
        return b"".join(response.streaming_content)

    return get


def rows_of(body):
    return list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_a_row_has_every_column_in_its_form(export, make_lead):
    with time_machine.travel(datetime(2026, 11, 22, 8, 30, 59, 900_000, tzinfo=UTC), tick=False):
        lead = make_lead(
            first_name="Ana", last_name="Silva", company='Grimes, Madden "and" Huff', email="ana@x.example", phone="+1-532",
            job_title="CTO", country="PT", listing="Rollout and Training", marketplace="cedar-store", owner="sales@aster.example",
            source_text="Podcast", status="contacted", notes=["a", "b"],
        )  # fmt: skip
    assert export("?for=systems").decode() == (
        f"{HEADERS}\r\n"
        f'{lead.reference},Ana,Silva,"Grimes, Madden ""and"" Huff",ana@x.example,+1-532,CTO,PT,'
        "Rollout and Training,Service,Cedar Store,"
        "Cedar Distribution,Contacted,Chloé Laurent,Podcast,2026-11-22T08:30:59Z,2026-11-22T08:30:59Z,2\r\n"
    )


def test_what_a_lead_does_not_have_is_blank(export, make_lead):
    lead = make_lead(last_name="Silva", listing_text="Unknown app", marketplace_text="Somewhere")
    row = dict(zip(HEADERS.split(","), rows_of(export("?for=systems"))[1], strict=True))
    assert {name: value for name, value in row.items() if value and name not in ("Created", "Updated")} == {
        "Lead ID": lead.reference, "Last name": "Silva", "Listing": "Unknown app", "Marketplace": "Somewhere", "Status": "New",
        "Source": "Test marketplace", "Notes": "0",
    }  # fmt: skip


def test_the_file_for_people_differs_only_by_leading_apostrophes_and_its_mark(export, make_lead):
    values = ["=1+1", "+49", "-x", "@x", "plain", "'=x", "''+", "'plain", "x=y", "＝x", "1-2", '=HYPERLINK("http://x","y")']
    for value in values:
        make_lead(first_name=value, last_name="z", company=value, phone=value)
    people, systems = export(), export("?for=systems")
    assert people.startswith(b"\xef\xbb\xbf")
    assert not systems.startswith(b"\xef\xbb\xbf")
    shown, raw = rows_of(people), rows_of(systems)
    assert [row[1] for row in raw[:0:-1]] == values
    guarded = [row[1] for row in shown[:0:-1]]
    assert guarded == [
        "'=1+1",
        "'+49",
        "'-x",
        "'@x",
        "plain",
        "''=x",
        "'''+",
        "'plain",
        "x=y",
        "＝x",
        "1-2",
        '\'=HYPERLINK("http://x","y")',
    ]
    for shown_row, raw_row in zip(shown, raw, strict=True):
        for cell, original in zip(shown_row, raw_row, strict=True):
            assert cell == original or cell == f"'{original}"


def test_lines_end_as_rfc_4180_says_whatever_is_in_a_cell(export, make_lead):
    make_lead(first_name='a "quoted"', last_name="x, y", company='""')
    make_lead(first_name="plain")
    body = export("?for=systems")
    assert body.count(b"\r\n") == body.count(b"\n") == 3
    assert rows_of(body)[2][1:4] == ['a "quoted"', "x, y", '""']


def test_the_whole_set_is_exported_not_the_page(export, make_lead):
    for number in range(60):
        make_lead(first_name=f"N{number:02}", status=["new", "contacted"][number % 2])
    assert len(rows_of(export())) == 61
    assert [row[1] for row in rows_of(export("?status=contacted&sort=first_name&view=list"))[1:]] == [
        f"N{number:02}" for number in range(1, 60, 2)
    ]


def test_the_file_is_named_by_the_moment_in_utc(sign_in, make_lead):
    client = sign_in("member@aster.example")
    with time_machine.travel(datetime(2026, 11, 22, 8, 30, 5, tzinfo=UTC), tick=False):
        response = client.get("/leads/export.csv")
    assert response["Content-Disposition"] == 'attachment; filename="leads-20261122-083005Z.csv"'
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_the_first_export_link_of_the_page_carries_its_query(sign_in, make_lead):
    make_lead(last_name="Silva")
    body = sign_in("member@aster.example").get("/leads/?q=silva&status=new&sort=company").content.decode()
    link = re.search(r'href="([^"]*export\.csv[^"]*)"', body)[1]
    assert link == "/leads/export.csv?q=silva&amp;status=new&amp;sort=company"


def test_an_export_costs_the_same_queries_whatever_its_size(sign_in, make_lead, django_assert_num_queries):
    client = sign_in("member@aster.example")
    # On PostgreSQL the rows come by COPY, which is not counted: no row may add one that is.
    expected = 4 if connection.vendor == "postgresql" else 5
    for number in range(3):
        make_lead(first_name=f"N{number}", listing="Aster Insights", marketplace="cedar-store", owner="member@aster.example")
        with django_assert_num_queries(expected):
            b"".join(client.get("/leads/export.csv?type=app").streaming_content)


def test_the_columns_are_those_that_are_promised():
    assert ",".join(column.header for column in LEAD_COLUMNS) == HEADERS


def test_a_viewer_gets_no_leads_file_and_the_reason(sign_in, make_lead):
    response = sign_in("viewer@aster.example").get("/leads/export.csv")
    assert response.status_code == 403
    assert "Viewers can read leads but not change or export them." in response.content.decode()
