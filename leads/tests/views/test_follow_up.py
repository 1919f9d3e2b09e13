"""Follow up on a day (C-15): the form, the badge, the filter Due and its count."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leads.actions import follow_up_on, move_lead
from leads.models import Lead

MEMBER = "member@aster.example"  # in Madrid
NOON = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Europe/Madrid"))
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _on_sunday():
    with time_machine.travel(NOON):
        yield


@pytest.fixture
def lead(make_lead):
    return make_lead(first_name="Ana", last_name="Silva")


def due_on(lead, day):
    Lead.objects.filter(pk=lead.pk).update(follow_up_on=day)
    return lead


def day_of(lead):
    return Lead.objects.get(pk=lead.pk).follow_up_on


def shown(client, address):
    return re.findall(r'id="(?:card|row)-(LD-[0-9A-Z-]+)"', client.get(address).content.decode())


def due_link(client, address="/leads/"):
    body = client.get(address).content.decode()
    found = re.search(r'<a class="chip due-link" href="([^"]*)".*?Due <b>([^<]*)</b>', body)
    return found and found.groups()


@pytest.mark.parametrize(
    ("said", "day"), [("2026-12-24", date(2026, 12, 24)), ("tomorrow", date(2026, 11, 23)), ("in-a-week", date(2026, 11, 29))]
)
def test_a_day_is_set(member, lead, said, day):
    response = member.post(f"{lead.url}follow-up/", {"follow_up_on": said, "version": 1})
    assert (response.status_code, day_of(lead)) == (303, day)
    assert "Follow up on Ana Silva on " in member.get("/leads/").content.decode()


def test_it_is_taken_away_and_put_back_by_undo(member, lead):
    member.post(f"{lead.url}follow-up/", {"follow_up_on": "tomorrow", "version": 1})
    member.post(f"{lead.url}follow-up/", {"follow_up_on": "", "version": 2})
    assert day_of(lead) is None
    assert member.post(f"{lead.url}undo/", {"version": 3}).status_code == 303
    assert day_of(lead) == date(2026, 11, 23)


@pytest.mark.parametrize("said", ["soon", "2026-13-01", "22.11.2026", "\x00", "2026-11-22T00:00", "9" * 5000])
def test_what_is_no_day_is_asked_again_and_kept(member, lead, said):
    response = member.post(f"{lead.url}follow-up/", {"follow_up_on": said, "version": 1})
    assert (response.status_code, day_of(lead)) == (422, None)
    assert "Enter a day, as in 2026-11-22." in response.content.decode()


def test_a_form_without_a_day_changes_nothing(member, lead):
    due_on(lead, TODAY)
    assert member.post(f"{lead.url}follow-up/", {"version": 1}).status_code == 422
    assert day_of(lead) == TODAY


def test_a_stale_form_is_told_who_was_faster(member, lead, cast):
    follow_up_on(lead, TODAY, by=cast.people["admin@aster.example"], version=1)
    response = member.post(f"{lead.url}follow-up/", {"follow_up_on": "tomorrow", "version": 1})
    assert response.status_code == 409
    assert "Ana Moreno changed when to follow up on Ana Silva in the meantime." in response.content.decode()


def test_the_same_day_again_offers_no_undo(member, lead):
    due_on(lead, TODAY)
    member.post(f"{lead.url}follow-up/", {"follow_up_on": "2026-11-22", "version": 1})
    assert "undo/" not in member.get("/leads/").content.decode()


def test_htmx_gets_the_leads_page_with_the_day(member, lead):
    headers = {"HX-Request": "true", "HX-Target": f"lead-{lead.reference}"}
    body = member.post(f"{lead.url}follow-up/", {"follow_up_on": "tomorrow", "version": 1}, headers=headers).content.decode()
    assert f'<div id="lead-{lead.reference}"' in body
    assert 'value="2026-11-23"' in body
    assert "Due in 1 d" in body


@pytest.mark.parametrize("view", ["cards", "list"])
@pytest.mark.parametrize(("days", "words"), [(-1, "Overdue"), (0, "Due"), (3, "Due in 3 d")])
def test_cards_and_rows_have_a_badge(member, lead, view, days, words):
    due_on(lead, TODAY + timedelta(days=days))
    body = member.get(f"/leads/?view={view}").content.decode()
    assert re.search(rf'<span class="due[^>]*title="Follow up on [^"]+"><svg.*?</svg>{words}</span>', body, re.DOTALL)


def test_due_are_those_of_today_and_before_in_the_readers_time_zone(member, sign_in, make_lead):
    leads = [due_on(make_lead(first_name=f"L{days}"), TODAY + timedelta(days=days)) for days in (-400, -1, 0, 1)]
    make_lead(first_name="Never")
    assert sorted(shown(member, "/leads/?due=1")) == sorted(lead.reference for lead in leads[:3])
    with time_machine.travel(datetime(2026, 11, 22, 22, 30, tzinfo=ZoneInfo("UTC"))):  # 23:30 in Madrid, Monday in Istanbul
        assert len(shown(member, "/leads/?due=1")) == 3
        assert len(shown(sign_in("resellers@aster.example"), "/leads/?due=1")) == 4


def test_the_leads_page_links_to_the_due_ones_with_their_number(member, make_lead):
    assert due_link(member) is None
    for days in (-1, 0, 1):
        due_on(make_lead(first_name=f"L{days}"), TODAY + timedelta(days=days))
    due_on(make_lead(partner="birch"), TODAY)
    assert due_link(member) == ("/leads/?due=1", "2")
    assert due_link(member, "/leads/?q=nobody&sort=company&view=list") == ("/leads/?due=1&amp;sort=company&amp;view=list", "2")
    assert len(shown(member, "/leads/?due=1")) == 2
    assert "Follow-up: <b><bdi>Due</bdi></b>" in member.get("/leads/?due=1").content.decode()


def test_the_number_follows_a_change(member, make_lead):
    due_on(make_lead(first_name="Ana"), TODAY)
    headers = {"HX-Request": "true", "HX-Trigger": "count"}
    body = member.get("/leads/", headers=headers).content.decode()
    assert re.search(r'<span id="due" hx-swap-oob="true">.*Due <b>1</b>', body, re.DOTALL)


def test_a_follow_up_stays_whatever_becomes_of_the_status(member, lead, cast):
    due_on(lead, TODAY)
    move_lead(lead, "delivered", by=cast.people[MEMBER], version=1)
    assert shown(member, "/leads/?due=1") == [lead.reference]


@pytest.mark.parametrize("query", ["due=2", "due=yes", "due=-1"])
def test_another_word_than_1_is_not_understood(member, query):
    assert "is not one of the available choices" in member.get(f"/leads/?{query}").content.decode()
    assert member.get(f"/leads/export.csv?{query}").status_code == 400


def test_the_count_of_due_leads_asks_the_index_alone(member, lead):
    with CaptureQueriesContext(connection) as asked:
        member.get("/leads/")
    sql = next(query["sql"] for query in asked if "COUNT" in query["sql"] and "follow_up_on" in query["sql"])
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            assert any("lead_by_follow_up" in str(row) for row in cursor.fetchall())


@pytest.mark.parametrize("email", ["viewer@aster.example", "manager@cedar.example"])
def test_who_may_not_change_the_lead_is_refused_with_the_reason_and_sees_no_form(sign_in, make_lead, email):
    lead = make_lead(first_name="Ana", listing="Aster Insights", marketplace="cedar-store")
    client = sign_in(email)
    assert client.post(f"{lead.url}follow-up/", {"follow_up_on": "tomorrow", "version": 1}).status_code == 403
    assert day_of(lead) is None
    assert "follow_up_on" not in client.get(lead.url).content.decode()
    assert "follow_up_on" not in client.get(f"{lead.url}follow-up/").content.decode()


def test_phases_are_filtered_across_workflows_and_together_with_the_rest(member, make_lead, put_in):
    new, pending = make_lead(first_name="New"), put_in(make_lead(first_name="Pending"), "qualification", "pending")
    contacted, qualified = make_lead(status="contacted"), put_in(make_lead(), "qualification", "qualified")
    put_in(make_lead(), "qualification", "invalid")
    make_lead(status="delivered")
    assert set(shown(member, "/leads/?phase=new")) == {new.reference, pending.reference}
    assert set(shown(member, "/leads/?phase=working")) == {contacted.reference, qualified.reference}
    assert len(shown(member, "/leads/?phase=new&phase=working")) == 4
    assert shown(member, "/leads/?phase=new&phase=lost&status=pending") == [pending.reference]
    assert shown(member, "/leads/?phase=won&status=pending") == []
    assert shown(member, "/leads/?phase=new&q=pend") == [pending.reference]
    assert "Phase: <b><bdi>New</bdi></b>" in member.get("/leads/?phase=new").content.decode()
