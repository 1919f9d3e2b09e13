"""What nobody sends by mistake, and what a broken line makes of a message: nothing breaks, nothing is lost, nothing is half."""

import pytest
from django.test import RequestFactory
from django.urls import reverse

from intake.actions.delivering import settle, store
from intake.formats import FORMATS
from intake.models import Delivery
from intake.raw import BrokenOff, content_type_of, read_raw
from intake.views.receiving import may_lead_to
from leads.models import Lead

pytestmark = pytest.mark.django_db
ADA = {"last_name": "Byron", "email": "ada@engine.example"}


class Broken:
    """What a server hands over of a body in chunks whose sender went away."""

    def read(self, size=-1):
        raise OSError("no more data")


@pytest.mark.parametrize("said", ["x; a*", "=?:;a*", "application/json; charset*0*=utf-8''a; charset*1=b", "(", ";", 'a/b; c="'])
def test_a_content_type_that_is_none_is_kept_as_it_came(make_endpoint, send, said):
    assert send(make_endpoint(), ADA, content_type=said).json()["status"] == "settled"


def test_a_content_type_says_its_character_set():
    said = {'application/json; charset="UTF-16"': ("application/json", "utf-16"), "": ("", ""), "TEXT/Plain": ("text/plain", "")}
    requests = {text: RequestFactory().post("/", b"x", content_type=text) for text in said}
    assert {text: content_type_of(request) for text, request in requests.items()} == said


@pytest.mark.parametrize("charset", ["unicode_escape", "raw_unicode_escape", "utf-7", "idna", "undefined", "a\x00b"])
def test_a_character_set_that_makes_no_text_is_not_believed(make_endpoint, sign_in, charset):
    body = b"\xff\\ud800+2AA-"
    page = sign_in("admin@aster.example")
    for kind in FORMATS:
        endpoint = make_endpoint(kind, name=kind)
        delivery = settle(store(endpoint, body=body, content_type=FORMATS[kind].CONTENT_TYPE, charset=charset))
        assert "LeadHub itself" not in delivery.reason
        assert page.get(reverse("delivery", args=[delivery.reference])).status_code == 200


@pytest.mark.parametrize("kind", ["own", "salesforce"])
def test_half_a_message_is_not_taken_for_a_whole_one(make_endpoint, client, kind):
    endpoint = make_endpoint(kind)
    half = b"last_name=Byron&description=Call m"
    response = client.post(endpoint.url, half, content_type="application/x-www-form-urlencoded", CONTENT_LENGTH="100")
    assert (response.status_code, response.json()["status"]) == (400, "refused")
    assert (Delivery.objects.count(), Lead.objects.count()) == (0, 0)


def test_chunks_that_end_too_soon_are_no_message():
    request = RequestFactory().post("/", b"", content_type="application/json")
    request.META |= {"CONTENT_LENGTH": "", "wsgi.input_terminated": True, "wsgi.input": Broken()}
    with pytest.raises(BrokenOff):
        read_raw(request)


def test_a_sender_that_leaves_out_the_last_slash_is_heard_all_the_same(make_endpoint, client):
    endpoint = make_endpoint()
    response = client.post(endpoint.url.rstrip("/"), '{"last_name": "Byron"}', content_type="application/json")
    assert (response.status_code, Lead.objects.count()) == (202, 1)


@pytest.mark.parametrize("url", ["https://go\nod.example/", "\thttps://good.example/", "https://good.example/\ud800"])
def test_nobody_is_led_to_what_is_no_address(url):
    assert may_lead_to("https://good.example/", ["good.example"])
    assert not may_lead_to(url, ["good.example"])


def test_a_reason_that_no_database_holds_is_nobodys(make_endpoint, sign_in):
    endpoint = make_endpoint()
    post = sign_in("admin@aster.example").post
    assert post(reverse("quarantine_replay"), {"source": endpoint.reference, "reason": "a\x00"}).status_code == 303
    assert post(reverse("quarantine_replay"), {"source": "\x00", "reason": ""}).status_code == 404
