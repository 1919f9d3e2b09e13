"""Creating a lead: by a source's token and by a person's; once, whatever is sent how often; and nothing of what is refused."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from intake.models import Identity
from intake.tests.api.ada import ADA, MEMBER
from intake.tests.api.problems import problem_of
from leads.answers.types import TemplateField
from leads.models import Lead, Source


@pytest.fixture
def sender(source_program):
    """A source's program."""
    return source_program(kind="own", listing="Aster Invoicing", marketplace="northwind")


def said_of(problem):
    return {error["field"]: error["message"] for error in problem["errors"]}


def test_a_source_creates_a_lead_and_hears_where_it_is(sender):
    response = sender.post("/leads", ADA)
    lead = Lead.objects.get()
    page = f"http://testserver/leads/{lead.reference}/"
    assert (response.status_code, response.json()) == (201, {"reference": lead.reference, "url": page})
    assert response.headers["Location"] == f"http://testserver/api/v1/leads/{lead.reference}"
    assert {name: getattr(lead, name) for name in ADA} == ADA
    assert (lead.source, lead.partner.slug) == (sender.endpoint.source, "aster")
    assert (lead.listing.name, lead.marketplace.slug) == ("Aster Invoicing", "northwind")
    assert lead.history.get().actor_name == "A marketplace"


def test_a_person_creates_a_lead_in_their_own_name(cast, program):
    ben = program(MEMBER)
    listing = cast.listings["Aster Insights"].reference
    reference = ben.post("/leads", ADA | {"listing": listing, "marketplace": "cedar-store"}).json()["reference"]
    lead = Lead.objects.get(reference=reference)
    assert (lead.source.kind, lead.source.name, lead.source.partner.slug) == (Source.Kind.API, "API", "aster")
    assert (lead.listing.name, lead.distributor.slug) == ("Aster Insights", "cedar")
    assert lead.history.get().actor == cast.people[MEMBER]
    assert ben.get(f"/leads/{reference}").json()["source"] == "API"


def test_a_distributors_lead_is_the_vendors(program):
    created = program("manager@cedar.example").post("/leads", ADA | {"listing": "Aster Insights", "marketplace": "cedar-store"})
    lead = Lead.objects.get(reference=created.json()["reference"])
    assert (lead.partner.slug, lead.distributor.slug) == ("aster", "cedar")


def test_everything_that_comes_is_kept(sender):
    more = {"message": "Please call", "answers": {"Budget": 50.5, "Seats": 7, "New": True, "Regions": ["North", "South"]}}
    sender.post("/leads", ADA | more | {"occurred_at": "2026-11-20T08:30:00+01:00"})
    answers = [(answer["label"], answer["value"]) for answer in Lead.objects.get().answers]
    assert answers == [
        ("Message", "Please call"),
        ("Budget", "50.5"),
        ("Seats", "7"),
        ("New", "yes"),
        ("Regions", "North\nSouth"),
        ("Occurred at", "2026-11-20T07:30:00Z"),
    ]


def test_answers_to_the_template_are_its_answers(sender, make_template):
    template = make_template(fields=[TemplateField("size", "Team size", "number")])
    sender.post("/leads", ADA | {"answers": {"size": 40}})
    lead = Lead.objects.get()
    assert (lead.template_version.template, lead.status.slug) == (template, "pending")
    assert lead.answers == [{"key": "size", "label": "Team size", "type": "number", "value": "40"}]


@pytest.mark.parametrize("name", ["email", "phone", "last_name", "company"])
def test_one_word_of_who_it_is_is_enough(sender, name):
    assert sender.post("/leads", {name: ADA[name]}).status_code == 201


