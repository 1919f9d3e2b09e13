"""POST /intake/<secret>/: stored first, answered with 202 whatever it is, and settled right after."""

import json
import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from intake.models import Delivery, Outcome
from leads.models import Lead

pytestmark = pytest.mark.django_db
ADA = {"first_name": "Ada", "last_name": "Byron", "email": "ada@engine.example", "listing": "Aster Invoicing"}


def test_a_message_becomes_a_lead_of_the_sources_partner(make_endpoint, send, cast):
    endpoint = make_endpoint(marketplace="northwind")
    response = send(endpoint, ADA | {"message": "Call me"})
    lead = Lead.objects.get()
    delivery = Delivery.objects.get()
    assert response.status_code == 202
    assert response.json() == {
        "delivery": delivery.reference, "status": "settled", "reason": "", "leads": [lead.reference],
    }  # fmt: skip
    assert (lead.partner, lead.source, lead.listing.name) == (cast.partners["aster"], endpoint.source, "Aster Invoicing")
    assert (lead.marketplace.slug, lead.name, lead.email) == ("northwind", "Ada Byron", "ada@engine.example")
    assert (lead.answers, lead.created_at) == ([{"label": "Message", "value": "Call me"}], delivery.received_at)
    assert [(entry.kind, entry.actor_name) for entry in lead.history.all()] == [("received", "A marketplace")]
    assert json.loads(bytes(delivery.body)) == ADA | {"message": "Call me"}
    assert [(outcome.kind, outcome.lead) for outcome in delivery.outcomes.all()] == [("created", lead)]


def test_a_wrong_secret_is_401_stores_nothing_and_is_one_line_of_the_log_without_the_secret(make_endpoint, client, caplog):
    make_endpoint()
    with caplog.at_level(logging.INFO):
        response = client.post("/intake/not-the-secret/", json.dumps(ADA), content_type="application/json")
    assert (response.status_code, Delivery.objects.count(), Lead.objects.count()) == (401, 0, 0)
    assert response.json()["status"] == "refused"
    refused = [record for record in caplog.records if record.name == "leadhub.intake"]
    assert [(record.msg, record.fields) for record in refused] == [("refused", {"status": 401})]
    ours = [str(record.__dict__) for record in caplog.records if record.name.startswith("leadhub")]
    assert "not-the-secret" not in "".join(ours)


def test_a_missing_secret_is_401_too(make_endpoint, client):
    make_endpoint()
    response = client.post("/intake/", json.dumps(ADA), content_type="application/json")
    assert (response.status_code, response.json()["status"], Delivery.objects.count()) == (401, "refused", 0)


def test_an_address_that_has_expired_is_401_and_one_that_will_is_open(make_endpoint, send):
    endpoint = make_endpoint()
    endpoint.addresses.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert send(endpoint, ADA).status_code == 202
    endpoint.addresses.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert send(endpoint, ADA).status_code == 401


def test_a_source_that_is_off_says_so_and_stores_nothing(make_endpoint, send):
    response = send(make_endpoint(is_on=False), ADA)
    assert (response.status_code, Delivery.objects.count()) == (403, 0)
    assert response.json()["reason"] == "This source is turned off, so nothing was stored."


def test_more_than_a_megabyte_is_413_and_a_whole_one_is_kept(make_endpoint, send):
    endpoint = make_endpoint()
    frame = len(json.dumps(ADA | {"message": ""}))
    whole = ADA | {"message": "x" * ((1 << 20) - frame)}
    assert send(endpoint, whole | {"message": whole["message"] + "x"}).status_code == 413
    assert Delivery.objects.count() == 0
    assert send(endpoint, whole).status_code == 202
    assert Lead.objects.get().answers == [{"label": "Message", "value": whole["message"]}]


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_other_methods_are_405_in_words(make_endpoint, client, method):
    response = getattr(client, method)(make_endpoint().url)
    assert (response.status_code, response.content.decode()) == (405, "Leads are sent here with POST.")
    assert response.headers["Allow"] == "POST, OPTIONS"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{", "This is not JSON: Expecting property name enclosed in double quotes in line 1, column 2."),
        (b"", "This is not JSON: Expecting value in line 1, column 1."),
        (b"\xff\xfe\x00", "This is not JSON: Expecting value in line 1, column 1."),
        (b"[" * 200_000, "This JSON is nested too deeply to be a lead."),
        (b"[]", "This is JSON, but not an object with fields."),
        (b'{"colour": "blue"}', "It names nobody: no name, company, e-mail or phone, and no id of the sender’s."),
    ],
)
def test_what_cannot_be_understood_is_202_and_kept_whole_in_quarantine(make_endpoint, send, body, reason):
    response = send(make_endpoint(), body)
    delivery = Delivery.objects.get()
    assert (response.status_code, response.json()["status"], response.json()["reason"]) == (202, "quarantined", reason)
    assert (delivery.state, delivery.reason, bytes(delivery.body)) == ("quarantined", reason, body)
    assert Lead.objects.count() == 0


