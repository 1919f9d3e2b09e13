"""Settings → Reasons: the list from which a team chooses when it marks a lead Invalid."""

import re
from html import unescape

import pytest

from accounts.models import Partner
from leads.models import Reason

USUAL = ["Not a real person", "Not interested", "Wrong product", "Duplicate", "Student or private person"]
URL = "/settings/reasons/"


def kept(slug="aster"):
    return list(Reason.objects.filter(partner__slug=slug).values_list("text", flat=True))


def listed(client):
    return [
        unescape(text)
        for text in re.findall(
            r'<input class="input" id="reason-\d+" name="text" value="([^"]*)"', client.get(URL).content.decode()
        )
    ]


def act(client, act, **fields):
    return client.post(URL, {"act": act, **fields})


def test_the_usual_ones_are_shown_until_the_first_change_makes_the_list_ones_own(admin):
    assert (listed(admin), kept()) == (USUAL, [])
    assert "with your first change the list becomes your own" in admin.get(URL).content.decode()
    assert act(admin, "add", text=" Competitor ").status_code == 303
    assert kept() == [*USUAL, "Competitor"]
    assert kept("birch") == []
    assert "with your first change" not in admin.get(URL).content.decode()


def test_reasons_are_renamed_moved_and_removed(admin):
    act(admin, "rename", reason="Duplicate", text="Sent twice")
    act(admin, "later", reason="Not a real person")
    act(admin, "earlier", reason="Sent twice")
    act(admin, "remove", reason="Wrong product")
    assert listed(admin) == kept() == ["Not interested", "Not a real person", "Sent twice", "Student or private person"]


def test_at_the_ends_of_the_list_nothing_moves(admin):
    act(admin, "earlier", reason=USUAL[0])
    act(admin, "later", reason=USUAL[-1])
    assert kept() == USUAL


def test_without_reasons_of_its_own_a_partner_has_the_usual_ones_again(admin):
    for reason in USUAL:
        act(admin, "remove", reason=reason)
    assert (kept(), listed(admin)) == ([], USUAL)


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"act": "add", "text": "duplicate"}, 409, "“duplicate” is on the list already."),
        ({"act": "add", "text": " "}, 422, "Write the reason first."),
        ({"act": "add", "text": "x" * 121}, 422, "This can have 120 characters; it has 121."),
        ({"act": "rename", "reason": "Duplicate", "text": "Not Interested"}, 409, "“Not Interested” is on the list already."),
        ({"act": "rename", "reason": "Gone", "text": "New words"}, 409, "“Gone” is not on the list any more."),
        ({"act": "remove", "reason": "Gone"}, 409, "“Gone” is not on the list any more."),
        ({"act": "later"}, 409, "“” is not on the list any more."),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_lost(admin, fields, status, words):
    response = admin.post(URL, fields)
    body = unescape(response.content.decode())
    assert (response.status_code, kept()) == (status, [])
    assert words in body
    assert f'value="{fields.get("text", "")}"' in body


def test_a_reason_may_change_its_case(admin):
    assert act(admin, "rename", reason="Duplicate", text="DUPLICATE").status_code == 303
    assert "DUPLICATE" in kept()


def test_a_list_has_its_end(admin):
    aster = Partner.objects.get(slug="aster")
    Reason.objects.bulk_create([Reason(partner=aster, text=f"Reason {n}", position=n) for n in range(50)])
    assert act(admin, "add", text="One more").status_code == 409
    assert len(kept()) == 50


@pytest.mark.parametrize("fields", [{}, {"act": "explode", "reason": "Duplicate"}, {"act": "later", "reason": "a\x00b"}])
def test_nonsense_changes_nothing(admin, fields):
    assert admin.post(URL, fields).status_code in (303, 409)
    assert kept() == []


@pytest.mark.parametrize("email", ["member@aster.example", "viewer@aster.example", "sales@aster.example"])
def test_only_administrators_keep_the_list(sign_in, email):
    client = sign_in(email)
    assert (client.get(URL).status_code, act(client, "add", text="Mine").status_code) == (403, 403)
    assert kept() == []


def test_what_was_said_of_a_lead_stays(admin, make_lead, put_in):
    lead = put_in(make_lead(first_name="Ana"), "qualification", "pending")
    admin.post(f"{lead.url}status/", {"status": "invalid", "version": 1, "reason": "Duplicate"})
    act(admin, "remove", reason="Duplicate")
    assert "<bdi>Duplicate</bdi>" in admin.get(lead.url).content.decode()
