"""What was delivered: listed, looked at, mended, replayed, set aside."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import escape

from accounts.tests.reading import problems, told
from intake.actions import mending
from intake.models import Delivery
from leads.models import Lead

ADMIN, QUARANTINE = "admin@aster.example", "/settings/sources/quarantine/"
BROKEN = '{"last_name": "<b>Byron</b>"'


@pytest.fixture
def admin(sign_in):
    return sign_in(ADMIN)


@pytest.fixture
def endpoint(make_endpoint):
    return make_endpoint("own", name="Contoso Store")


@pytest.fixture
def deliver(endpoint, send):
    """`deliver({"last_name": "Byron"}, hours=3)` gives the delivery of three hours ago."""

    def make(body, *, to=endpoint, hours=0, **headers):
        reference = send(to, body, **headers).json()["delivery"]
        Delivery.objects.filter(reference=reference).update(received_at=timezone.now() - timedelta(hours=hours))
        return Delivery.objects.get(reference=reference)

    return make


def list_of(endpoint):
    return f"/settings/sources/{endpoint.reference}/deliveries/"


def url(delivery, action=""):
    return f"/settings/sources/deliveries/{delivery.reference}/" + (f"{action}/" if action else "")


def page_of(response):
    return response.content.decode()


def form_of(page, **changes):
    form = page.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


# --- the list -------------------------------------------------------------------------------------


def test_list_says_what_became_of_each_newest_first(admin, endpoint, deliver):
    first = deliver({"last_name": "Byron"}, hours=2)
    again = deliver({"last_name": "Byron"}, hours=1)
    broken = deliver("{")
    page = admin.get(list_of(endpoint))
    lead = Lead.objects.get()
    assert [(row.reference, row.told, row.lead) for row in page.context["page"].rows] == [
        (broken.reference, [], None),
        (again.reference, ["1 known already"], lead),
        (first.reference, ["1 new lead"], lead),
    ]
    assert (broken.reason in page_of(page), "3 deliveries" in page_of(page)) == (True, True)


def test_several_leads_of_one_delivery_are_counted(admin, make_endpoint, deliver):
    aws = make_endpoint("aws", name="AWS")
    leads = [{"fullName": name, "apnCrmUniqueIdentifier": name} for name in ("Ada B", "Ada C")]
    deliver({"leads": leads[:1]}, to=aws, hours=1)
    deliver({"leads": leads}, to=aws)
    newest = admin.get(list_of(aws)).context["page"].rows[0]
    assert (newest.told, newest.lead) == (["1 new lead", "1 known already"], None)


def test_list_is_narrowed_by_state_reason_and_time_and_pages_by_key(admin, endpoint, deliver):
    for hour in range(30):
        deliver({"last_name": f"Lead {hour}"}, hours=hour + 1)
    broken = deliver("{", hours=40)
    narrowed = admin.get(list_of(endpoint), {"state": "quarantined", "reason": broken.reason})
    assert [row.reference for row in narrowed.context["page"].rows] == [broken.reference]
    first = admin.get(list_of(endpoint)).context["page"]
    second = admin.get(list_of(endpoint), {"after": first.next_cursor}).context["page"]
    assert (len(first.rows), len(second.rows), second.next_cursor) == (25, 6, "")
    instant = (timezone.now() - timedelta(hours=35)).isoformat(timespec="seconds").replace("+00:00", "Z")
    assert [row.reference for row in admin.get(list_of(endpoint), {"received_to": instant}).context["page"].rows] == [
        broken.reference
    ]


def test_what_the_list_does_not_understand_is_said(admin, endpoint, deliver):
    deliver({"last_name": "Byron"})
    page = admin.get(list_of(endpoint), {"q": "Byron"})
    assert (page.context["page"].rows, "is not a filter here" in page_of(page)) == ([], True)


def test_list_costs_the_same_for_one_and_for_twenty_five(admin, endpoint, deliver, queries_of):
    deliver({"last_name": "Byron"})
    admin.get(list_of(endpoint))
    _page, before = queries_of(admin.get, list_of(endpoint))
    for number in range(24):
        deliver({"last_name": f"Lead {number}"})
    page, after = queries_of(admin.get, list_of(endpoint))
    assert (len(page.context["page"].rows), after) == (25, before)


def test_cursor_of_one_source_fits_no_other(admin, endpoint, make_endpoint, deliver):
    for number in range(26):
        deliver({"last_name": f"Lead {number}"})
    cursor = admin.get(list_of(endpoint)).context["page"].next_cursor
    assert admin.get(list_of(make_endpoint("own", name="Other")), {"after": cursor}).status_code == 400


# --- one delivery ---------------------------------------------------------------------------------


def test_page_shows_what_came_and_nothing_of_it_is_html(admin, deliver):
    delivery = deliver(BROKEN, **{"User-Agent": "Robot/<i>1</i>", "Idempotency-Key": "k-1"})
    page = page_of(admin.get(url(delivery)))
    assert ("&lt;b&gt;Byron&lt;/b&gt;" in page, "<b>Byron" in page, "Robot/<i>" in page, "k-1" in page) == (
        True,
        False,
        False,
        True,
    )


def test_download_is_what_came_and_no_page(admin, deliver):
    delivery = deliver(b"<script>\x00\xff")
    answer = admin.get(url(delivery, "body"))
    assert answer.content == b"<script>\x00\xff"
    assert {name: answer.headers[name] for name in ("Content-Type", "X-Content-Type-Options", "Content-Disposition")} == {
        "Content-Type": "text/plain; charset=utf-8",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'attachment; filename="{delivery.reference}.txt"',
    }
    assert "are no text" in page_of(admin.get(url(delivery)))


def test_anothers_delivery_is_not_there(admin, make_endpoint, deliver):
    theirs = deliver("{", to=make_endpoint("own", partner="birch"))
    answers = [admin.get(url(theirs)), admin.get(url(theirs, "body"))]
    answers += [admin.post(url(theirs, action)) for action in ("mend", "set-aside", "take-back")]
    answers.append(admin.post(f"{QUARANTINE}replay/", {"source": theirs.endpoint.reference, "reason": theirs.reason}))
    assert [answer.status_code for answer in answers] == [404] * 6
    assert Delivery.objects.get().is_quarantined


def test_a_lead_that_became_anothers_is_told_of_and_not_shown(admin, make_endpoint, deliver):
    delivery = deliver({"last_name": "Byron"}, to=make_endpoint("own", partner="birch"))
    Delivery.objects.filter(pk=delivery.pk).update(endpoint=make_endpoint("own"))
    page = page_of(admin.get(url(delivery)))
    assert ("It is not among your leads." in page, "Byron</bdi>" in page) == (True, False)


# --- mending --------------------------------------------------------------------------------------


def test_text_is_mended_and_replayed_and_both_texts_stay(admin, deliver):
    delivery = deliver(BROKEN, hours=30)
    data = form_of(admin.get(url(delivery)), body=BROKEN + "}", then="replay")
    page = admin.post(url(delivery, "mend"), data, follow=True)
    delivery.refresh_from_db()
    assert told(page) == ["It is settled. Below is what became of it."]
    assert (bytes(delivery.body), delivery.mended_body) == (BROKEN.encode(), BROKEN + "}")
    assert re.findall(r"<pre [^>]*>(.*?)</pre>", page_of(page)) == [escape(BROKEN + "}"), escape(BROKEN)]
    assert Lead.objects.get().created_at == delivery.received_at


def test_text_as_it_came_is_no_mending(admin, deliver):
    delivery = deliver("{\r\n 'a'")
    admin.post(url(delivery, "mend"), form_of(admin.get(url(delivery)), body="{\r\n 'a'", then="save"))
    delivery.refresh_from_db()
    assert delivery.mended_body == ""


def test_what_is_still_wrong_says_why(admin, deliver):
    delivery = deliver(BROKEN)
    page = admin.post(url(delivery, "mend"), form_of(admin.get(url(delivery)), body="[]", then="replay"), follow=True)
    assert told(page) == ["It is in quarantine again: This is JSON, but not an object with fields."]
    assert page.context["form"]["body"].value() == "[]"


def test_mending_is_kept_without_replaying(admin, deliver, cast):
    delivery, listing = deliver(BROKEN), cast.listings["Aster Insights"]
    data = form_of(admin.get(url(delivery)), listing=listing.reference, format="salesforce", then="save")
    assert told(admin.post(url(delivery, "mend"), data, follow=True)) == [
        "It is kept as you mended it. Replay it when you are ready."
    ]
    form = admin.get(url(delivery)).context["form"]
    assert (form["listing"].value(), form["format"].value(), Lead.objects.count()) == (listing.reference, "salesforce", 0)


def test_who_mends_second_keeps_what_was_typed_and_may_send_it_again(admin, deliver):
    delivery = deliver(BROKEN)
    mine = form_of(admin.get(url(delivery)), body=BROKEN + "}", then="replay")
    Delivery.objects.update(mended_format="hubspot")
    stale = admin.post(url(delivery, "mend"), mine)
    assert (stale.status_code, stale.context["form"]["body"].value(), Lead.objects.count()) == (409, BROKEN + "}", 0)
    assert "Somebody else mended this message in the meantime." in page_of(stale)
    admin.post(url(delivery, "mend"), form_of(stale, then="replay"))
    assert Lead.objects.count() == 1


def test_a_double_click_on_replay_makes_one_lead_and_says_so(admin, deliver):
    delivery = deliver(BROKEN)
    data = form_of(admin.get(url(delivery)), body=BROKEN + "}", then="replay")
    admin.post(url(delivery, "mend"), data)
    page = admin.post(url(delivery, "mend"), data, follow=True)
    assert told(page)[-1] == "Nothing was changed: this message is “Settled” now."
    assert Lead.objects.count() == 1


def test_anothers_listing_and_template_are_no_choice(admin, deliver, cast, make_template):
    delivery = deliver(BROKEN)
    template = make_template(partner="birch", offerings=[("Managed Backup", "harbour")])
    backup = cast.listings["Managed Backup"]
    data = form_of(admin.get(url(delivery)), listing=backup.reference, template=template.reference, format="fax")
    answer = admin.post(url(delivery, "mend"), data)
    assert (answer.status_code, sorted(problems(answer))) == (422, ["format", "listing", "template"])


def test_all_alike_are_replayed_as_many_as_the_button_says(admin, deliver, make_endpoint):
    forms = [deliver(f"last_name={name}&email={name}@x.example", hours=number) for number, name in enumerate("abc", start=1)]
    deliver("[]")
    deliver("last_name=d", to=make_endpoint("own", name="Other"))
    page = admin.get(url(forms[0]))
    assert (page.context["alike"], "Replay all 3 alike" in page_of(page)) == (3, True)
    done = admin.post(url(forms[0], "mend"), form_of(page, format="salesforce", then="alike"), follow=True)
    assert told(done) == ["3 messages replayed: 3 settled."]
    assert sorted(Lead.objects.values_list("last_name", flat=True)) == ["a", "b", "c"]
    assert Delivery.objects.quarantined().count() == 2


def test_setting_aside_is_undone(admin, deliver):
    delivery = deliver(BROKEN)
    page = admin.post(url(delivery, "set-aside"), follow=True)
    assert told(page) == ["The message is set aside."]
    assert f'action="{url(delivery, "take-back")}"' in page_of(page)
    assert admin.get(QUARANTINE).context["groups"] == []
    assert told(admin.post(url(delivery, "take-back"), follow=True)) == ["The message is in quarantine again."]
    assert Delivery.objects.get().is_quarantined


def test_what_is_settled_is_not_set_aside(admin, deliver):
    delivery = deliver({"last_name": "Byron"})
    page = admin.post(url(delivery, "set-aside"), follow=True)
    assert told(page) == ["Nothing was changed: this message is “Settled” now."]


# --- the quarantine -------------------------------------------------------------------------------


def test_quarantine_is_grouped_by_source_and_reason_most_first_and_every_number_opens_its_rows(admin, deliver, make_endpoint):
    first, second, other = deliver("{", hours=2), deliver("{", hours=1), deliver("[]")
    deliver("{", to=make_endpoint("own", partner="birch"))
    page = admin.get(QUARANTINE)
    assert [(group.reason, group.count, group.newest) for group in page.context["groups"]] == [
        (first.reason, 2, second.reference), (other.reason, 1, other.reference),
    ]  # fmt: skip
    rows = admin.get(page.context["groups"][0].url).context["page"].rows
    assert [row.reference for row in rows] == [second.reference, first.reference]
    assert page.context["waiting"] == 3


def test_a_group_is_replayed_and_the_number_done_is_said(admin, endpoint, deliver):
    for hour in range(3):
        deliver(f"last_name=L{hour}", hours=hour)
    endpoint.format = "salesforce"
    endpoint.save()
    (group,) = admin.get(QUARANTINE).context["groups"]
    data = {"source": endpoint.reference, "reason": group.reason}
    assert told(admin.post(f"{QUARANTINE}replay/", data, follow=True)) == ["3 messages replayed: 3 settled."]
    again = admin.post(f"{QUARANTINE}replay/", data, follow=True)
    assert told(again) == ["Nothing was replayed: nothing like it is in quarantine any more."]
    assert Lead.objects.count() == 3


def test_a_large_group_is_left_to_the_worker_and_said_so(admin, endpoint, deliver, monkeypatch):
    monkeypatch.setattr(mending, "MOST_AT_ONCE", 2)
    first, *_others = [deliver("{", hours=hour) for hour in range(3)]
    page = admin.post(f"{QUARANTINE}replay/", {"source": endpoint.reference, "reason": first.reason}, follow=True)
    assert told(page) == ["3 messages are being replayed in the background. Reload to see how far it is."]
    assert Delivery.objects.waiting().count() == 3


def test_quarantine_costs_the_same_for_one_group_and_for_ten(admin, make_endpoint, deliver, queries_of):
    deliver("{")
    admin.get(QUARANTINE)
    _page, before = queries_of(admin.get, QUARANTINE)
    for number in range(9):
        deliver("{", to=make_endpoint("own", name=f"Source {number}"))
    page, after = queries_of(admin.get, QUARANTINE)
    assert (len(page.context["groups"]), after) == (10, before)
