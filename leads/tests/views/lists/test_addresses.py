"""What the page's address may say: what is wrong is said and selects nothing, what is blank is dropped."""

import pytest
from django.utils.html import escape

from leads.tests.views.lists.reading import count_on, names_on


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
        ("?colour=red", "“colour” is not a filter here"),
        ("?type=app&type=service", "“type” is given more than once"),
        ("?q=" + "x" * 201, "at most 200 characters"),
        ("?q=%00", "Null characters are not allowed"),
        ("?self=1", "“self” is not a filter here"),
        ("?changes=1&name=x", "“changes” is not a filter here"),
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
