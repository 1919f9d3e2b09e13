"""An import in the browser, step by step, as a person takes them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command

from leads.models import LeadImport

HEADER = ["Account Id", "First Name", "Last Name", "Company", "Email", "Deal Stage", "Notes"]


def people(number):
    """So many rows, without the header: all of them different people."""
    return [
        [f"A{n:03}", f"First{n}", f"Last{n}", f"Company {n}", f"p{n}@x.example", "New Lead", f"Note {n}"] for n in range(number)
    ]


def as_csv(rows, header=HEADER):
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    return text.getvalue()


def work():
    """What the worker does when it comes by."""
    call_command("work", "--once", "--queue", "imports")


class Importing:
    """`importing.upload(…)`, then `settle()`, `start()`, `undo()`; each gives the response. `.now` is the import as it is."""

    def __init__(self, client):
        self.client = client
        self.url = ""

    @property
    def now(self):
        return LeadImport.objects.get(reference=self.url.rstrip("/").rpartition("/")[2])

    def upload(self, content, name="people.csv"):
        content = content.encode() if isinstance(content, str) else content
        response = self.client.post("/leads/import/", {"file": SimpleUploadedFile(name, content, "text/csv")})
        if response.status_code == 303:
            self.url = response.url.removesuffix("columns/")
        return response

    def settle(self, **columns):
        """What was recognised, but for `column_3="phone"` and the like."""
        now = self.now
        settled = {f"column_{number}": role for number, role in enumerate(now.mapping)}
        return self.client.post(f"{self.url}columns/", {"version": now.version, **settled, **columns})

    def post(self, step, version=None):
        return self.client.post(f"{self.url}{step}/", {"version": version or self.now.version})

    def import_whole(self, content, **columns):
        """All steps, and the counts: created, updated, unchanged, failed."""
        self.upload(content)
        self.settle(**columns)
        self.post("start")
        work()
        return self.counts

    def undo(self):
        self.post("undo")
        work()
        return self.now.removed, self.now.put_back, self.now.kept

    @property
    def counts(self):
        now = self.now
        return now.created, now.updated, now.unchanged, now.failed

    def page(self):
        return self.client.get(self.url).content.decode()

    def failed_rows(self):
        content = b"".join(self.client.get(f"{self.url}failed.csv").streaming_content)
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.fixture
def importing(sign_in):
    """`importing("member@birch.example")`; without a name it is Birch's administrator."""
    return lambda email="admin@birch.example": Importing(sign_in(email))
