"""Qualification (C-11…14): Pending, Qualified, Invalid; Invalid asks why and is final."""

import re

import pytest

from accounts.models import Partner
from leads.models import Lead, Reason

USUAL = ["Not a real person", "Not interested", "Wrong product", "Duplicate", "Student or private person"]


@pytest.fixture
def lead(make_lead, put_in):
    return put_in(make_lead(first_name="Ana", last_name="Silva"), "qualification", "pending")


def move(client, lead, status="invalid", *, version=1, headers=None, **more):
    return client.post(f"{lead.url}status/", {"status": status, "version": version, **more}, headers=headers)


def state(lead):
    fresh = Lead.objects.get(pk=lead.pk)
    return fresh.status.slug, fresh.version


def reason_of(lead):
    return lead.history.filter(kind="moved").first().reason


def offered(body):
    return re.findall(r'<input type="radio" name="reason" value="([^"]*)"', body)


def test_without_a_reason_nothing_is_changed_and_the_page_asks(member, lead):
    page = "http://testserver/leads/?status=pending"
    response = move(member, lead, headers={"Referer": page})
    body = response.content.decode()
    assert (response.status_code, state(lead)) == (422, ("pending", 1))
    assert offered(body) == USUAL
    assert "error-summary" not in body
    assert '<input type="hidden" name="status" value="invalid">' in body
    assert '<input type="hidden" name="version" value="1">' in body
    assert '<input type="hidden" name="next" value="/leads/?status=pending">' in body


def test_the_answer_leads_back_to_where_it_was_asked(member, lead):
    response = move(member, lead, reason="Duplicate", details="Of Ana Sousa", next="/leads/?status=pending")
    assert (response.status_code, response.url) == (303, f"/leads/?status=pending#at-{lead.reference}")
    assert (state(lead), reason_of(lead)) == (("invalid", 2), "Duplicate · Of Ana Sousa")


def test_htmx_is_asked_in_the_panel_and_answered_where_the_lead_stands(member, lead):
    headers = {"HX-Request": "true", "HX-Target": f"row-{lead.reference}"}
    response = move(member, lead, headers=headers)
    body = response.content.decode()
    assert (response.status_code, response["HX-Retarget"], response["HX-Reswap"]) == (422, "#panel-body", "innerHTML")
    assert "<html" not in body
    assert f'hx-target="#row-{lead.reference}"' in body
    done = move(member, lead, reason="Duplicate", headers=headers)
    assert (done.status_code, state(lead)) == (200, ("invalid", 2))
    assert f'<tr id="row-{lead.reference}"' in done.content.decode()


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"reason": "Spam"}, "Spam"),
        ({"details": "Asked for a job."}, "Asked for a job."),
        ({"reason": " Spam ", "details": " twice\nnow "}, "Spam · twice now"),
        ({"reason": "<b>"}, "<b>"),
        ({"reason": "x" * 255}, "x" * 255),
    ],
)
def test_a_reason_in_any_words_is_kept_and_shown(member, lead, said, kept):
    assert move(member, lead, **said).status_code == 303
    assert reason_of(lead) == kept
    body = member.get(lead.url).content.decode()
    assert body.count(f"<bdi>{kept.replace('<', '&lt;').replace('>', '&gt;')}</bdi>") == 2  # beside the status, in the timeline


@pytest.mark.parametrize("said", [{"reason": ""}, {"details": "  "}, {"reason": "", "details": ""}])
def test_an_empty_answer_is_asked_again(member, lead, said):
    response = move(member, lead, **said)
    assert (response.status_code, state(lead)) == (422, ("pending", 1))
    assert "Choose a reason, or write one below." in response.content.decode()


@pytest.mark.parametrize(("reason", "details"), [("Spam", "y" * 249), ("", "y" * 256), ("Spam", "y" * 5000), ("x" * 5000, "")])
def test_what_is_too_long_is_refused_in_words_and_kept(member, lead, reason, details):
    response = move(member, lead, reason=reason, details=details)
    body = response.content.decode()
    assert (response.status_code, state(lead)) == (422, ("pending", 1))
    assert details in body
    assert re.search(r"characters; (it|they) ha(s|ve) \d+", body)


def test_what_no_database_holds_is_made_storable(member, lead):
    assert move(member, lead, reason="a\x00b").status_code == 303
    assert reason_of(lead) == "a\ufffdb"


def test_qualified_asks_nothing_and_keeps_no_reason(member, lead):
    assert move(member, lead, "qualified", reason="x" * 9000).status_code == 303
    assert (state(lead), reason_of(lead)) == (("qualified", 2), "")


def test_invalid_is_final(member, lead):
    move(member, lead, reason="Spam")
    body = member.get(lead.url).content.decode()
    assert f'action="{lead.url}status/"' not in body
    assert '<span class="muted">· final</span>' in body
    refused = move(member, lead, "qualified", version=2)
    assert (refused.status_code, state(lead)) == (409, ("invalid", 2))
    assert "Ana Silva is Invalid, and that is final: there is no further move." in refused.content.decode()


def test_the_same_person_undoes_it(member, sign_in, lead):
    move(member, lead, reason="Spam")
    assert sign_in("sales@aster.example").post(f"{lead.url}undo/", {"version": 2}).status_code == 409
    assert member.post(f"{lead.url}undo/", {"version": 2}).status_code == 303
    assert state(lead) == ("pending", 3)
    assert "Spam" not in re.search(r'id="about-title".*?</section>', member.get(lead.url).content.decode(), re.DOTALL)[0]


def test_a_refused_move_names_the_allowed_ones(member, lead):
    refused = move(member, lead, "purchased", reason="Spam")
    assert refused.status_code == 409
    assert "Ana Silva is Pending and can move to Qualified or Invalid, not to “purchased”." in refused.content.decode()


def test_a_colleague_was_faster_while_the_reason_was_written(member, sign_in, lead):
    assert move(member, lead).status_code == 422
    move(sign_in("admin@aster.example"), lead, "qualified")
    late = move(member, lead, reason="Spam", details="They asked for a job.")
    assert (late.status_code, state(lead)) == (409, ("qualified", 2))
    assert re.search(r"<textarea[^>]*>\s*They asked for a job.</textarea>", late.content.decode())
    assert "Ana Moreno moved Ana Silva to Qualified in the meantime." in late.content.decode()


def test_a_stale_page_is_told_so_before_it_is_asked_why(member, sign_in, make_lead, put_in):
    lead = put_in(make_lead(first_name="Ana"), "qualify-then-sell", "pending")
    sign_in("admin@aster.example").post(f"{lead.url}owner/", {"owner": "me", "version": 1})
    assert move(member, lead).status_code == 409


def test_the_partners_own_reasons_are_offered_in_its_order(member, lead):
    aster, birch = Partner.objects.get(slug="aster"), Partner.objects.get(slug="birch")
    for position, text in enumerate(["Too small", "Competitor"]):
        Reason.objects.create(partner=aster, text=text, position=position)
    Reason.objects.create(partner=birch, text="A rival's secret")
    assert offered(move(member, lead).content.decode()) == ["Too small", "Competitor"]


def test_a_reason_that_is_off_the_list_stays_chosen(member, lead):
    body = move(member, lead, reason="Spam", details="y" * 300).content.decode()
    assert offered(body) == [*USUAL, "Spam"]
    assert re.search(r'value="Spam"[^>]* checked', body)