@pytest.mark.parametrize("body", [{}, {"first_name": "Ada"}, {"email": " "}, {"email": "", "country": "GB"}])
def test_a_lead_says_who_it_is(sender, body):
    problem = problem_of(sender.post("/leads", body), 422)
    assert said_of(problem) == {"": "Say who it is: at least one of “email”, “phone”, “last_name” and “company”."}
    assert not Lead.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field", "message"),
    [
        ({"colour": "red"}, "colour", "There is no field of this name."),
        ({"email": 7}, "email", "Write this as a text."),
        ({"email": None}, "email", "Write this as a text."),
        ({"company": ["A"]}, "company", "Write this as a text."),
        ({"first_name": "x" * 256}, "first_name", "This can have 255 characters."),
        ({"external_id": "x" * 256}, "external_id", "This can have 255 characters."),
        ({"first_name": "a\0b"}, "first_name", "This has characters that cannot be stored."),
        ({"message": "a\ud800b"}, "message", "This has characters that cannot be stored."),
        ({"answers": ["A"]}, "answers", 'Write this as an object: {"field": "answer"}.'),
        ({"answers": {"A": None}}, "answers.A", "Write this as a text, a number, true or false, or a list of texts."),
        ({"answers": {"A": {"B": "C"}}}, "answers.A", "Write this as a text, a number, true or false, or a list of texts."),
        ({"answers": {"A": [1]}}, "answers.A", "Write this as a text, a number, true or false, or a list of texts."),
        ({"answers": {"A": "\0"}}, "answers.A", "This has characters that cannot be stored."),
        ({"occurred_at": "2026-02-30T08:30:00Z"}, "occurred_at", "This is no moment such as 2026-11-22T08:30:00Z."),
        ({"occurred_at": "2026-11-20T08:30:00"}, "occurred_at", "This is no moment such as 2026-11-22T08:30:00Z."),
        ({"occurred_at": "2026-11-20"}, "occurred_at", "This is no moment such as 2026-11-22T08:30:00Z."),
        ({"occurred_at": "0001-01-01T00:00:00+23:00"}, "occurred_at", "This is no moment such as 2026-11-22T08:30:00Z."),
        ({"occurred_at": "1899-12-31T00:00:00Z"}, "occurred_at", "This is before 1900, or still to come."),
        ({"occurred_at": "9999-12-31T00:00:00Z"}, "occurred_at", "This is before 1900, or still to come."),
        ({"occurred_at": 1700000000}, "occurred_at", "Write this as a text."),
        ({"listing": "Aster Invoicin"}, "listing", "This names nothing here. The nearest is “Aster Invoicing”."),
        ({"marketplace": "northwin"}, "marketplace", "This names nothing here. The nearest is “northwind”."),
        ({"listing": "Managed Backup"}, "listing", None),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_stored(sender, wrong, field, message):
    said = said_of(problem_of(sender.post("/leads", ADA | wrong), 422))
    assert (list(said), message and said[field]) == ([field], message)
    assert (Lead.objects.count(), Identity.objects.count()) == (0, 0)


def test_what_a_person_sends_in_vain_leaves_no_source_either(program):
    problem_of(program(MEMBER).post("/leads", ADA | {"listing": "Nothing"}), 422)
    problem_of(program(MEMBER).post("/leads", ADA, Idempotency_Key=""), 422)
    assert not Source.objects.exists()


def test_every_wrong_field_is_named_at_once(sender):
    problem = problem_of(sender.post("/leads", {"email": 7, "colour": "red", "occurred_at": "x"}), 422)
    assert sorted(said_of(problem)) == ["colour", "email", "occurred_at"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (" ", "This is not JSON: see line 1, column 2."),
        ("{", "This is not JSON: see line 1, column 2."),
        (b"\xff\xfe{", "This is not JSON: its text is not UTF-8."),
        ('{"email": "a@b.example", "email": "c@d.example"}', "The field “email” is there more than once."),
        ('{"answers": {"A": NaN}, "email": "a"}', "“NaN” is no JSON: a number has digits."),
        ("[" * 100_000, "This JSON is nested too deeply."),
        ('{"answers": {"A": ' + "9" * 5000 + "}}", "This JSON has a number that is too long."),
    ],
)
def test_what_is_no_json_is_refused(sender, body, words):
    assert problem_of(sender.post("/leads", body), 400)["detail"] == words


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/json; charset=utf-16",
        "",
        "x\\;;=",
        "application/json;;charset*=x",
    ],
)
def test_what_does_not_say_that_it_is_json_is_refused(sender, kind):
    problem_of(sender.ask("POST", "/leads", json.dumps(ADA), content_type=kind), 415)


def test_json_may_say_its_character_set(sender):
    assert sender.ask("POST", "/leads", json.dumps(ADA), content_type="Application/JSON; charset=UTF-8").status_code == 201


def test_one_megabyte_is_as_much_as_there_can_be(sender):
    frame = json.dumps(ADA | {"message": ""})
    longest = 2**20 - len(frame)
    problem_of(sender.post("/leads", ADA | {"message": "x" * (longest + 1)}), 413)
    assert not Lead.objects.exists()
    assert sender.post("/leads", ADA | {"message": "x" * longest}).status_code == 201


