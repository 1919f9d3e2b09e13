"""From the file to the report: recognised, previewed, imported, mended, imported again."""

from datetime import timedelta

from django.utils import timezone

from leads.models import HistoryEntry, ImportPiece, Lead
from leads.tests.imports.conftest import HEADER, as_csv, people, work


def test_a_file_goes_through_all_its_steps(importing):
    steps = importing()
    assert steps.upload(as_csv(people(100))).status_code == 303
    page = steps.client.get(f"{steps.url}columns/").content.decode()
    assert "7 of 7 columns are recognised. Read as UTF-8, separated by comma." in page
    assert steps.settle().url == steps.url
    assert (steps.now.state, steps.now.expected) == ("ready", {"created": 100, "updated": 0, "unchanged": 0, "failed": 0})
    assert Lead.objects.count() == 0
    assert steps.post("start").url == steps.url
    assert "0 of 100 rows" in steps.page()
    work()
    assert (steps.now.state, steps.counts) == ("done", (100, 0, 0, 0))
    page = steps.page()
    assert page.count('<a href="/leads/LD-') == 25
    assert "… and 75 more" in page
    lead = Lead.objects.get(last_name="Last7")
    assert (lead.first_name, lead.company, lead.email, lead.status.slug, lead.note_count) == (
        "First7", "Company 7", "p7@x.example", "new", 1,
    )  # fmt: skip
    assert (lead.source.name, lead.history.first().actor_name) == ("people.csv", "people.csv")


def test_the_same_file_again_creates_nothing(importing):
    importing().import_whole(as_csv(people(20)))
    steps = importing("member@birch.example")
    steps.upload(as_csv(people(20)), name="other name.csv")
    steps.settle()
    assert steps.now.expected == {"created": 0, "updated": 0, "unchanged": 20, "failed": 0}
    assert "Everything in this file is here already." in steps.page()
    steps.post("start")
    work()
    assert (steps.counts, Lead.objects.count()) == ((0, 0, 20, 0), 20)


def test_broken_rows_come_back_in_a_file_that_can_be_mended_and_imported(importing):
    rows = people(100)
    broken = range(0, 100, 10)
    for number in broken:
        rows[number] = [f"A{number:03}", "", "", "", "", "", ""] if number % 20 else [*rows[number], "surplus"]
    steps = importing()
    steps.upload(as_csv(rows))
    steps.settle()
    assert steps.now.expected == {"created": 90, "updated": 0, "unchanged": 0, "failed": 10}
    page = steps.page()
    assert [f"<span>{number + 2}</span>" in page for number in broken] == [True] * 10
    steps.post("start")
    work()
    assert steps.counts == (90, 0, 0, 10)
    header, *failed = steps.failed_rows()
    assert header == [*HEADER, "error"]
    assert [(row[0], row[7]) for row in failed] == [
        (f"A{number:03}", "no e-mail, phone, last name or company" if number % 20 else "8 cells, but the header has 7")
        for number in broken
    ]
    mended = [people(100)[number] + [""] for number in broken]
    assert importing().import_whole(as_csv(mended, header)) == (10, 0, 0, 0)
    assert Lead.objects.count() == 100


def test_more_reasons_than_are_shown_are_counted(importing):
    steps = importing()
    steps.upload(as_csv([[f"A{n}", "", "", "", "", "", ""] for n in range(60)]))
    steps.settle()
    page = steps.page()
    assert page.count("No e-mail, phone, last name or company") == 50
    assert "… and 10 more" in page
    assert "Make the file of failed rows" in page


def test_a_listing_and_a_marketplace_hold_for_all_rows(importing, cast):
    listing = cast.listings["Managed Backup"]
    assert importing().import_whole(as_csv(people(3)), listing=listing.reference, marketplace="northwind") == (3, 0, 0, 0)
    assert {(lead.listing, lead.marketplace.slug) for lead in Lead.objects.all()} == {(listing, "northwind")}


def test_another_file_updates_what_is_here_and_its_history_names_the_import(importing):
    importing().import_whole(as_csv(people(5)))
    rows = people(5)
    rows[2][3] = "Other Company"
    steps = importing()
    assert steps.import_whole(as_csv(rows)) == (0, 1, 4, 0)
    told = HistoryEntry.objects.get(lead_import=steps.now)
    assert (told.kind, told.changes, told.lead.company) == ("edited", {"company": ["Company 2", "Other Company"]}, "Other Company")


def test_files_are_removed_after_a_month_and_the_report_stays(importing, time_machine):
    steps = importing()
    steps.import_whole(as_csv([*people(2), ["A9", "", "", "", "", "", ""]]))
    assert ImportPiece.objects.count() == 2
    time_machine.move_to(timezone.now() + timedelta(days=31))
    work()
    assert ImportPiece.objects.count() == 0
    steps.client.force_login(steps.now.by)
    assert "The file of failed rows was kept for 30 days and is gone." in steps.page()
    assert steps.client.get(f"{steps.url}failed.csv").status_code == 404
    assert steps.undo() == (2, 0, 0)


def test_the_page_that_waits_is_loaded_anew_at_the_end(importing):
    steps = importing()
    steps.upload(as_csv(people(2)))
    steps.settle()
    steps.post("start")
    htmx = {"HX-Request": "true"}
    answer = steps.client.get(steps.url, headers=htmx)
    assert (answer.status_code, answer.content.decode().count("<h1"), "HX-Refresh" in answer.headers) == (200, 0, False)
    work()
    answer = steps.client.get(steps.url, headers=htmx)
    assert (answer.status_code, answer.headers["HX-Refresh"]) == (204, "true")


def test_the_list_names_the_imports_of_the_partner_with_state_and_counts(importing):
    importing("member@birch.example").import_whole(as_csv(people(3)))
    importing().upload("Name\nAda Byron\n", name="waiting.csv")
    page = importing().client.get("/leads/import/").content.decode()
    assert page.index("waiting.csv") < page.index("people.csv")
    assert ("Columns to settle" in page, "Done" in page) == (True, True)
