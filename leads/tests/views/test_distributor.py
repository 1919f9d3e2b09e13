"""The distributor's view (C-22): its marketplaces' leads to read, note and export; the vendor decides."""

import csv
import io
import re

import pytest

from leads.models import Lead
from leads.urls import urlpatterns

CHANGES = {
    "lead_status": {"status": "contacted"},
    "lead_owner": {"owner": ""},
    "lead_follow_up": {"follow_up_on": "tomorrow"},
    "lead_delete": {},
    "lead_restore": {},
    "lead_undo": {},
}


@pytest.fixture
def cedar(sign_in):
    return sign_in("manager@cedar.example")


@pytest.fixture
def theirs(make_lead):
    """A lead of Aster's on Cedar's marketplace; two elsewhere that nobody there may see."""
    make_lead(first_name="Elsewhere", listing="Aster Insights", marketplace="harbour")
    make_lead(first_name="Nowhere")
    return make_lead(first_name="Ana", last_name="Silva", listing="Aster Insights", marketplace="cedar-store")


def test_every_address_that_changes_a_lead_is_known_here():
    of_a_lead = {pattern.name for pattern in urlpatterns if str(pattern.pattern).startswith("<reference:reference>/")}
    assert of_a_lead == {*CHANGES, "lead", "lead_notes"}


@pytest.mark.parametrize("name", CHANGES)
@pytest.mark.parametrize("htmx", [False, True])
def test_no_change_is_theirs_and_the_refusal_says_why(cedar, theirs, name, htmx):
    url = theirs.url + name.removeprefix("lead_").replace("_", "-") + "/"
    before = Lead.objects.filter(pk=theirs.pk).values().get()
    headers = {"HX-Request": "true", "HX-Target": f"lead-{theirs.reference}"} if htmx else {}
    response = cedar.post(url, {"version": 1, **CHANGES[name]}, headers=headers)
    assert response.status_code == 403
    assert "Cedar Distribution is the distributor of this lead" in response.content.decode()
    assert Lead.objects.filter(pk=theirs.pk).values().get() == before
    assert theirs.history.count() == 1


def test_the_page_shows_everything_but_no_control_and_says_why_once(cedar, theirs):
    body = cedar.get(theirs.url).content.decode()
    assert re.findall(rf'action="{theirs.url}([a-z-]*)/"', body) == ["notes"]
    assert body.count("Cedar Distribution is the distributor of this lead") == 1
    for fact in ("Ana Silva", theirs.reference, "Aster Insights", "Cedar Store", "Timeline", "Opportunity details"):
        assert fact in body


@pytest.mark.parametrize("view", ["cards", "list"])
def test_the_list_has_their_leads_alone_no_control_and_says_why_once(cedar, theirs, view):
    body = cedar.get(f"/leads/?view={view}").content.decode()
    assert re.findall(r'id="(?:card|row)-(LD-[0-9A-Z-]+)"', body) == [theirs.reference]
    assert f'action="{theirs.url}' not in body
    assert body.count("Cedar Distribution is the distributor of these leads") == 1


def test_they_write_notes_that_the_vendor_reads(cedar, sign_in, theirs):
    assert cedar.post(f"{theirs.url}notes/", {"body": "We met them."}).status_code == 303
    assert "We met them." in sign_in("member@aster.example").get(theirs.url).content.decode()


def test_they_export_what_they_see(cedar, theirs):
    body = b"".join(cedar.get("/leads/export.csv").streaming_content).decode("utf-8-sig")
    assert [row["Lead ID"] for row in csv.DictReader(io.StringIO(body, newline=""))] == [theirs.reference]


def test_their_neighbours_are_their_own(cedar, theirs):
    assert '<span class="where">1 of 1</span>' in cedar.get(theirs.url).content.decode()


def test_a_viewer_is_told_once_too(sign_in, theirs):
    viewer = sign_in("viewer@aster.example")
    assert viewer.get("/leads/").content.decode().count("Viewers can read leads") == 1
    assert viewer.get(theirs.url).content.decode().count("Viewers can read leads") == 1


def test_whoever_may_change_every_lead_is_told_nothing(sign_in, theirs):
    assert 'class="muted lead-in"' not in sign_in("member@aster.example").get("/leads/").content.decode()
