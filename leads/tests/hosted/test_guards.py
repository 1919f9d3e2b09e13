"""What keeps machines, floods and other people's pages away from a hosted form, without losing a person's words."""

import json
import logging
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from leadhub.logs import JsonFormatter
from leads.forms.tokens import draw_token
from leads.models import Lead, LeadTemplate
from leads.tests.forms_shown import ShownForm
from leads.tests.hosted.conftest import ADA, Visitor
from leads.tests.redesigning import redesign


@pytest.fixture
def counting(settings):
    """A cache that counts: the tests' own forgets at once."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "hosted"}}
    cache.clear()
    yield
    cache.clear()


def said(response):
    return " ".join(ShownForm(response).said)


def send_another(template, number, **where):
    visitor = Visitor(template)
    visitor.open()
    return visitor.client.post(visitor.url, {**visitor.carried, **ADA, "last_name": f"Number {number}"}, **where)


# --- Machines ---


def test_whoever_fills_in_what_nobody_sees_is_thanked_and_nothing_is_stored(visitor, caplog):
    with caplog.at_level(logging.INFO, logger="leadhub.forms"):
        response = visitor.send(homepage="https://spam.example", last_name="Spammer")
    assert (response.status_code, Lead.objects.count()) == (303, 0)
    lines = [json.loads(JsonFormatter().format(record)) for record in caplog.records if record.name == "leadhub.forms"]
    assert [(line["message"], sorted(line)) for line in lines] == [("trapped", ["level", "logger", "message", "template", "time"])]


def test_the_trap_is_out_of_reach_for_people(visitor):
    page = visitor.open().content.decode()
    trap = page[page.index('<div class="trap"') :]
    assert trap.startswith('<div class="trap" aria-hidden="true">')
    assert '<input type="text" name="homepage" id="id_homepage" tabindex="-1" autocomplete="off">' in trap


def test_what_comes_faster_than_anybody_types_is_asked_for_again(visitor, settings, time_machine):
    settings.FORM_LEAST_SECONDS = 2
    time_machine.move_to(timezone.now(), tick=False)
    visitor.open()
    time_machine.shift(1.9)
    response = visitor.send(first_name="Ada")
    form = ShownForm(response)
    assert (response.status_code, Lead.objects.count(), form.values["first_name"]) == (422, 0, "Ada")
    assert "That was very quick. Check what you typed, then send it again." in form.said
    time_machine.shift(0.2)
    visitor.carried = form.values
    assert (visitor.send().status_code, Lead.objects.count()) == (303, 1)


def test_a_machine_whose_clock_is_behind_holds_nobody_up(visitor, settings, time_machine):
    settings.FORM_LEAST_SECONDS = 2
    time_machine.move_to(timezone.now(), tick=False)
    visitor.open()
    time_machine.shift(-90)
    assert (visitor.send().status_code, Lead.objects.count()) == (303, 1)


@pytest.mark.parametrize("token", ["", "x", "\x00", "é" * 400, "a:b:c", "eyJhIjoxfQ:1uX", "9" * 5000])
def test_a_form_without_our_token_comes_back_with_a_fresh_one(visitor, token):
    response = visitor.send(token=token)
    form = ShownForm(response)
    assert (response.status_code, form.values["email"], Lead.objects.count()) == (422, ADA["email"], 0)
    assert "This form was open too long. Please send it once more." in form.said
    visitor.carried = form.values
    assert (visitor.send().status_code, Lead.objects.count()) == (303, 1)


def test_a_token_of_another_form_is_none_of_ours(visitor, make_template):
    other = Visitor(make_template(name="Other", offerings=[("Aster Insights", "harbour")]))
    other.open()
    assert visitor.send(token=other.carried["token"]).status_code == 422
    assert visitor.send(token=draw_token("person:1", visitor_version(visitor)).text).status_code == 422


def visitor_version(visitor):
    return LeadTemplate.objects.get(slug=visitor.url.split("/")[2]).current


def test_a_form_is_open_for_a_day(visitor, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    visitor.open()
    time_machine.shift(timedelta(hours=24))
    assert visitor.send().status_code == 303
    time_machine.shift(1)
    response = visitor.send(last_name="Hopper")
    assert (response.status_code, ShownForm(response).values["last_name"]) == (422, "Hopper")
    visitor.carried = ShownForm(response).values
    assert visitor.send().status_code == 303


# --- Floods ---


def test_too_many_from_one_address_are_asked_to_wait_and_lose_nothing(template, settings, counting, time_machine):
    settings.FORM_RATE_PER_ADDRESS = 3
    time_machine.move_to(timezone.now(), tick=False)
    assert [send_another(template, number).status_code for number in range(3)] == [303] * 3
    time_machine.shift(60)
    response = send_another(template, 3)
    assert (response.status_code, response.headers["Retry-After"]) == (429, "540")
    assert ShownForm(response).values["last_name"] == "Number 3"
    assert "wait a few minutes" in said(response)
    assert send_another(template, 4, REMOTE_ADDR="192.0.2.7").status_code == 303
    time_machine.shift(541)
    assert send_another(template, 3).status_code == 303
    assert Lead.objects.count() == 5


def test_a_flood_of_one_form_does_not_hold_up_another(template, make_template, settings, counting):
    other = make_template(name="Other", offerings=[("Aster Insights", "harbour")])
    settings.FORM_RATE_PER_ADDRESS = 1
    assert [send_another(template, number).status_code for number in range(2)] == [303, 429]
    assert send_another(other, 1).status_code == 303


def test_a_form_has_a_ceiling_whoever_sends(template, settings, counting):
    settings.FORM_RATE_PER_FORM = 2
    assert [send_another(template, n, REMOTE_ADDR=f"192.0.2.{n}").status_code for n in range(3)] == [303, 303, 429]


def test_repeats_and_mistakes_do_not_count(visitor, template, settings, counting):
    settings.FORM_RATE_PER_ADDRESS = 1
    assert [visitor.send(answer_size="many").status_code for _ in range(3)] == [422] * 3
    assert [visitor.send().status_code for _ in range(3)] == [303] * 3
    assert send_another(template, 2).status_code == 429


def test_the_visitor_is_who_the_trusted_proxy_says(template, settings, counting):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT, settings.FORM_RATE_PER_ADDRESS = 1, 1
    came_by = ["198.51.100.1", "198.51.100.2", "198.51.100.9, 198.51.100.1"]
    statuses = [send_another(template, n, HTTP_X_FORWARDED_FOR=address).status_code for n, address in enumerate(came_by)]
    assert statuses == [303, 303, 429]


def test_neither_an_odd_address_nor_an_odd_proxy_is_a_failure(template, settings, counting):
    assert send_another(template, 1, REMOTE_ADDR="").status_code == 303
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 2
    assert send_another(template, 2, HTTP_X_FORWARDED_FOR="nonsense").status_code == 303


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_exactly_as_many_as_allowed_are_let_in(template, settings, counting):
    settings.FORM_RATE_PER_ADDRESS = 5

    def send(number):
        try:
            return send_another(template, number).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, range(16)))
    assert (sorted(statuses), Lead.objects.count()) == ([303] * 5 + [429] * 11, 5)


# --- Sizes and shapes ---


def test_more_than_a_megabyte_is_refused_in_words(visitor):
    response = visitor.send(answer_need="x" * 1_000_000)
    assert response.status_code == 413
    assert "This is more than the form can take: 1 MB in all." in said(response)


def test_just_under_a_megabyte_is_an_error_at_its_field(visitor):
    response = visitor.send(answer_need="x" * 900_000)
    form = ShownForm(response)
    assert (response.status_code, list(form.errors)) == (422, ["id_answer_need"])
    assert len(form.values["answer_need"]) == 900_000


@pytest.mark.parametrize("fields", [500, 1500])
def test_five_hundred_fields_are_ignored_and_more_refused(visitor, fields):
    response = visitor.send(**{f"field{number}": "x" for number in range(fields)})
    assert (response.status_code, Lead.objects.count()) == ((303, 1) if fields == 500 else (400, 0))


def test_two_answers_to_one_question_are_not_chosen_between(visitor):
    response = visitor.send(email=["ada@lovelace.example", "eve@evil.example"])
    assert (response.status_code, list(ShownForm(response).errors)) == (422, ["id_email"])


def test_bodies_that_are_no_form_are_never_a_failure(visitor):
    visitor.open()
    client, url = Client(raise_request_exception=False), visitor.url
    kinds = {
        "application/json": (b'{"email": "ada@lovelace.example"}', 422),
        "text/plain": (b"\xff\xfe", 422),
        "multipart/form-data": (b"--x", 400),
        "multipart/form-data; boundary=x": (
            b"--x\r\nContent-Disposition: form-data; name=a; filename=b\r\n\r\nc\r\n--x--\r\n",
            413,
        ),
        "application/x-www-form-urlencoded; charset=utf-16": (b"a=b", 400),
        "application/x-www-form-urlencoded": (b"token=%00&email=%ff%ed%a0%80&&&=&a", 422),
    }
    got = {kind: client.post(url, body, content_type=kind).status_code for kind, (body, _) in kinds.items()}
    assert got == {kind: status for kind, (_, status) in kinds.items()}
    assert client.post(url, b"", content_type="text/plain", CONTENT_LENGTH="-5").status_code == 413


# --- Frames ---


def policy(response):
    parts = dict(part.split(" ", 1) for part in response.headers["Content-Security-Policy"].split("; "))
    return parts["frame-ancestors"], response.headers.get("X-Frame-Options"), parts["form-action"]


def test_only_the_hosts_that_the_partner_allows_may_show_it_in_a_frame(visitor, settings):
    settings.PLAIN_HTTP = False
    for response in (visitor.open(), visitor.send({}), visitor.send(), visitor.client.get(f"{visitor.url}thanks/")):
        assert policy(response) == ("https://www.example.com", None, "'self'")
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert response.headers["Cache-Control"] == "private, no-cache"


def test_a_form_without_such_hosts_is_in_nobodys_frame(make_template):
    assert policy(Visitor(make_template()).open()) == ("'none'", "DENY", "'self'")


def test_over_plain_http_pages_of_plain_http_may_show_it(visitor, settings):
    settings.PLAIN_HTTP = True
    assert policy(visitor.open())[0] == "https://www.example.com http://www.example.com"


def test_what_is_no_host_never_reaches_the_header(template, visitor, settings):
    settings.PLAIN_HTTP = False
    hosts = ["*", "a b", "x;script-src *", "evil.example/", "é.example", "", "*.example.org", "127.0.0.1:8000"]
    redesign(template, embed_hosts=hosts)
    assert policy(visitor.open())[0] == "https://*.example.org https://127.0.0.1:8000"


def test_nothing_personal_is_logged(visitor, caplog):
    with caplog.at_level(logging.DEBUG):
        visitor.send(answer_size="Secretword")
        visitor.send(last_name="Secretword")
    ours = [record for record in caplog.records if record.name.startswith("leadhub")]
    lines = " ".join(JsonFormatter().format(record) for record in ours)
    assert "forms/<slug:slug>/" in lines
    assert [word for word in ("Secretword", ADA["email"], visitor.url) if word in lines] == []
