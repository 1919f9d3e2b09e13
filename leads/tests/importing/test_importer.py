import io
from contextlib import closing

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Membership
from leads.actions import delete_lead, edit_lead
from leads.importing import Known, Rehearsal, Table, Writer, import_rows, read_rows
from leads.importing.importer import BATCH, MOST_OF_A_BATCH
from leads.models import Lead

PEOPLE = "First name,Last name,Company,Email,Phone,Title\n"
ADA = "Ada,Hopper,Acme,ada@b.example,+1 2,CTO\n"
BOB = "Bob,Müller,,bob@b.example,,\n"


def told(lead):
    return [(entry.kind, entry.actor_name, entry.version, entry.changes) for entry in lead.history.order_by("pk")]


def test_rows_become_leads_with_notes_and_history(import_text, cast):
    counts, failures = import_text("Last name,Notes,Deal Stage\nHopper,Call her,Contacted\n")

    lead = Lead.objects.get()
    assert (counts, failures) == ((1, 0, 0, 0), [])
    assert (lead.partner, lead.name, lead.status.slug, lead.note_count) == (cast.partners["birch"], "Hopper", "contacted", 1)
    assert (lead.source.kind, lead.source.name, lead.source.partner) == ("file", "people.csv", cast.partners["birch"])
    assert [(note.body, note.author_name) for note in lead.notes.all()] == [("Call her", "people.csv")]
    assert told(lead) == [("received", "people.csv", 1, None), ("noted", "people.csv", 1, None)]


def test_same_file_again_creates_nothing(import_text):
    assert import_text(PEOPLE + ADA + BOB)[0] == (2, 0, 0, 0)
    assert import_text(PEOPLE + BOB + ADA, name="other.csv")[0] == (0, 0, 2, 0)
    assert Lead.objects.count() == 2


def test_repeat_in_the_same_file_is_the_same_lead(import_text):
    counts, _ = import_text(PEOPLE + ADA + ADA.upper() + ADA.replace("CTO", "CEO") + BOB)

    assert counts == (2, 2, 0, 0)
    assert list(Lead.objects.filter(company="Acme").values_list("first_name", "job_title")) == [("Ada", "CEO")]


def test_known_lead_is_brought_up_to_date_and_its_work_stays(import_text, cast):
    header = "Id,Last name,Email,Status,Owner,Notes,Product,Created,Colour\n"
    import_text(header + "7,Hopper,a@b.example,New,Hugo Silva,first,Managed Backup,2026-01-02,red\n")
    before = Lead.objects.get()

    counts, _ = import_text(header + "7,Hoper,,Contacted,Grace Liu,second,Birch Ticket Desk,2026-03-04,blue\n", name="two.csv")

    after = Lead.objects.get()
    assert counts == (0, 1, 0, 0)
    assert (after.last_name, after.email) == ("Hoper", "a@b.example")
    assert after.answers == [{"label": "Id", "value": "7"}, {"label": "Colour", "value": "blue"}]
    for field in ("status", "owner", "listing", "created_at", "note_count", "source", "reference"):
        assert getattr(after, field) == getattr(before, field)
    changes = {"last_name": ["Hopper", "Hoper"], "answers": [before.answers, after.answers]}
    assert told(after)[-1] == ("edited", "two.csv", 2, changes)


def test_own_reference_is_that_lead(import_text, make_lead):
    lead = make_lead(partner="birch", last_name="Hopper")

    counts, _ = import_text(f"Lead ID,Company,Status,Owner\n{lead.reference.lower()},Acme,Pending,Nobody Known\n")

    lead.refresh_from_db()
    assert counts == (0, 1, 0, 0)
    assert (lead.company, lead.answers, lead.status.slug) == ("Acme", [], "new")


def test_reference_of_another_partners_lead_is_only_an_id(import_text, make_lead):
    theirs = make_lead(partner="aster", last_name="Hopper")

    counts, _ = import_text(f"Lead ID,Last name\n{theirs.reference},Byron\n")

    ours = Lead.objects.get(partner__slug="birch")
    assert counts == (1, 0, 0, 0)
    assert (ours.last_name, ours.answers) == ("Byron", [{"label": "Lead ID", "value": theirs.reference}])
    theirs.refresh_from_db()
    assert (theirs.last_name, theirs.version) == ("Hopper", 1)


def test_deleted_lead_is_not_revived_nor_made_again(import_text, cast):
    import_text(PEOPLE + ADA)
    lead = Lead.objects.get()
    delete_lead(lead, by=cast.people["member@birch.example"], version=lead.version)

    assert import_text(PEOPLE + ADA.replace("CTO", "CEO"))[0] == (0, 0, 1, 0)
    assert [(lead.job_title, lead.deleted_at is None) for lead in Lead.objects.all()] == [("CTO", False)]


def test_partners_import_the_same_people_side_by_side(import_text):
    assert import_text(PEOPLE + ADA, partner="aster")[0] == (1, 0, 0, 0)
    assert import_text(PEOPLE + ADA, partner="birch")[0] == (1, 0, 0, 0)


def test_row_that_names_nobody_is_refused_with_its_line(import_text):
    counts, failures = import_text("First name,Last name,Email\n\nAda,,\nBob,Müller,\n,,\nCy,,\n")

    assert counts == (1, 0, 0, 2)
    assert failures == [
        "line 3: no e-mail, phone, last name or company",
        "line 6: no e-mail, phone, last name or company",
    ]


def test_row_that_names_nobody_still_tells_of_a_lead_that_is_known(import_text, make_lead):
    lead = make_lead(partner="birch", email="a@b.example")

    assert import_text(f"Lead ID,First name,Last name\n{lead.reference},Ada,\n")[0] == (0, 1, 0, 0)


