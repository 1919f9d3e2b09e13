import re

import pytest
from django.conf import settings

from leads.importing.columns import NAMES, labels_of, recognise


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("First Name", "first_name"),
        ("SURNAME", "last_name"),
        ("Full Name", "full_name"),
        ("Organisation", "company"),
        ("organization", "company"),
        ("Account Name", "company"),
        ("E-mail Address", "email"),
        ("Email 1", "email"),
        ("e_mail", "email"),
        ("Phone 1", "phone"),
        ("Téléphone", "phone"),
        ("Mobile", "phone"),
        ("Job-Title", "job_title"),
        ("Position", "job_title"),
        ("Country", "country"),
        ("Lead Source", "source_text"),
        ("Deal Stage", "status"),
        ("Lead Status", "status"),
        ("Comments", "note"),
        ("Created at", "created"),
        ("date", "created"),
        ("Account Id", "external_id"),
        ("Lead ID", "external_id"),
        ("External-ID", "external_id"),
        ("Product", "listing"),
        ("App", "listing"),
        ("Marketplace", "marketplace"),
        ("Lead Owner", "owner"),
    ],
)
def test_headers_are_known_whatever_their_case_accents_and_punctuation(header, field):
    assert recognise([header]).fields == {field: 0}


def test_no_name_stands_for_two_fields():
    names = " ".join(NAMES.values()).split()

    assert len(names) == len(set(names))


def test_second_column_of_a_field_and_unknown_ones_become_answers():
    columns = recognise(["Index", "Phone 1", "Phone 2", "Email", "Email 2", "Website", "Phone"])

    assert columns.fields == {"phone": 1, "email": 3}
    assert [columns.labels[index] for index in columns.answers] == ["Index", "Phone 2", "Email 2", "Website", "Phone"]


def test_lead_id_is_the_id_wherever_it_stands():
    assert recognise(["Account Id", "Email", "Lead ID"]).fields == {"external_id": 2, "email": 1}


def test_blank_and_equal_headers_are_answers_of_their_own():
    columns = recognise(["Email", "", "Tag", "Tag", "two\nlines"])

    assert columns.labels == ["Email", "Column 2", "Tag", "Tag", "two lines"]
    assert columns.answers == [1, 2, 3, 4]


def test_error_column_is_passed_over():
    assert recognise(["Email", "Error"]).answers == []


def test_our_own_export_is_known_by_two_of_its_columns():
    own = recognise(["Lead ID", "Email", "Listing type", "Distributor", "Updated", "Notes", "Budget"])
    other = recognise(["Lead ID", "Email", "Distributor", "Updated", "Notes"])

    assert (own.is_own_export, own.fields, own.answers) == (True, {"external_id": 0, "email": 1}, [6])
    assert (other.is_own_export, other.fields, other.answers) == (False, {"external_id": 0, "email": 1, "note": 4}, [2, 3])


def test_every_header_that_the_documentation_names_is_known():
    rows = re.findall(r"^\| .+ \| ([A-Z].+) \|$", (settings.BASE_DIR / "docs" / "importing.md").read_text("utf-8"), re.MULTILINE)
    documented = [re.sub(r" \(.*\)|:.*", "", name) for row in rows for name in row.split(", ")]

    assert [name for name in documented if not recognise([name]).fields] == []
    assert len(documented) > 80


def test_label_of_a_very_long_header_is_short():
    """Every lead keeps the labels of its answers, and a header is as long as somebody likes."""
    [shown] = labels_of(["x" * 100_000])

    assert shown == "x" * 199 + "…"
    assert labels_of(["y" * 200]) == ["y" * 200]
