"""One lead is one lead however often it is sent: by the sender's id, by Idempotency-Key, else by fingerprint."""

import random
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from intake.actions.endpoints import EndpointDraft, change_endpoint
from intake.models import Delivery, ListingName, Outcome
from leads.actions import delete_lead, edit_lead
from leads.models import Lead

pytestmark = pytest.mark.django_db
ADA = {"first_name": "Ada", "last_name": "Byron", "email": "ada@engine.example", "listing": "Aster Invoicing", "action": "trial"}


def kinds():
    return list(Outcome.objects.order_by("pk").values_list("kind", flat=True))


def test_the_same_message_again_is_the_same_lead(make_endpoint, send):
    endpoint = make_endpoint()
    answers = [send(endpoint, ADA).json()["leads"] for _ in range(3)]
    assert answers == [[Lead.objects.get().reference]] * 3
    assert (kinds(), Delivery.objects.count()) == (["created", "repeated", "repeated"], 3)


@pytest.mark.parametrize(
    "other",
    [
        {"email": "augusta@engine.example"},
        {"listing": "Aster Payroll"},
        {"listing": "Something unknown"},
        {"action": "buy"},
        {"marketplace": "northwind"},
    ],
)
def test_another_interest_of_the_same_person_is_another_lead(make_endpoint, send, other):
    endpoint = make_endpoint()
    send(endpoint, ADA)
    send(endpoint, ADA | other)
    assert Lead.objects.count() == 2


@pytest.mark.parametrize(
    "same", [{"email": " ADA@Engine.Example "}, {"listing": "aster  invoicing"}, {"first_name": "Augusta"}, {"action": "TRIAL"}]
)
def test_case_and_blanks_and_another_spelling_of_the_name_make_no_other_interest(make_endpoint, send, same):
    endpoint = make_endpoint()
    send(endpoint, ADA)
    send(endpoint, ADA | same)
    assert Lead.objects.count() == 1


def test_without_an_e_mail_the_phone_says_who_and_without_that_name_and_company(make_endpoint, send):
    endpoint = make_endpoint()
    for person in (
        {"phone": "+34 910 555"},
        {"phone": "(+34) 910555"},
        {"last_name": "Byron", "company": "E"},
        {"company": "e", "last_name": "BYRON"},
    ):
        send(endpoint, person)
    assert Lead.objects.count() == 2


def test_after_the_window_it_is_a_new_lead_and_the_window_begins_anew(make_endpoint, send):
    endpoint = make_endpoint(window_hours=2)
    start = timezone.now()
    for minutes, leads in ((0, 1), (119, 1), (121, 2), (240, 2), (242, 3)):
        with time_machine.travel(start + timedelta(minutes=minutes), tick=False):
            send(endpoint, ADA)
        assert Lead.objects.count() == leads, minutes


def test_two_sources_do_not_know_each_others_leads(make_endpoint, send):
    for name in ("One", "Two"):
        send(make_endpoint(name=name), ADA | {"external_id": "1"})
    assert Lead.objects.count() == 2


def test_an_idempotency_key_names_one_lead_and_another_body_is_not_lost(make_endpoint, send):
    endpoint = make_endpoint()
    for body in (ADA, ADA, ADA | {"email": "other@engine.example"}):
        assert send(endpoint, body, **{"Idempotency-Key": "k1"}).status_code == 202
    assert list(Lead.objects.order_by("pk").values_list("email", flat=True)) == ["ada@engine.example", "other@engine.example"]
    send(endpoint, ADA, **{"Idempotency-Key": "k2"})
    assert Lead.objects.count() == 3


class TestSendersId:
    """A later message with the sender's id says what the lead is by now, as far as that is the sender's to say."""

    def test_it_updates_what_it_says_and_the_timeline_says_so(self, make_endpoint, send):
        endpoint = make_endpoint()
        send(endpoint, {"external_id": "7", "email": "ada@engine.example", "phone": "1", "answers": {"size": "10", "use": "A"}})
        send(
            endpoint,
            {"external_id": "7", "email": "ada@byron.example", "phone": "", "company": "Engines", "answers": {"size": "12"}},
        )
        lead = Lead.objects.get()
        assert (lead.email, lead.phone, lead.company) == ("ada@byron.example", "1", "Engines")
        assert {answer["label"]: answer["value"] for answer in lead.answers} == {"size": "12", "use": "A"}
        entry = lead.history.get(kind="edited")
        assert entry.actor_name == "A marketplace"
        assert entry.changes["email"] == ["ada@engine.example", "ada@byron.example"]
        assert kinds() == ["created", "updated"]

    def test_what_staff_changed_stays(self, make_endpoint, send, cast):
        endpoint = make_endpoint()
        send(endpoint, {"external_id": "7", "email": "ada@engine.example", "phone": "1"})
        lead = Lead.objects.get()
        edit_lead(lead, {"phone": "2"}, by=cast.people["member@aster.example"], version=lead.version)
        send(endpoint, {"external_id": "7", "email": "ada@byron.example", "phone": "3"})
        lead.refresh_from_db()
        assert (lead.email, lead.phone) == ("ada@byron.example", "2")

    def test_what_the_source_wrote_under_a_former_name_is_still_its_own(self, make_endpoint, send):
        endpoint = make_endpoint()
        send(endpoint, {"external_id": "7", "email": "ada@engine.example"})
        send(endpoint, {"external_id": "7", "email": "ada@byron.example"})
        draft = EndpointDraft(name="Another name", format="own")
        change_endpoint(endpoint, draft, version=endpoint.version)
        send(endpoint, {"external_id": "7", "email": "augusta@byron.example"})
        assert Lead.objects.get().email == "augusta@byron.example"

    def test_that_somebody_may_be_contacted_after_all_is_for_staff_to_say(self, make_endpoint, send, cast):
        endpoint = make_endpoint("microsoft")
        message = {"UserDetails": {"Email": "no@x.example"}, "LeadSource": "AzurePortal-DNC|Offer"}
        send(endpoint, message)
        lead = Lead.objects.get()
        edit_lead(lead, {"do_not_contact": False}, by=cast.people["admin@aster.example"], version=lead.version)
        send(endpoint, message)
        assert Lead.objects.get().do_not_contact is False

    def test_a_deleted_lead_stays_deleted_and_as_it_was(self, make_endpoint, send):
        endpoint = make_endpoint()
        send(endpoint, {"external_id": "7", "email": "ada@engine.example"})
        lead = Lead.objects.get()
        delete_lead(lead, by="somebody", version=lead.version)
        send(endpoint, {"external_id": "7", "email": "ada@byron.example"})
        lead.refresh_from_db()
        assert (lead.email, lead.deleted_at is None, Lead.objects.count()) == ("ada@engine.example", False, 1)

    def test_awss_placeholder_has_no_name_and_no_e_mail_and_is_filled_when_it_is_accepted(self, make_endpoint, send):
        hidden = "Accept To View"
        lead = {"apnCrmUniqueIdentifier": "L1", "fullName": hidden, "email": hidden, "company": hidden, "phone": hidden}
        endpoint = make_endpoint("aws")
        send(endpoint, {"leads": [lead]})
        first = Lead.objects.get()
        assert (first.first_name, first.last_name, first.email, first.company) == ("", "", "", "")
        send(endpoint, {"leads": [lead | {"fullName": "Ada Byron", "email": "ada@engine.example"}]})
        then = Lead.objects.get()
        assert (then.pk, then.name, then.email, then.company) == (first.pk, "Ada Byron", "ada@engine.example", "")


