"""Export holds exactly what the page counts, in its order (O-29…31)."""

import pytest

from leads.tests.browser.looking import expect_count, export, shown

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("mode", ["people", "systems"])
@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", "6 leads"),
        ("?type=app&status=new&status=contacted&sort=company", "3 of 6 leads"),
        ("?q=a&view=list&sort=last_name", "6 of 6 leads"),
    ],
)
def test_the_file_has_the_leads_of_the_page_in_its_order(browse, some_leads, query, count, mode):
    page = browse(to=f"/leads/{query}")
    expect_count(page, count)
    assert [row["Lead ID"] for row in export(page, mode)] == shown(page)


def test_the_file_has_the_whole_set_and_not_the_page(browse, many_leads):
    references = many_leads(30)
    page = browse(to="/leads/?type=service", javascript=False)
    assert len(shown(page)) == 15
    page.goto("/leads/")
    assert shown(page) == references[:25]
    assert [row["Lead ID"] for row in export(page)] == references


def test_the_file_says_what_the_cards_say(browse, some_leads):
    page = browse(to="/leads/?q=lovelace")
    [row] = export(page)
    assert {name: row[name] for name in ("First name", "Company", "Phone", "Listing type", "Status", "Notes")} == {
        "First name": "Ada",
        "Company": "Analytical Engines",
        "Phone": "'+34 910 555 001",
        "Listing type": "App",
        "Status": "New",
        "Notes": "0",
    }
    [raw] = export(page, "systems")
    assert raw == {**row, "Phone": "+34 910 555 001"}
