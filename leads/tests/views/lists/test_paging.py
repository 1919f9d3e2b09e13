"""Page by page: the next rows, their cursors, and the count."""

import json
import re
from base64 import urlsafe_b64decode
from urllib.parse import unquote

import pytest

from leads.models import Lead
from leads.tests.views.lists.reading import LEADS, count_on, names_on


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


@pytest.mark.parametrize("position", ["after=x", "before=x"])
def test_an_export_has_no_position(sign_in, make_lead, position):
    assert sign_in("member@aster.example").get(f"/leads/export.csv?{position}").status_code == 400


def test_a_cursor_of_another_filter_or_order_is_a_bad_request(page, make_lead):
    for number in range(30):
        make_lead(first_name=f"N{number}")
    cursor = re.search(r"after=([^\"&]+)", page().content.decode())[1]
    assert page(f"?after={cursor}").status_code == 200
    for query in ("?q=n&", "?sort=company&", "?status=new&"):
        assert page(f"{query}after={cursor}").status_code == 400


def test_ten_thousand_and_more_is_said_openly(page, make_lead, monkeypatch):
    monkeypatch.setattr("leadhub.lists.machine.COUNTED_UP_TO", 3)
    for number in range(5):
        make_lead(first_name=f"N{number}")
    assert count_on(page()) == "3+ leads"
    assert Lead.objects.count() == 5
