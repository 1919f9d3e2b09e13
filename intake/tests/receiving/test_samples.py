"""Whole messages as marketplaces send them: the lead's page, the API and the message say the same, field by field."""

import json
from html import unescape
from urllib.parse import urlencode

import pytest
from django.utils.html import strip_tags

from accounts.models import Membership
from intake.actions.tokens import make_token
from intake.models.token import READ
from leads.models import Lead

pytestmark = pytest.mark.django_db
HIDDEN = "Accept To View"
MICROSOFT = {
    "UserDetails": {
        "FirstName": "Some", "LastName": "One", "Email": "someone@contoso.example", "Phone": "16175555555", "Country": "USA",
        "Company": "Contoso", "Title": "Esquire",
    },
    "LeadSource": "AzureMarketplace", "ActionCode": "INS", "OfferTitle": "Test Microsoft", "Description": "Test run",
}  # fmt: skip
AWS = {
    "version": "1", "spmsId": "spmsId",
    "leads": [
        {
            "website": "www.test.example", "useCaseWorkload": "Big Data;Content Delivery", "title": HIDDEN, "phone": HIDDEN,
            "leadSource": "Accelerator Application", "leadAge": 4.0, "fullName": HIDDEN, "email": HIDDEN, "country": HIDDEN,
            "currentLeadStage": None, "company": HIDDEN, "createdDate": "2020-01-17T20:08:13.000Z", "apnCrmUniqueIdentifier": "L1",
        }
    ],
}  # fmt: skip
ACCEPTED = AWS | {
    "leads": [AWS["leads"][0] | {"fullName": "Grace Hopper", "email": "grace@navy.example", "currentLeadStage": "Accepted"}]
}
SALESFORCE = urlencode(
    [
        ("oid", "00D"), ("first_name", "Jane"), ("last_name", "Roe"), ("company", "Roe GmbH"), ("email", "jane@roe.example"),
        ("title", "CTO"), ("lead_source", "SFDC-dup-LM|Aster Invoicing"), ("encoding", "UTF-8"), ("encoding", "UTF-8"),
        ("00N000000000001", "A"), ("00N000000000001", "B"), ("debug", "1"),
    ]
)  # fmt: skip
HUBSPOT = {
    "submittedAt": "1763800000000",
    "fields": [
        {"objectTypeId": "0-1", "name": "firstname", "value": "Hub"},
        {"objectTypeId": "0-1", "name": "email", "value": "hub@spot.example"},
        {"objectTypeId": "0-1", "name": "colour", "value": "blue"},
    ],
    "context": {"pageUri": "https://x.example/p", "pageName": "Pricing", "ipAddress": "192.0.2.1", "hutk": "secret"},
}  # fmt: skip
OWN = {
    "listing": "Aster Insights", "marketplace": "northwind", "external_id": "X-1", "first_name": "Ada", "last_name": "Byron",
    "company": "Engines", "email": "ada@engine.example", "phone": "+44 20 555", "job_title": "Countess", "country": "GB",
    "message": "Call me", "answers": {"size": "12"},
}  # fmt: skip
NOBODY = dict.fromkeys(["first_name", "last_name", "company", "email", "phone", "job_title", "country"], "")


@pytest.mark.parametrize(
    ("kind", "messages", "contact", "listing", "source", "answers"),
    [
        (
            "microsoft", [MICROSOFT],
            {"first_name": "Some", "last_name": "One", "company": "Contoso", "email": "someone@contoso.example",
             "phone": "16175555555", "job_title": "Esquire", "country": "USA"},
            "Test Microsoft", "AzureMarketplace", {"Description": "Test run"},
        ),
        (
            "aws", [AWS], {}, "", "Accelerator Application",
            {"website": "www.test.example", "useCaseWorkload": "Big Data\nContent Delivery", "leadAge": "4.0",
             "Occurred at": "2020-01-17T20:08:13Z"},
        ),
        (
            "aws", [AWS, ACCEPTED], {"first_name": "Grace", "last_name": "Hopper", "email": "grace@navy.example"},
            "", "Accelerator Application",
            {"website": "www.test.example", "useCaseWorkload": "Big Data\nContent Delivery", "leadAge": "4.0",
             "Occurred at": "2020-01-17T20:08:13Z", "currentLeadStage": "Accepted"},
        ),
        (
            "salesforce", [SALESFORCE],
            {"first_name": "Jane", "last_name": "Roe", "company": "Roe GmbH", "email": "jane@roe.example", "job_title": "CTO"},
            "Aster Invoicing", "SFDC-dup-LM|Aster Invoicing", {"00N000000000001": "A\nB"},
        ),
        (
            "hubspot", [HUBSPOT], {"first_name": "Hub", "email": "hub@spot.example"}, "", "Pricing",
            {"colour": "blue", "Page": "https://x.example/p", "Occurred at": "2025-11-22T08:26:40Z"},
        ),
        (
            "own", [OWN],
            {name: OWN[name] for name in NOBODY}, "Aster Insights", "A marketplace", {"Message": "Call me", "size": "12"},
        ),
    ],
)  # fmt: skip
def test_each_sample_becomes_its_lead(
    make_endpoint, send, sign_in, client, cast, kind, messages, contact, listing, source, answers
):
    endpoint = make_endpoint(kind)
    form = {"content_type": "application/x-www-form-urlencoded"} if kind == "salesforce" else {}
    references = {reference for message in messages for reference in send(endpoint, message, **form).json().get("leads", [])}
    lead = Lead.objects.get()
    assert references <= {lead.reference}

    membership = Membership.objects.get(user=cast.people["member@aster.example"])
    _token, secret = make_token(membership, "Reader", scopes=[READ])
    told = client.get(f"/api/v1/leads/{lead.reference}", headers={"Authorization": f"Bearer {secret}"}).json()
    assert {name: told[name] for name in NOBODY} == NOBODY | contact
    assert (told["listing"]["name"], told["source"], told["is_test"]) == (listing, source, False)
    assert {answer["label"]: answer["value"] for answer in told["answers"]} == answers

    page = sign_in("member@aster.example").get(lead.url).content.decode()
    words = " ".join(unescape(strip_tags(page)).split())
    shown = [*contact.values(), listing, source, *answers, *(" ".join(value.split()) for value in answers.values())]
    assert [text for text in shown if text not in words] == []
    assert (HIDDEN in words, "hutk" in words, json.dumps("192.0.2.1") in page) == (False, False, False)
