"""Users and Companies as lists: search, filter, order, pages and files, through real requests."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opportunities.actions import save_company, save_user
from opportunities.models import CustomerCompany, CustomerUser
from opportunities.tests.views.reading import count_on, names_on, rows_of

USERS, COMPANIES = "/customers/users/", "/customers/companies/"
NEWEST_USERS = [
    "Noor Haddad", "Sofía Griñán", "Lena Brandt", "青木 葵", "Mads Søndergaard", "Ingrid de Wit", "Enzo Ricci", "Paola Grimaldi",
]  # fmt: skip
NEWEST_COMPANIES = [
    "Colina Verde", "Hafen Logistik GmbH", "株式会社青空", "Søndergaard Skibe", "Van der Griend Bouw", "Grimaldi & Figli",
]  # fmt: skip


@pytest.fixture
def member(sales, sign_in):
    return sign_in("member@aster.example")


def make_users(sales, number):
    now, seller = timezone.now(), sales.partners["aster"]
    CustomerUser.objects.bulk_create(
        CustomerUser(seller=seller, name=f"User {n:03}", email=f"u{n}@many.example", created_at=now + timedelta(minutes=n))
        for n in range(number)
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", NEWEST_USERS),
        ("?sort=created", NEWEST_USERS[::-1]),
        (
            "?sort=name",
            sorted(NEWEST_USERS),
        ),
        ("?q=GRINAN", ["Sofía Griñán"]),
        ("?q=@grimaldi.example", ["Enzo Ricci", "Paola Grimaldi"]),
        ("?q=%25", []),
        ("?q=_", []),
        ("?company=none", ["Noor Haddad"]),
        ("?company=none&q=paola", []),
    ],
)  # fmt: skip
def test_users_are_found_narrowed_and_ordered(member, query, expected):
    response = member.get(USERS + query)
    assert names_on(response) == expected
    narrowed = "company" in query or "q=" in query
    assert count_on(response) == (f"{len(expected)} of 8 users" if narrowed else "8 users")


def test_users_of_a_company(member, sales):
    company = sales.companies["Hafen Logistik GmbH"]
    response = member.get(f"{USERS}?company={company.reference}")
    assert names_on(response) == ["Lena Brandt", "Ingrid de Wit"]
    assert "Company: <b><bdi>Hafen Logistik GmbH</bdi></b>" in response.content.decode()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", NEWEST_COMPANIES),
        ("?q=SØNDERGAARD", ["Søndergaard Skibe"]),
        ("?q=netherlands", ["Van der Griend Bouw"]),
        ("?users=none", []),
        ("?users=some&q=verde", ["Colina Verde"]),
        (
            "?sort=name",
            ["Colina Verde", "Grimaldi & Figli", "Hafen Logistik GmbH", "Søndergaard Skibe", "Van der Griend Bouw", "株式会社青空"],
        ),
    ],
)
def test_companies_are_found_narrowed_and_ordered(member, query, expected):
    assert names_on(member.get(COMPANIES + query)) == expected


def test_a_company_without_users_is_found_so(member, sales):
    save_company(CustomerCompany(name="Empty Hall"), by=sales.members["admin@aster.example"])
    assert names_on(member.get(f"{COMPANIES}?users=none")) == ["Empty Hall"]


@pytest.mark.parametrize(
    "query",
    [
        "?company=CC-0000-0000", "?company=%00", "?company=" + "x" * 10_000, "?sort=country", "?users=x", "?q=%00",
        "?q=" + "x" * 201, "?after=forged&before=forged", "?color=red", "?company=none&company=none",
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", [USERS, COMPANIES])
def test_an_address_that_is_not_understood_shows_nobody_and_exports_nothing(member, path, query):
    response = member.get(path + query)
    assert (response.status_code, names_on(response)) == (200, [])
    assert "rather than the wrong customers" in response.content.decode()
    assert member.get(f"{path}export.csv{query}").status_code == 400


def test_a_cursor_of_another_order_or_list_is_refused(member, sales):
    make_users(sales, 30)
    cursor = member.get(USERS).context["list"].next_query
    assert member.get(f"{USERS}?{cursor}").status_code == 200
    assert member.get(f"{USERS}?sort=name&{cursor}").status_code == 400
    assert member.get(f"{COMPANIES}?{cursor}").status_code == 400


@pytest.mark.parametrize("sort", ["-created", "created", "name"])
def test_pages_follow_one_another_without_gap_or_repeat(member, sales, sort):
    make_users(sales, 60)
    seen, query = [], f"sort={sort}"
    while query:
        page = member.get(f"{USERS}?{query}")
        seen += names_on(page)
        query = page.context["list"].next_query if page.context["page"].next_cursor else ""
    assert len(seen) == len(set(seen)) == 68
    assert seen == [row["Name"] for row in rows_of(member.get(f"{USERS}export.csv?sort={sort}"))]


@pytest.mark.parametrize("path", [USERS, COMPANIES])
def test_the_page_costs_the_same_at_one_row_and_at_thirty(member, sales, path):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            member.get(path + "?sort=name")
        return len(asked)

    member.get(path)
    few = cost()
    by = sales.members["admin@aster.example"]
    for number in range(30):
        company = save_company(CustomerCompany(name=f"A{number}"), by=by)
        save_user(CustomerUser(name=f"A{number}", email=f"a{number}@many.example"), [company], by=by)
    assert cost() == few


# --- files ----------------------------------------------------------------------------------------


def test_the_file_of_users_has_their_companies_and_is_what_the_page_shows(member, sales):
    rows = rows_of(member.get(f"{USERS}export.csv?q=ingrid"))
    user = sales.users["ingrid@vandergriend.example"]
    added = user.created_at.strftime("%Y-%m-%dT%H:%M:%SZ")
    assert rows == [
        {
            "User ID": user.reference, "Name": "Ingrid de Wit", "Email": "ingrid@vandergriend.example", "Phone": "'+31 20 555 0199",
            "Job title": "IT", "Companies": "Hafen Logistik GmbH; Van der Griend Bouw", "Added": added,
        }
    ]  # fmt: skip


def test_the_file_of_companies_counts_their_users(member, sales):
    rows = rows_of(member.get(f"{COMPANIES}export.csv?sort=name"))
    assert {row["Name"]: row["Users"] for row in rows} == {
        "Colina Verde": "1", "Grimaldi & Figli": "2", "Hafen Logistik GmbH": "2", "Søndergaard Skibe": "1",
        "Van der Griend Bouw": "1", "株式会社青空": "1",
    }  # fmt: skip


def test_a_file_is_safe_in_a_spreadsheet_and_raw_for_systems(member, sales):
    by = sales.members["admin@aster.example"]
    save_company(CustomerCompany(name='=HYPERLINK("http://evil.example")', country="@SUM"), by=by)
    (row,) = rows_of(member.get(f"{COMPANIES}export.csv?q=hyperlink"))
    assert (row["Name"], row["Country"]) == ('\'=HYPERLINK("http://evil.example")', "'@SUM")
    (row,) = rows_of(member.get(f"{COMPANIES}export.csv?q=hyperlink&for=systems"))
    assert (row["Name"], row["Country"]) == ('=HYPERLINK("http://evil.example")', "@SUM")


@pytest.mark.parametrize("path", [USERS, COMPANIES])
def test_viewers_read_but_neither_export_nor_add(sales, sign_in, path):
    viewer = sign_in("viewer@aster.example")
    page = viewer.get(path)
    assert len(names_on(page)) > 0
    assert "export.csv" not in page.content.decode()
    assert "/add/" not in page.content.decode()
    refusal = viewer.get(f"{path}export.csv")
    assert refusal.status_code == 403
    assert "Viewers can read customers but not export them." in refusal.content.decode()


# --- whose ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["admin@birch.example", "manager@cedar.example", "reseller@dahlia.example"])
def test_other_partners_have_customers_of_their_own(sales, sign_in, email):
    client = sign_in(email)
    for path in (USERS, COMPANIES):
        assert (names_on(client.get(path)), rows_of(client.get(f"{path}export.csv"))) == ([], [])
        assert names_on(client.get(f"{path}?q=a")) == []


def test_a_reseller_sees_the_linked_alone_and_nothing_of_their_other_companies(sales, sign_in, make_opportunity):
    make_opportunity(by="reseller@dahlia.example", user="ingrid@vandergriend.example", company="Hafen Logistik GmbH")
    client = sign_in("reseller@dahlia.example")
    assert names_on(client.get(USERS)) == ["Ingrid de Wit"]
    assert names_on(client.get(COMPANIES)) == ["Hafen Logistik GmbH"]
    assert [row["Companies"] for row in rows_of(client.get(f"{USERS}export.csv"))] == ["Hafen Logistik GmbH"]
    assert [row["Users"] for row in rows_of(client.get(f"{COMPANIES}export.csv"))] == ["1"]
    assert "Van der Griend" not in client.get(USERS).content.decode()
    hidden = sales.companies["Van der Griend Bouw"].reference
    assert "is not one of the available choices" in client.get(f"{USERS}?company={hidden}").content.decode()
