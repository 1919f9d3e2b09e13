"""Reading leads: what a lead looks like, and that the list is the page's."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from intake.tests.api.ada import ADA, MEMBER
from intake.tests.api.problems import problem_of
from leads.models import Lead
from leads.models.template import CONTACT_FIELDS


def references(response):
    assert response.status_code == 200, response.content
    return [lead["reference"] for lead in response.json()["leads"]]


def test_a_lead_has_the_facts_of_its_page_and_of_the_csv(cast, program, make_lead):
    ben = cast.people[MEMBER]
    made = make_lead(
        **ADA,
        listing="Aster Insights",
        marketplace="cedar-store",
        owner=MEMBER,
        answers=[("Budget", "50 thousand")],
        created_at=datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
    )
    Lead.objects.filter(pk=made.pk).update(
        updated_at=datetime(2026, 11, 21, 9, 0, 30, 999_999, tzinfo=UTC), follow_up_on="2026-12-01"
    )
    assert program(MEMBER).get(f"/leads/{made.reference}").json() == {
        **ADA,
        "reference": made.reference,
        "url": f"http://testserver/leads/{made.reference}/",
        "version": 1,
        "listing": {"reference": cast.listings["Aster Insights"].reference, "name": "Aster Insights", "kind": "app"},
        "marketplace": {"slug": "cedar-store", "name": "Cedar Store"},
        "distributor": {"slug": "cedar", "name": "Cedar Distribution"},
        "status": {"slug": "new", "name": "New", "phase": "new"},
        "owner": {"reference": ben.reference, "name": "Ben Okafor"},
        "source": "Test marketplace",
        "answers": [{"key": "", "label": "Budget", "type": "", "value": "50 thousand"}],
        "note_count": 0,
        "follow_up_on": "2026-12-01",
        "is_test": False,
        "do_not_contact": False,
        "created_at": "2026-11-20T08:30:00Z",
        "updated_at": "2026-11-21T09:00:30Z",
    }


def test_what_is_not_known_of_a_lead_is_blank_or_null(program, make_lead):
    made = make_lead(last_name="Byron", listing_text="Their app", marketplace_text="Elsewhere")
    shown = program(MEMBER).get(f"/leads/{made.reference}").json()
    assert shown["listing"] == {"reference": None, "name": "Their app", "kind": None}
    assert shown["marketplace"] == {"slug": None, "name": "Elsewhere"}
    assert [shown[name] for name in ("distributor", "owner", "follow_up_on")] == [None, None, None]
    assert {name: shown[name] for name in CONTACT_FIELDS} == dict.fromkeys(CONTACT_FIELDS, "") | {"last_name": "Byron"}


def test_the_list_has_whole_leads(program, make_lead):
    made, reader = make_lead(**ADA), program(MEMBER)
    assert reader.get("/leads").json() == {
        "leads": [reader.get(f"/leads/{made.reference}").json()],
        "next": None,
        "previous": None,
    }


def test_a_reference_may_be_written_as_people_write_it(program, make_lead):
    made = make_lead(**ADA)
    assert program(MEMBER).get(f"/leads/{made.reference.lower()}").json()["reference"] == made.reference


def test_following_next_gives_each_lead_once_and_previous_leads_back(program, make_lead):
    made = [make_lead(last_name=f"Lead {number}").reference for number in range(7)][::-1]
    reader = program(MEMBER)
    first = reader.get("/leads?limit=3")
    second = reader.client.get(first.json()["next"], headers={"Authorization": f"Bearer {reader.secret}"})
    third = reader.client.get(second.json()["next"], headers={"Authorization": f"Bearer {reader.secret}"})
    assert [references(first), references(second), references(third)] == [made[:3], made[3:6], made[6:]]
    assert (first.json()["previous"], third.json()["next"]) == (None, None)
    back = reader.client.get(third.json()["previous"], headers={"Authorization": f"Bearer {reader.secret}"})
    assert references(back) == made[3:6]


def test_a_page_has_25_leads_unless_told(program, make_lead):
    for number in range(26):
        make_lead(last_name=f"Lead {number}")
    reader = program(MEMBER)
    assert [len(references(reader.get(path))) for path in ("/leads", "/leads?limit=100", "/leads?limit=1")] == [25, 26, 1]


@pytest.mark.parametrize(
    ("query", "field", "words"),
    [
        ("colour=red", "colour", "“colour” is not a filter here."),
        ("status=bogus", "status", "Select a valid choice. bogus is not one of the available choices."),
        ("type=app&type=service", "type", "“type” is given more than once."),
        ("received_from=yesterday", "received_from", "“yesterday” is not a day such as 2026-11-22."),
        ("limit=0", "limit", "Ensure this value is greater than or equal to 1."),
        ("limit=101", "limit", "Ensure this value is less than or equal to 100."),
        ("limit=many", "limit", "Enter a whole number."),
    ],
)
def test_what_of_the_query_is_not_understood_is_named(program, query, field, words):
    problem = problem_of(program(MEMBER).get(f"/leads?{query}"), 400)
    assert problem["errors"] == [{"field": field, "message": words}]


def test_a_cursor_of_another_set_is_refused(program, make_lead):
    make_lead(last_name="One")
    make_lead(last_name="Two")
    reader = program(MEMBER)
    cursor = reader.get("/leads?limit=1").json()["next"].partition("after=")[2]
    assert len(references(reader.get(f"/leads?limit=5&after={cursor}"))) == 1
    for path in (f"/leads?q=o&after={cursor}", "/leads?after=x", f"/leads?after={cursor}&before={cursor}"):
        problem_of(reader.get(path), 400)


def test_days_are_days_on_the_clock_of_whose_token_it_is(program, make_lead):
    """23:30 in London is the next day in Istanbul."""
    made = make_lead(last_name="Late", created_at=datetime(2026, 6, 1, 22, 30, tzinfo=UTC))
    there, here = program("resellers@aster.example"), program("viewer@aster.example")
    assert references(there.get("/leads?received_from=2026-06-02&received_to=2026-06-02")) == [made.reference]
    assert references(here.get("/leads?received_from=2026-06-02&received_to=2026-06-02")) == []


def test_test_leads_are_left_out_unless_asked_for(program, make_lead):
    real, test = make_lead(last_name="Real"), make_lead(last_name="Test", is_test=True)
    reader = program(MEMBER)
    assert references(reader.get("/leads")) == [real.reference]
    assert references(reader.get("/leads?marked=test")) == [test.reference]
    assert reader.get(f"/leads/{test.reference}").json()["is_test"] is True


def test_me_is_whose_token_it_is(program, make_lead):
    made = make_lead(last_name="Mine", owner=MEMBER)
    assert references(program(MEMBER).get("/leads?owner=me")) == [made.reference]
    assert references(program("admin@aster.example").get("/leads?owner=me")) == []


def test_deleted_leads_are_not_there(program, make_lead):
    made = make_lead(last_name="Gone")
    Lead.objects.filter(pk=made.pk).update(deleted_at=timezone.now())
    reader = program(MEMBER)
    assert references(reader.get("/leads")) == []
    problem_of(reader.get(f"/leads/{made.reference}"), 404)


def test_a_list_asks_as_many_questions_for_30_leads_as_for_one(cast, program, make_lead, queries_of):
    def more(number):
        make_lead(
            last_name=f"Lead {number}", listing="Aster Insights", marketplace="cedar-store", owner=MEMBER, answers=[("A", "B")]
        )

    reader = program(MEMBER)
    more(0)
    reader.get("/leads")  # the token's first use is written down
    one, for_one = queries_of(reader.get, "/leads?limit=100")
    for number in range(1, 30):
        more(number)
    thirty, for_thirty = queries_of(reader.get, "/leads?limit=100")
    assert (len(references(one)), len(references(thirty))) == (1, 30)
    assert for_one == for_thirty
