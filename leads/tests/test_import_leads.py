"""`python manage.py import_leads`, as a person at a terminal has it."""

import csv
import io
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from leads.models import Lead, Source

HEADER = "Index,Account Id,Lead Owner,First Name,Last Name,Company,Phone 1,Phone 2,Email 1,Email 2,Website,Source,Deal Stage,Notes"
ROWS = """\
1,0970F99ED4a2CE4,Bethany Dixon,Victor,Cochran,"Grimes, Madden and Huff",+1-532-344-1362,2754733370,v@b.example,w@b.example,http://x.example/,Ads,New Lead,"Speak, then\ncall."
2,e9AABddbCA4AFee,Hugo Silva,Maureen,Fuentes,Crosby Inc,001-672-799-2170x5610,,m@b.example,,,Chatbot,Closed Won,
"""  # noqa: E501
SAMPLE = f"{HEADER}\n{ROWS}"


@pytest.fixture
def run(cast, tmp_path, monkeypatch):
    """`run("people.csv", "…text or bytes…", "--dry-run")` gives exit code, stdout and stderr; the file is in tmp_path/given."""
    monkeypatch.chdir(tmp_path)

    def run(name, content, *options, partner="birch"):
        path = tmp_path / "given" / name
        path.parent.mkdir(exist_ok=True)
        if content is not None:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        out, err, code = io.StringIO(), io.StringIO(), 0
        try:
            call_command("import_leads", path, "--partner", partner, *options, stdout=out, stderr=err)
        except CommandError as error:
            code = error.returncode
            err.write(f"{error}\n")
        return SimpleNamespace(code=code, out=out.getvalue(), err=err.getvalue(), path=path)

    return run


def test_file_goes_in_whole_and_only_once(run, cast):
    first = run("leads.csv", SAMPLE, "--listing", "managed backup", "--marketplace", "harbour")
    again = run("leads.csv", SAMPLE, "--listing", "managed backup", "--marketplace", "harbour")

    assert (first.code, first.out, first.err) == (0, "created 2, updated 0, unchanged 0, failed 0\n", "")
    assert (again.code, again.out, again.err) == (0, "created 0, updated 0, unchanged 2, failed 0\n", "")
    victor, maureen = Lead.objects.order_by("pk")
    assert (victor.company, victor.phone, victor.source_text) == ("Grimes, Madden and Huff", "+1-532-344-1362", "Ads")
    assert (victor.listing, victor.marketplace) == (cast.listings["Managed Backup"], cast.marketplaces["harbour"])
    assert (victor.status.slug, victor.owner, victor.notes.get().body) == ("new", None, "Speak, then\ncall.")
    assert {answer["label"]: answer["value"] for answer in victor.answers} == {
        "Index": "1",
        "Account Id": "0970F99ED4a2CE4",
        "Lead Owner": "Bethany Dixon",
        "Phone 2": "2754733370",
        "Email 2": "w@b.example",
        "Website": "http://x.example/",
    }
    assert (maureen.phone, maureen.owner, maureen.note_count) == ("001-672-799-2170x5610", cast.people["member@birch.example"], 0)
    assert maureen.answers[-1] == {"label": "Deal Stage", "value": "Closed Won"}
    assert Source.objects.get().name == "leads.csv"


def test_dry_run_says_the_same_and_writes_nothing(run):
    text = f"{SAMPLE}3,,,,,,,,,,,,,\n"

    rehearsed = run("leads.csv", text, "--dry-run")
    assert (Lead.objects.count(), Source.objects.count()) == (0, 0)
    assert [path.name for path in rehearsed.path.parent.iterdir()] == ["leads.csv"]
    real = run("leads.csv", text)

    assert rehearsed.out == real.out == "created 2, updated 0, unchanged 0, failed 1\n"
    assert rehearsed.code == 1
    assert rehearsed.err == "line 5: no e-mail, phone, last name or company\nDry run: nothing was stored.\nRows would fail.\n"


def test_failed_rows_are_told_kept_mended_and_imported(run):
    result = run("people.csv", "Last name;Created\nHopper;2026-01-02\nByron;soon\n")

    failed = result.path.with_name("people-failed.csv")
    assert (result.code, result.out) == (1, "created 1, updated 0, unchanged 0, failed 1\n")
    assert result.err == (
        f"line 3: “soon” is not a date such as 2026-11-22\nThe failed rows are in {failed}: mend them there and import that file.\n"
    )
    assert failed.read_text("utf-8-sig") == "Last name;Created;error\nByron;soon;“soon” is not a date such as 2026-11-22\n"

    mended = run("people-failed.csv", failed.read_bytes().replace(b"soon", b"2026-01-03", 1))
    assert (mended.code, mended.out) == (0, "created 1, updated 0, unchanged 0, failed 0\n")
    assert Lead.objects.get(last_name="Byron").answers == []


