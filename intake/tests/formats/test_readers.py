"""Every format's reader: what senders really write becomes what it says, and nothing breaks it."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.arrivals import Arrival, Message, Reply, Unreadable
from intake.formats import FORMATS, aws, hubspot, microsoft, own, salesforce


def posted(value):
    return Message(json.dumps(value).encode(), "application/json")


def form(*pairs):
    return Message(urlencode(pairs).encode(), "application/x-www-form-urlencoded")


def test_own():
    (arrival,) = own.read(
        posted(
            {
                "listing": "LS-1", "marketplace": "northwind", "external_id": 7, "first_name": "Ada", "email": "ada@x.example",
                "message": "Hello\nthere", "answers": {"size": 12, "modules": ["A", "B"]}, "action": "trial",
                "occurred_at": "2026-11-22T08:30:00+01:00", "colour": "blue", "nothing": None,
            }
        )
    )  # fmt: skip
    assert arrival == Arrival(
        first_name="Ada", email="ada@x.example", listing="LS-1", marketplace="northwind", external_id="7", action="trial",
        occurred_at=datetime(2026, 11, 22, 7, 30, tzinfo=UTC),
        answers=[("Message", "Hello\nthere"), ("size", "12"), ("modules", "A\nB"), ("colour", "blue")],
    )  # fmt: skip


MICROSOFT = {
    "UserDetails": {
        "FirstName": "Some", "LastName": "One", "Email": "someone@contoso.com", "Phone": "16175555555", "Country": "USA",
        "Company": "Contoso", "Title": "Esquire",
    },
    "LeadSource": "AzureMarketplace", "ActionCode": "INS", "OfferTitle": "Test Microsoft", "Description": "Through a flow",
}  # fmt: skip


def test_microsoft():
    (arrival,) = microsoft.read(posted(MICROSOFT))
    assert arrival == Arrival(
        first_name="Some", last_name="One", email="someone@contoso.com", phone="16175555555", country="USA", company="Contoso",
        job_title="Esquire", source_text="AzureMarketplace", listing="Test Microsoft", action="INS",
        answers=[("Description", "Through a flow")],
    )  # fmt: skip


def test_microsofts_combined_source_is_taken_apart():
    body = {"UserDetails": {}, "LeadSource": "Azure-Marketplace-PLT|contoso.offer-1|x"}
    (arrival,) = microsoft.read(posted(body))
    assert (arrival.source_text, arrival.action, arrival.listing) == ("Azure-Marketplace", "PLT", "contoso.offer-1|x")
    assert not arrival.says_who


def test_microsofts_do_not_contact_and_test_leads_are_flagged():
    (arrival,) = microsoft.read(posted(MICROSOFT | {"ActionCode": "dnc", "Description": "a msft_test lead"}))
    assert (arrival.do_not_contact, arrival.is_test) == (True, True)
    (arrival,) = microsoft.read(posted(MICROSOFT))
    assert (arrival.do_not_contact, arrival.is_test) == (False, False)


AWS = {
    "apnCrmUniqueIdentifier": "L1", "fullName": "Ada King Lovelace", "email": "ada@x.example", "company": "Engines",
    "leadSource": "Webinar", "useCaseWorkload": "Big Data;Content Delivery", "leadAge": 4.0,
    "createdDate": "2020-01-17T20:08:13.000Z", "currentLeadStage": None,
}  # fmt: skip


def test_aws():
    (arrival,) = aws.read(posted({"version": "1", "spmsId": "s", "leads": [AWS]}))
    assert arrival == Arrival(
        first_name="Ada King", last_name="Lovelace", email="ada@x.example", company="Engines", source_text="Webinar",
        external_id="L1", occurred_at=datetime(2020, 1, 17, 20, 8, 13, tzinfo=UTC),
        answers=[("useCaseWorkload", "Big Data\nContent Delivery"), ("leadAge", "4.0")],
    )  # fmt: skip


def test_awss_placeholder_is_no_value_and_its_other_spelling_is_read():
    hidden = dict.fromkeys(("fullName", "email", "company", "phone", "city"), "Accept To View")
    first, second = aws.read(posted({"Leads": [hidden | {"APNCRMUniqueIdentifier": "L2"}, {"firstName": "A", "lastName": "B"}]}))
    assert first == Arrival(external_id="L2")
    assert (second.first_name, second.last_name) == ("A", "B")


def test_salesforce():
    (arrival,) = salesforce.read(
        form(
            ("oid", "00D"), ("retURL", "https://x.example"), ("encoding", "UTF-8"), ("encoding", "UTF-8"), ("first_name", "Ada"),
            ("last_name", "Lovelace"), ("company", "Engines"), ("email", "ada@x.example"),
            ("lead_source", "SFDC-dup-IN|Aster Insights"),
            ("00N123456789012", "one"), ("00N123456789012", "two"), ("description", ""),
        )
    )  # fmt: skip
    assert arrival == Arrival(
        first_name="Ada", last_name="Lovelace", company="Engines", email="ada@x.example",
        source_text="SFDC-dup-IN|Aster Insights", listing="Aster Insights", action="SFDC-IN",
        answers=[("00N123456789012", "one\ntwo")],
    )  # fmt: skip


def test_salesforces_return_address_is_for_the_answer():
    reply = salesforce.reply(form(("retURL", " https://x.example/thanks "), ("last_name", "L")))
    assert reply == Reply(url="https://x.example/thanks", is_page=True)


def test_hubspot():
    (arrival,) = hubspot.read(
        posted(
            {
                "submittedAt": "1517927174000",
                "fields": [
                    {"objectTypeId": "0-1", "name": "email", "value": "ada@x.example"},
                    {"objectTypeId": "0-1", "name": "firstname", "value": "Ada"},
                    {"objectTypeId": "0-1", "name": "team_size", "value": "12"},
                ],
                "context": {"pageUri": "https://x.example/p", "pageName": "Pricing", "ipAddress": "192.0.2.1", "hutk": "secret"},
                "legalConsentOptions": {
                    "consent": {"consentToProcess": True, "text": "I agree.", "communications": [{"value": True, "text": "News"}]}
                },
            }
        )
    )
    assert arrival == Arrival(
        first_name="Ada", email="ada@x.example", source_text="Pricing", occurred_at=datetime(2018, 2, 6, 14, 26, 14, tzinfo=UTC),
        answers=[("team_size", "12"), ("Page", "https://x.example/p"), ("Agreed to", "I agree."), ("News", "yes")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("format_name", "body", "reason"),
    [
        ("own", b"", "This is not JSON: Expecting value in line 1, column 1."),
        ("own", b"[1]", "This is JSON, but not an object with fields."),
        ("own", b"[" * 100_000, "This JSON is nested too deeply to be a lead."),
        ("own", b'{"a":' * 41 + b"1" + b"}" * 41, "This JSON is nested too deeply to be a lead."),
        ("aws", b'{"leads": []}', "This is no AWS lead file: it has no list of leads."),
        ("hubspot", b"{}", "This is no HubSpot submission: it has no list of fields."),
        ("salesforce", b"", "This form is empty."),
        ("salesforce", b"&".join(b"a=1" for _ in range(20_001)), "This form has more than 20,000 fields."),
    ],
)
def test_what_cannot_be_understood_has_a_reason_in_words(format_name, body, reason):
    with pytest.raises(Unreadable) as refusal:
        FORMATS[format_name].read(Message(body))
    assert str(refusal.value) == reason


def test_repeated_keys_are_all_kept_where_many_may_stand():
    (arrival,) = own.read(Message(b'{"last_name": "A", "last_name": "B", "note": "1", "note": "2"}'))
    assert (arrival.last_name, arrival.answers) == ("B", [("note", "1\n2")])


def test_other_encodings_are_read():
    (arrival,) = own.read(Message('{"last_name": "Müller"}'.encode("cp1252")))
    assert arrival.last_name == "Müller"
    (arrival,) = own.read(Message('{"last_name": "Müller"}'.encode("utf-16"), charset="utf-16"))
    assert arrival.last_name == "Müller"
    for message in (
        Message('{"last_name": "Muller"}'.encode("utf-16-le"), charset="UTF-16LE"),
        Message('{"last_name": "Muller"}'.encode("utf-16")),
    ):
        (arrival,) = own.read(message)
        assert arrival.last_name == "Muller"
    (arrival,) = own.read(Message(b'\xef\xbb\xbf{"last_name": "M"}'))
    assert arrival.last_name == "M"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
KNOWN = [
    "UserDetails",
    "LeadSource",
    "leads",
    "fields",
    "context",
    "legalConsentOptions",
    "consent",
    "communications",
    "answers",
    "email",
]
shaped = st.dictionaries(st.sampled_from([*KNOWN, "firstname", "createdDate", "submittedAt", "occurred_at"]), anything, max_size=6)
bodies = (anything | shaped | shaped.map(lambda lead: {"leads": [lead], "fields": [lead]})).map(
    lambda value: json.dumps(value).encode()
)


@pytest.mark.parametrize("format_name", FORMATS)
@given(body=bodies | st.binary(max_size=200))
def test_a_reader_gives_arrivals_or_a_reason_and_nothing_else(format_name, body):
    with suppress(Unreadable):
        arrivals = FORMATS[format_name].read(Message(body))
        assert arrivals
        for arrival in arrivals:
            texts = [getattr(arrival, name) for name in ("first_name", "email", "listing", "action", "external_id", "source_text")]
            assert all(isinstance(text, str) for text in [*texts, *(part for pair in arrival.answers for part in pair)])


def test_what_is_no_lead_in_an_aws_file_names_nobody_and_keeps_no_other_one_out():
    nobody, ada = aws.read(posted({"leads": [1, {"fullName": "Ada Byron"}]}))
    assert (nobody, nobody.says_who) == (Arrival(), False)
    assert (ada.first_name, ada.last_name) == ("Ada", "Byron")


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_of_each_format_is_read_as_a_person(name):
    module = FORMATS[name]
    (arrival,) = module.read(Message(module.SAMPLE.encode(), module.CONTENT_TYPE))
    assert (arrival.first_name, arrival.last_name, arrival.email) == ("Test", "Person", "test.person@example.com")


def test_whoever_is_not_to_be_contacted_in_either_place_is_not():
    combined = MICROSOFT | {"LeadSource": "AzureMarketplace-DNC|contoso.offer", "ActionCode": "INS"}
    assert [microsoft.read(posted(body))[0].do_not_contact for body in (combined, MICROSOFT)] == [True, False]


def test_answers_that_are_no_object_are_kept():
    (arrival,) = own.read(posted({"last_name": "Byron", "answers": ["one", "two"]}))
    assert arrival.answers == [("answers", "one\ntwo")]


@pytest.mark.parametrize("communications", [True, "yes", 7, {"text": "t"}])
def test_communications_that_are_no_list_break_nothing(communications):
    consent = {"consent": {"consentToProcess": True, "text": "All of it", "communications": communications}}
    (arrival,) = hubspot.read(posted({"fields": [], "legalConsentOptions": consent}))
    assert arrival.answers == [("Agreed to", "All of it")]


def test_a_name_that_is_too_long_for_a_label_is_kept_whole():
    name = "n" * 201
    whole = [("n" * 199 + "…", f"{name}\nv")]
    assert own.read(posted({"last_name": "Byron", name: "v"}))[0].answers == whole
    assert aws.read(posted({"leads": [{"company": "E", name: "v"}]}))[0].answers == whole