def test_what_is_said_to_be_too_long_is_not_even_read(sender):
    response = sender.client.generic(
        "POST", "/api/v1/leads", "{}", content_type="application/json", CONTENT_LENGTH=str(2**20 + 1),
        headers={"Authorization": f"Bearer {sender.secret}"},
    )  # fmt: skip
    problem_of(response, 413)


def test_ten_thousand_unknown_fields_are_refused(sender):
    problem = problem_of(sender.post("/leads", ADA | {f"field_{number}": "x" for number in range(10_000)}), 422)
    assert len(problem["errors"]) == 100
    assert not Lead.objects.exists()


# --- Repeats ---------------------------------------------------------------------------------------


def same(first, second):
    """Whether the second answer is the first's, as a repeat."""
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers
    return first.json() == second.json()


def test_the_same_person_asking_the_same_is_one_lead(sender):
    assert same(sender.post("/leads", ADA), sender.post("/leads", ADA | {"phone": ""}))
    assert sender.post("/leads", ADA | {"action": "demo"}).status_code == 201
    assert Lead.objects.count() == 2


def test_the_senders_id_names_one_lead_and_brings_it_up_to_date(sender):
    sent = ADA | {"external_id": "7"}
    assert same(sender.post("/leads", sent), sender.post("/leads", sent | {"company": "Engines & Sons"}))
    assert Lead.objects.get().company == "Engines & Sons"


def test_an_idempotency_key_names_one_request(sender):
    first = sender.post("/leads", ADA, Idempotency_Key="k1")
    assert same(first, sender.post("/leads", ADA, Idempotency_Key="k1"))
    assert sender.post("/leads", ADA, Idempotency_Key="k2").status_code == 201


def test_a_key_with_another_body_is_a_mistake(sender):
    sender.post("/leads", ADA, Idempotency_Key="k1")
    problem = problem_of(sender.post("/leads", ADA | {"phone": "1"}, Idempotency_Key="k1"), 422)
    assert (problem["type"], problem["detail"]) == (
        "urn:leadhub:key-reused",
        "This “Idempotency-Key” came before, with another body.",
    )
    assert Lead.objects.get().phone == ADA["phone"]


def test_two_people_may_both_call_their_key_1(program):
    programs = [program(MEMBER), program("admin@aster.example")]
    bodies = [{"email": "a@x.example"}, {"email": "b@x.example"}]
    answers = [each.post("/leads", body, Idempotency_Key="1") for each, body in zip(programs, bodies, strict=True)]
    assert [answer.status_code for answer in answers] == [201, 201]


@pytest.mark.parametrize("key", ["", " ", "x" * 256])
def test_what_is_no_key_is_refused(sender, key):
    assert list(said_of(problem_of(sender.post("/leads", ADA, Idempotency_Key=key), 422))) == ["Idempotency-Key"]
    assert not Lead.objects.exists()


def test_what_was_refused_spoils_no_key(sender):
    problem_of(sender.post("/leads", ADA | {"colour": "red"}, Idempotency_Key="k1"), 422)
    assert sender.post("/leads", ADA, Idempotency_Key="k1").status_code == 201


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("key", [{}, {"Idempotency_Key": "k1"}])
def test_twenty_at_once_are_one_lead(sender, key):
    def post(_):
        try:
            return sender.post("/leads", ADA, **key)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as senders:
        answers = list(senders.map(post, range(20)))
    assert sorted(answer.status_code for answer in answers) == [200] * 19 + [201]
    assert {answer.json()["reference"] for answer in answers} == {Lead.objects.get().reference}


def test_a_source_that_is_off_takes_nothing(sender):
    sender.endpoint.is_on = False
    sender.endpoint.save()
    problem = problem_of(sender.post("/leads", "no JSON at all"), 403)
    assert (problem["type"], problem["detail"]) == ("urn:leadhub:source-off", "This source is turned off, so nothing was stored.")
    assert not Lead.objects.exists()


def test_a_token_reaches_its_own_partner_alone(cast, source_program):
    """The name of another partner's listing, and its reference, name nothing here."""
    birch = source_program(partner="birch")
    for text in ("Aster Invoicing", cast.listings["Aster Invoicing"].reference):
        assert list(said_of(problem_of(birch.post("/leads", ADA | {"listing": text}), 422))) == ["listing"]
    birch.post("/leads", ADA)
    assert Lead.objects.get().partner.slug == "birch"