def test_ten_thousand_unknown_fields_repeated_keys_and_long_texts_are_kept_in_full(make_endpoint, send):
    fields = {f"field {number}": str(number) for number in range(10_000)}
    body = json.dumps(ADA | {"company": "C" * 300} | fields)[:-1] + ', "email": "second@engine.example", "occurred_at": "31 June"}'
    assert send(make_endpoint(), body).status_code == 202
    lead = Lead.objects.get()
    assert lead.email == "second@engine.example"
    told = {answer["label"]: answer["value"] for answer in lead.answers}
    assert told == fields | {"Company, whole": "C" * 300, "occurred_at": "31 June"}


def test_an_unknown_listing_is_kept_as_the_text_it_came_with(make_endpoint, send, cast):
    send(make_endpoint(), ADA | {"listing": "Birch Helpdesk", "marketplace": "nowhere"})
    lead = Lead.objects.get()
    assert (lead.partner, lead.listing, lead.listing_name) == (cast.partners["aster"], None, "Birch Helpdesk")
    assert (lead.marketplace, lead.marketplace_text) == (None, "nowhere")


def test_a_failure_of_our_own_is_kept_in_quarantine_and_logged_without_what_was_sent(make_endpoint, send, caplog):
    endpoint = make_endpoint()
    endpoint.format = "yesterdays"
    endpoint.save()
    assert send(endpoint, ADA).status_code == 202
    delivery = Delivery.objects.get()
    assert (delivery.state, Lead.objects.count()) == ("quarantined", 0)
    assert delivery.reason.startswith("LeadHub itself failed at this message.")
    logged = [record for record in caplog.records if record.msg == "not settled"]
    assert [record.fields for record in logged] == [{"delivery": delivery.reference}]


def test_a_test_header_makes_a_test_lead_every_time(make_endpoint, send):
    endpoint = make_endpoint()
    for _ in range(2):
        assert send(endpoint, ADA, **{"LeadHub-Test": "yes"}).status_code == 202
    assert list(Lead.objects.values_list("is_test", flat=True)) == [True, True]


def test_microsofts_do_not_contact_and_test_leads_are_marked(make_endpoint, send):
    endpoint = make_endpoint("microsoft")
    send(endpoint, {"UserDetails": {"Email": "no@x.example"}, "LeadSource": "AzurePortal-DNC|Offer"})
    send(endpoint, {"UserDetails": {"Email": "try@x.example"}, "Description": "a MSFT_TEST lead"})
    marks = Lead.objects.order_by("pk").values_list("email", "do_not_contact", "is_test")
    assert list(marks) == [("no@x.example", True, False), ("try@x.example", False, True)]


def test_an_aws_file_yields_a_lead_for_each_and_says_which_it_could_not_read(make_endpoint, send):
    endpoint = make_endpoint("aws")
    leads = [{"apnCrmUniqueIdentifier": "L1", "fullName": "Ada Byron"}, {"city": "Paris"}, {"apnCrmUniqueIdentifier": "L2"}]
    response = send(endpoint, {"leads": leads})
    delivery = Delivery.objects.get()
    assert [outcome.kind for outcome in delivery.outcomes.all()] == ["created", "refused", "created"]
    assert (delivery.state, Lead.objects.count(), len(response.json()["leads"])) == ("quarantined", 2, 2)
    assert delivery.reason.startswith("1 of 3 leads in it: It names nobody")


class TestForms:
    """Web-to-Lead posts come from a visitor's browser, which has to be sent somewhere."""

    BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8"}

    def post(self, send, endpoint, url, **headers):
        body = f"last_name=Byron&company=Engines&retURL={url}"
        return send(endpoint, body, content_type="application/x-www-form-urlencoded", **headers)

    @pytest.mark.parametrize("url", ["https://www.aster.example/thanks?a=b", "http://WWW.aster.example/"])
    def test_the_browser_is_sent_back_to_a_host_that_the_source_allows(self, make_endpoint, send, url):
        response = self.post(send, make_endpoint("salesforce", return_hosts=["www.aster.example"]), url, **self.BROWSER)
        assert (response.status_code, Lead.objects.count()) == (303, 1)
        assert response.headers["Location"].lower() == url.lower()

    @pytest.mark.parametrize(
        "url",
        [
            "https://evil.example/", "//evil.example/", "/leads/", "https:///evil.example", "javascript:alert(1)",
            "\\\\evil.example",
            "https://www.aster.example@evil.example/", "https://www.aster.example.evil.example/", "ftp://www.aster.example/",
            "http://[::1", "",
        ],
    )  # fmt: skip
    def test_nobody_is_sent_anywhere_else(self, make_endpoint, send, url):
        response = self.post(send, make_endpoint("salesforce", return_hosts=["www.aster.example"]), url, **self.BROWSER)
        assert (response.status_code, Lead.objects.count()) == (202, 1)
        assert "Location" not in response.headers
        assert "What you sent has arrived." in response.content.decode()

    @pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}, {"Accept": "application/json"}])
    def test_a_program_is_answered_in_json(self, make_endpoint, send, headers):
        assert self.post(send, make_endpoint("salesforce"), "", **headers).json()["status"] == "settled"


def test_hubspots_script_is_told_what_to_show(make_endpoint, send):
    body = {"fields": [{"name": "email", "value": "ada@engine.example"}]}
    assert send(make_endpoint("hubspot"), body).json() == {"inlineMessage": "Thank you. What you sent has arrived."}
    assert Outcome.objects.get().kind == "created"
