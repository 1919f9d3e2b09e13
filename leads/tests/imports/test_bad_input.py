"""Files that are none, that are too large, or that hold anything at all: a sentence, never a 500, nothing lost."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leads.models import ImportPiece, Lead, LeadImport
from leads.tests.imports.conftest import as_csv, people, work


def workbook():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty."),
        (b"\n\n \n", "is empty."),
        (b"Name,Company\n", "has a header and no rows below it."),
        (workbook(), "is an Excel workbook or a ZIP archive, not a CSV file."),
        (b"%PDF-1.7\n", "is a PDF, not a CSV file."),
        (b"Name\n\x00\x01", "is not a text file."),
        (b",".join(b"c%d" % n for n in range(501)) + b"\n1\n", "has 501 columns; at most 500 can be imported."),
        (b"x" * 1_100_000, "has a line of more than a megabyte, so it is not a table."),
    ],
    ids=["nothing", "blank", "header", "workbook", "pdf", "binary", "wide", "line"],
)
def test_what_is_no_table_of_leads_is_refused_in_words_and_not_kept(importing, content, words):
    response = importing().upload(content)
    assert response.status_code == 422
    assert f"“people.csv” {words}" in response.content.decode()
    assert (LeadImport.objects.count(), ImportPiece.objects.count()) == (0, 0)


def test_no_file_is_asked_for(importing):
    response = importing().client.post("/leads/import/", {})
    assert response.status_code == 422
    assert "Choose a file." in response.content.decode()


def test_a_file_that_is_too_large_is_refused_in_words(importing, settings):
    settings.IMPORT_MOST_MB = 1
    response = importing().upload(b"Name\n" + b"Ada Byron\n" * 110_000)
    assert response.status_code == 413
    assert "The file is larger than 1 MB." in response.content.decode()
    assert LeadImport.objects.count() == 0


def test_a_file_as_large_as_is_allowed_is_taken_in_pieces(importing, settings):
    settings.IMPORT_MOST_MB = 2
    content = (b"Name\n" + b"Ada Byron\n" * 210_000)[: 2 << 20]
    steps = importing()
    assert steps.upload(content).status_code == 303
    assert b"".join(bytes(piece.content) for piece in steps.now.pieces.order_by("number")) == content
    assert [len(piece.content) for piece in steps.now.pieces.order_by("number")] == [1 << 20, 1 << 20]


def test_what_is_far_too_large_is_not_even_read(importing, settings):
    settings.IMPORT_MOST_MB = 1
    client = importing().client
    response = client.post("/leads/import/", b"x", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(11 << 20))
    assert response.status_code == 400


def test_of_several_files_the_first_is_taken(importing):
    files = [SimpleUploadedFile(name, b"Name\nAda Byron\n") for name in ("first.csv", "second.csv")]
    assert importing().client.post("/leads/import/", {"file": files}).status_code == 303
    assert [one.file_name for one in LeadImport.objects.all()] == ["first.csv"]


def test_the_form_is_guarded_against_other_sites(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.people["admin@birch.example"])
    file = SimpleUploadedFile("people.csv", b"Name\nAda Byron\n")
    assert client.post("/leads/import/", {"file": file}).status_code == 403
    token = client.get("/leads/import/").cookies["csrftoken"].value
    file.seek(0)
    assert client.post("/leads/import/", {"csrfmiddlewaretoken": token, "file": file}).status_code == 303


def test_every_other_page_still_refuses_files(importing):
    steps = importing()
    steps.upload("Name\nAda Byron\n")
    file = SimpleUploadedFile("people.csv", b"x" * 100_000)
    assert steps.client.post(f"{steps.url}columns/", {"file": file}).status_code == 400


STRANGE = [
    "=HYPERLINK(1)",
    "😀" * 100,
    "محمد العربي",
    "<script>alert(1)</script>",
    "{{ 7|add:7 }}",
    "a" * 5000,
    'O\'Brien "Q"',
    "\u202eabc",
]


def test_strange_text_goes_in_whole_and_is_shown_as_text(importing):
    steps = importing()
    rows = [[f"A{n}", "", text, "", "", "", ""] for n, text in enumerate(STRANGE)]
    steps.upload(as_csv(rows), name="<b>ملف & Söhne.csv")
    page = steps.client.get(f"{steps.url}columns/").content.decode()
    assert "<script>alert" not in page + steps.page()
    steps.settle()
    steps.post("start")
    work()
    assert steps.counts == (8, 0, 0, 0)
    names = [
        lead.last_name if len(text) <= 255 else lead.answers[-1]["value"]
        for lead, text in zip(Lead.objects.order_by("pk"), STRANGE, strict=True)
    ]
    assert names == STRANGE
    page = steps.page()
    assert "&lt;b&gt;ملف &amp; Söhne.csv" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encodings_and_delimiters_are_recognised_and_said(importing, encoding, delimiter):
    steps = importing()
    steps.upload(f"Last name{delimiter}Company\nMüller{delimiter}Bäckerei\n".encode(encoding))
    names = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252"}
    words = f"Read as {names[encoding]}, separated by { {',': 'comma', ';': 'semicolon', chr(9): 'tab'}[delimiter] }."
    assert words in steps.client.get(f"{steps.url}columns/").content.decode()
    steps.settle()
    steps.post("start")
    work()
    assert Lead.objects.get().company == "Bäckerei"


def test_a_cell_that_no_reader_takes_fails_its_row_alone(importing):
    rows = people(3)
    rows[1][6] = "x" * 140_000
    steps = importing()
    assert steps.import_whole(as_csv(rows)) == (2, 0, 0, 1)
    assert steps.now.messages == [[3, "a cell is too long"]]
