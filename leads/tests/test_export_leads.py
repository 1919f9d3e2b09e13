"""`python manage.py export_leads`: the bytes that the page exports."""

import io
from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from leads.exports import LEAD_COLUMNS

HEADER = ",".join(column.header for column in LEAD_COLUMNS)


def export(*options, partner="birch"):
    """The bytes on standard output."""
    out = io.TextIOWrapper(io.BytesIO())
    call_command("export_leads", "--partner", partner, *options, stdout=out)
    return out.buffer.getvalue()


def noon_of(day):
    return datetime(2026, 1, day, 12, tzinfo=UTC)


@pytest.fixture
def leads(make_lead):
    make_lead(partner="birch", first_name="=Ada", last_name="Hopper", listing="Managed Backup", created_at=noon_of(2))
    make_lead(partner="birch", first_name="Bob", last_name="Müller", status="contacted", created_at=noon_of(3))
    make_lead(
        partner="birch", first_name="Cy", last_name="Byron", listing="Birch Ticket Desk", marketplace="northwind",
        owner="member@birch.example", status="purchased", created_at=noon_of(4),
    )  # fmt: skip
    make_lead(partner="birch", first_name="Test", is_test=True)
    make_lead(partner="birch", first_name="Silent", do_not_contact=True)
    make_lead(partner="aster", first_name="Dee", last_name="Theirs")


@pytest.mark.parametrize(
    ("options", "query"),
    [
        ([], ""),
        (["--for-systems"], "for=systems"),
        (["--q", "MULLER"], "q=MULLER"),
        (["--type", "app"], "type=app"),
        (["--status", "new", "--status", "contacted", "--sort", "last_name"], "status=new&status=contacted&sort=last_name"),
        (["--phase", "new", "--phase", "won"], "phase=new&phase=won"),
        (["--due", "1"], "due=1"),
        (["--marked", "test"], "marked=test"),
        (["--marked", "do-not-contact"], "marked=do-not-contact"),
        (["--marketplace", "northwind"], "marketplace=northwind"),
        (["--owner", "nobody", "--sort=-created"], "owner=nobody&sort=-created"),
        (["--received-from", "2026-01-03", "--received-to", "2026-01-03"], "received_from=2026-01-03&received_to=2026-01-03"),
        (["--received-from", "2026-01-03T12:00:00+00:00"], "received_from=2026-01-03T12:00:00%2B00:00"),
    ],
)
def test_command_writes_what_the_page_exports(leads, sign_in, cast, options, query):
    cast.people["member@birch.example"].time_zone = "UTC"
    cast.people["member@birch.example"].save()
    page = b"".join(sign_in("member@birch.example").get(f"/leads/export.csv?{query}").streaming_content)

    written = export(*options)

    assert written == page
    assert written.decode().lstrip("\ufeff").startswith(f"{HEADER}\r\n")


def names(written):
    return [line.split(",")[1] for line in written.decode().splitlines()[1:]]


def test_partners_leads_are_exported_and_nobody_elses(leads):
    assert names(export("--sort", "first_name")) == ["'=Ada", "Bob", "Cy", "Silent"]
    assert names(export(partner="dahlia")) == []


def test_listing_is_given_by_name_or_reference(leads, cast):
    by_name = export("--listing", "managed backup")

    assert names(by_name) == ["'=Ada"]
    assert export("--listing", cast.listings["Managed Backup"].reference) == by_name
    assert names(export("--listing", "Managed Backup", "--listing", "Birch Ticket Desk", "--sort", "created")) == ["'=Ada", "Cy"]


def test_owner_is_given_by_reference(leads, cast):
    assert names(export("--owner", cast.people["member@birch.example"].reference)) == ["Cy"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--type", "thing"], "Select a valid choice. thing is not one of the available choices."),
        (["--status", "won"], "Select a valid choice. won is not one of the available choices."),
        (["--sort", "size"], "Select a valid choice. size is not one of the available choices."),
        (["--owner", "me"], "Select a valid choice. me is not one of the available choices."),
        (["--listing", "Aster Invoicing"], "Select a valid choice. Aster Invoicing is not one of the available choices."),
        (["--received-to", "soon"], "“soon” is not a day such as 2026-11-22."),
        (["--partner", "brich"], "There is no such partner: “brich”. The nearest is “birch”."),
    ],
)
def test_invalid_value_is_refused_and_nothing_written(leads, options, reason):
    out = io.TextIOWrapper(io.BytesIO())

    with pytest.raises(CommandError) as refusal:
        call_command("export_leads", "--partner", "birch", *options, stdout=out)

    assert refusal.value.returncode == 2
    assert str(refusal.value).endswith(reason)
    assert out.buffer.getvalue() == b""