def test_a_repeat_fills_blanks_and_adds_what_is_new_but_changes_nothing(make_endpoint, send):
    endpoint = make_endpoint()
    send(endpoint, ADA | {"phone": "1", "message": "First"})
    send(endpoint, ADA | {"phone": "2", "company": "Engines", "message": "Second"})
    lead = Lead.objects.get()
    assert (lead.phone, lead.company) == ("1", "Engines")
    assert [answer["value"] for answer in lead.answers] == ["First", "Second"]
    send(endpoint, ADA | {"phone": "2", "company": "Engines", "message": "Second"})
    assert (len(Lead.objects.get().answers), kinds()) == (2, ["created", "updated", "repeated"])


def test_a_thousand_messages_of_seven_hundred_interests_in_any_order_are_seven_hundred_leads(make_endpoint, send):
    endpoint = make_endpoint()
    chance = random.Random(7)
    interests = [
        {"email": f"person{number % 500}@x.example", "listing": f"Offer {number // 500}", "message": str(number)}
        for number in range(700)
    ]
    messages = interests + chance.choices(interests, k=300)
    chance.shuffle(messages)
    assert {send(endpoint, message).status_code for message in messages} == {202}
    found = Lead.objects.values_list("email", "listing_name")
    assert len(found) == 700
    assert set(found) == {(interest["email"], interest["listing"]) for interest in interests}


def test_a_name_that_is_mapped_between_a_message_and_its_repeat_makes_no_second_lead(make_endpoint, send, cast):
    endpoint = make_endpoint()
    send(endpoint, ADA | {"listing": "ins-365"})
    ListingName.objects.create(endpoint=endpoint, name="ins-365", key="ins-365", listing=cast.listings["Aster Insights"])
    send(endpoint, ADA | {"listing": "ins-365"})
    assert Lead.objects.count() == 1


@pytest.mark.parametrize(
    ("message", "headers"),
    [
        (ADA, {}),
        (ADA | {"external_id": "7"}, {}),
        (ADA, {"Idempotency-Key": "k1"}),
    ],
)
def test_what_was_sent_to_try_the_source_takes_no_real_lead_in_and_changes_none(make_endpoint, send, message, headers):
    endpoint = make_endpoint()
    send(endpoint, message, **headers, **{"LeadHub-Test": "yes"})
    send(endpoint, message, **headers)
    send(endpoint, message | {"first_name": "Tried"}, **headers, **{"LeadHub-Test": "yes"})
    assert list(Lead.objects.real().values_list("first_name", flat=True)) == ["Ada"]


def test_microsofts_own_test_lead_is_not_the_real_one_that_follows(make_endpoint, send):
    endpoint = make_endpoint("microsoft")
    person = {"UserDetails": {"LastName": "Byron", "Email": "ada@engine.example"}, "LeadSource": "AzureMarketplace-INS|offer"}
    for _ in range(2):
        send(endpoint, person | {"Description": "MSFT_TEST"})
        send(endpoint, person)
    assert sorted(Lead.objects.values_list("is_test", flat=True)) == [False, True]


def test_a_country_or_a_job_title_alone_is_nobody_who_could_come_again(make_endpoint, send):
    endpoint = make_endpoint("microsoft")
    for country in ("US", "DE"):
        answer = send(endpoint, {"UserDetails": {"Country": country, "Title": "Buyer"}})
        assert answer.json()["status"] == "quarantined"
    assert Lead.objects.count() == 0


def test_phones_without_a_number_are_told_apart_by_their_words(make_endpoint, send):
    endpoint = make_endpoint()
    for phone in ("ask for Ann", "ask for Bob", "Ask for  Ann"):
        send(endpoint, {"phone": phone})
    assert Lead.objects.count() == 2