def test_first_twenty_reasons_are_told_and_all_rows_kept(run):
    result = run("people.csv", "Last name,Created\n" + "Byron,soon\n" * 1025)

    lines = result.err.splitlines()
    assert lines[19] == "line 21: “soon” is not a date such as 2026-11-22"
    assert lines[20] == "… and 1,005 more"
    with result.path.with_name("people-failed.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.DictReader(file))) == 1025


def test_encoding_is_told_where_it_is_not_utf_8(run):
    result = run("people.csv", "Last name\nMüller\n".encode("cp1252"))

    assert (result.code, result.err) == (0, "Read as Windows-1252.\n")
    assert Lead.objects.get().last_name == "Müller"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"", "is empty."),
        (b"\x00\x01\x02", "is not a text file. Save it as CSV (UTF-8) and import that."),
        (b"PK\x03\x04...", "is an Excel workbook or a ZIP archive, not a CSV file. Save it as CSV (UTF-8) and import that."),
        (b"Last name,Email\n", "has a header and no rows below it."),
        (b"a,b\n1,2\n", "has no header that names a last name, company, e-mail or phone; its first line is “a,b”."),
    ],
)
def test_bad_file_gets_one_clear_line_and_writes_nothing(run, content, reason):
    result = run("people.csv", content)

    assert (result.code, result.out, result.err) == (2, "", f"{result.path} {reason}\n")
    assert Source.objects.count() == 0


def test_folder_is_no_file(run, tmp_path):
    (tmp_path / "given" / "people.csv").mkdir(parents=True)

    assert run("people.csv", None).err.endswith("people.csv cannot be read: Is a directory.\n")


@pytest.mark.parametrize(
    ("partner", "options", "reason"),
    [
        ("brich", [], "There is no such partner: “brich”. The nearest is “birch”."),
        (
            "birch",
            ["--listing", "Manged Backups"],
            "Birch Services offers no such listing: “Manged Backups”. The nearest is “Managed Backup”.",
        ),
        (
            "birch",
            ["--listing", "Aster Invoicing"],
            "Birch Services offers no such listing: “Aster Invoicing”. The nearest is “Managed Backup”.",
        ),
        ("dahlia", ["--listing", "Aster Invoicing"], "Dahlia Resale offers no such listing: “Aster Invoicing”."),
        ("birch", ["--marketplace", "nortwind"], "There is no such marketplace: “nortwind”. The nearest is “northwind”."),
        ("cedar", ["--marketplace", "northwind"], "There is no such marketplace: “northwind”. The nearest is “cedar-store”."),
    ],
)
def test_unknown_name_is_refused_with_the_nearest(run, partner, options, reason):
    result = run("leads.csv", SAMPLE, *options, partner=partner)

    assert (result.code, result.out, result.err) == (2, "", f"{reason}\n")
    assert (Lead.objects.count(), Source.objects.count()) == (0, 0)


def test_progress_is_shown_on_a_terminal(cast, tmp_path):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    path, err = tmp_path / "people.csv", Terminal()
    path.write_text("Id,Last name\n" + "".join(f"{number},Hopper\n" for number in range(1001)))

    call_command("import_leads", path, "--partner", "birch", "--dry-run", "--no-color", stdout=io.StringIO(), stderr=err)

    assert err.getvalue().endswith("\r1,001 rows, 100 %\nDry run: nothing was stored.\n")


@pytest.fixture
def peculiar_leads(make_lead):
    """Leads whose words are hard to get through a spreadsheet's file, and one that names nobody."""
    names = [
        "=SUM(A1)",
        "'=x",
        "''+1",
        "'",
        '"',
        'a "b", c',
        "two\nlines",
        "tab\tinside",
        "😀 Zoë",
        "名前",
        " padded ",
        "a;b",
        "\t=x",
        "x" * 300,
    ]
    for number, name in enumerate(names):
        make_lead(partner="birch", first_name=name, last_name=name, company=name, phone=f"+{number}", email="-a@b.example")
    make_lead(partner="birch", first_name="Only", notes=["one", "two"], status="purchased", owner="member@birch.example")
    make_lead(partner="birch", last_name="Full", listing="Managed Backup", marketplace="cedar-store", source_text="@Fair")
    return len(names) + 2


@pytest.mark.parametrize("mode", ["people", "systems"])
def test_our_own_export_comes_back_as_it_was(run, sign_in, peculiar_leads, mode):
    before = list(Lead.objects.order_by("pk").values())
    export = b"".join(sign_in("member@birch.example").get(f"/leads/export.csv?for={mode}").streaming_content)

    result = run("leads.csv", export)

    assert (result.err, result.out) == ("", f"created 0, updated 0, unchanged {peculiar_leads}, failed 0\n")
    assert list(Lead.objects.order_by("pk").values()) == before


def test_our_own_export_makes_equal_leads_elsewhere(run, sign_in, make_lead):
    make_lead(partner="birch", first_name="=Ada", last_name="Hopper", phone="+1", status="contacted", notes=["one"])
    export = b"".join(sign_in("member@birch.example").get("/leads/export.csv").streaming_content)

    assert run("leads.csv", export, partner="aster").out == "created 1, updated 0, unchanged 0, failed 0\n"

    theirs, ours = Lead.objects.order_by("partner__slug")
    for field in ("first_name", "last_name", "phone", "status"):
        assert getattr(theirs, field) == getattr(ours, field)
    assert (theirs.note_count, theirs.source_text) == (0, "Test marketplace")
    assert theirs.created_at == ours.created_at.replace(microsecond=0)
    assert theirs.answers == [{"label": "Lead ID", "value": ours.reference}]