def test_failures_come_in_the_order_of_the_file_and_stop_no_other_row(import_text):
    text = 'Last name,Created\nHopper,2026-01-02\nByron,soon\n"Cox,2026-01-02\nDoe,2026-01-02,x\n,2026-01-02\nEvans,2026-01-02\n'

    counts, failures = import_text(text)

    assert counts == (2, 0, 0, 4)
    assert failures == [
        "line 3: “soon” is not a date such as 2026-11-22",
        'line 4: a quote (") is missing, or stands where none may stand',
        "line 5: 3 cells, but the header has 2",
        "line 6: no e-mail, phone, last name or company",
    ]


def test_distributors_rows_belong_to_the_listings_vendor_and_are_seen_by_both(import_text, cast):
    text = "Last name,Product\nHopper,Aster Insights\nByron,Unheard of\n"

    assert import_text(text, partner="cedar")[0] == (2, 0, 0, 0)

    leads = {lead.last_name: lead for lead in Lead.objects.all()}
    cedar, aster = cast.partners["cedar"], cast.partners["aster"]
    assert (leads["Hopper"].partner, leads["Hopper"].distributor) == (aster, cedar)
    assert (leads["Byron"].partner, leads["Byron"].distributor, leads["Byron"].listing_name) == (cedar, cedar, "Unheard of")
    assert import_text(text, partner="cedar")[0] == (0, 0, 2, 0)


def test_distributor_changes_its_own_leads_and_no_vendors(import_text):
    text = "Id,Last name,Product\n1,Hopper,Aster Insights\n2,Byron,\n"
    import_text(text, partner="cedar")

    counts, failures = import_text(text.replace("Hopper", "Hoper").replace("Byron", "Biron"), partner="cedar")

    assert counts == (0, 1, 0, 1)
    assert failures == ["line 2: this lead belongs to Aster Apps, who alone can change it"]
    assert set(Lead.objects.values_list("last_name", flat=True)) == {"Hopper", "Biron"}


def test_distributor_learns_nothing_of_what_a_vendor_imported(import_text):
    text = "Id,Last name,Product\n1,Hopper,Aster Insights\n"
    import_text(text, partner="aster")

    assert import_text(text, partner="cedar")[0] == (1, 0, 0, 0)


@pytest.fixture
def overtaken_by():
    """A Writer between whose look and whose writing something else happens, once."""

    def made(happens):
        class Overtaken(Writer):
            waiting = True

            def find(self, rows):
                known = super().find(rows)
                if self.waiting:
                    self.waiting = False
                    happens()
                return known

        return Overtaken

    return made


def test_import_at_the_same_time_doubles_no_lead(import_text, overtaken_by):
    other = overtaken_by(lambda: import_text(PEOPLE + ADA))

    counts, _ = import_text(PEOPLE + ADA.replace("CTO", "CEO") + BOB, writer=other)

    assert counts == (1, 1, 0, 0)
    assert sorted(Lead.objects.values_list("first_name", "job_title")) == [("Ada", "CEO"), ("Bob", "")]


def test_change_at_the_same_time_is_looked_at_again(import_text, overtaken_by, cast):
    import_text(PEOPLE + ADA)

    def edit():
        lead = Lead.objects.get()
        edit_lead(lead, {"job_title": "CEO"}, by=cast.people["member@birch.example"], version=lead.version)

    counts, _ = import_text(PEOPLE + ADA.replace("CTO", "CEO") + BOB, writer=overtaken_by(edit))

    assert counts == (1, 0, 1, 0)
    assert Lead.objects.get(first_name="Ada").version == 2


def test_identity_that_stays_taken_is_an_error_and_stores_nothing_of_its_batch(import_text):
    class Blind(Writer):
        def find(self, rows):
            return {}

    import_text(PEOPLE + ADA)

    with pytest.raises(IntegrityError):
        import_text(PEOPLE + BOB + ADA, writer=Blind)
    assert Lead.objects.count() == 1


def test_queries_do_not_grow_with_the_rows_of_a_batch(import_text):
    def queries(count):
        text = "Id,Last name,Notes\n" + "".join(f"{count}-{number},Hopper,x\n" for number in range(count))
        with CaptureQueriesContext(connection) as captured:
            import_text(text)
        return len(captured)

    queries(2)  # the first one makes the source
    assert queries(1) == queries(20)


def test_progress_is_told_batch_by_batch(cast):
    known, seen = Known(Membership(partner=cast.partners["birch"])), []
    table = Table(io.BytesIO(b"Id,Last name\n" + b"".join(b"%d,Hopper\n" % number for number in range(BATCH + 1))))

    with closing(Rehearsal(known, name="x")) as writer:
        import_rows(read_rows(table, known), writer, on_progress=lambda report: seen.append((report.rows, table.share_read)))

    assert [rows for rows, _share in seen] == [BATCH, BATCH + 1]
    assert 0 < seen[0][1] <= seen[1][1] == 1


def test_huge_rows_are_stored_a_few_at_a_time(cast):
    """All rows of a batch are in memory at once."""
    surplus = "," * (MOST_OF_A_BATCH // 4)
    known, seen = Known(Membership(partner=cast.partners["birch"])), []
    table = Table(io.BytesIO(b"Id,Last name\n" + b"".join(b"%d,Hopper%s\n" % (n, surplus.encode()) for n in range(5))))

    report = import_rows(read_rows(table, known), Writer(known, name="x.csv"), on_progress=lambda report: seen.append(report.rows))

    assert seen == [4, 5]
    assert report.created == 5
