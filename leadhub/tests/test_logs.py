"""The log says what happened and never to whom: no path, query, name, e-mail or host of a visitor reaches it."""

import io
import json
import logging

import pytest
from django.core.exceptions import BadRequest, PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import include, path

from accounts.models import User
from leadhub.logs import JsonFormatter

PLANTED = "planted@visitor.example"


def repeat_an_email(request):
    """Fails in the database, whose message quotes the value where it is PostgreSQL's."""
    User.objects.create_user(PLANTED, name="First")
    User.objects.create_user(PLANTED, name="Second")


def failing(error):
    def view(request, **kwargs):
        raise error

    return view


urlpatterns = [
    path("database/", repeat_an_email),
    path("value/", failing(ValueError(PLANTED))),
    path("missing/<str:who>/", failing(Http404(PLANTED))),
    path("forbidden/", failing(PermissionDenied(PLANTED))),
    path("bad/", failing(BadRequest(PLANTED))),
    path("suspicious/", failing(SuspiciousOperation(PLANTED))),
    path("fine/<str:who>/", lambda request, who: HttpResponse("fine")),
    path("", include("leadhub.urls")),
]


def failing_middleware(get_response):
    def middleware(request):
        if request.path == "/early/":
            raise ValueError(PLANTED)
        return get_response(request)

    return middleware


@pytest.fixture
def log(settings, monkeypatch):
    """What the real handlers write, as the objects on its lines."""
    settings.ROOT_URLCONF = __name__
    handlers = {id(handler): handler for name in ("", "django", "django.security") for handler in logging.getLogger(name).handlers}
    written = io.StringIO()
    ours = [handler for handler in handlers.values() if isinstance(handler.formatter, JsonFormatter)]
    assert ours
    for handler in ours:
        monkeypatch.setattr(handler, "stream", written)
    return lambda: [json.loads(line) for line in written.getvalue().splitlines()]


@pytest.fixture
def browser():
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "route"),
    [
        (f"/fine/{PLANTED}/?q={PLANTED}", 200, "/fine/<str:who>/"),
        (f"/missing/{PLANTED}/", 404, "/missing/<str:who>/"),
        (f"/nowhere/{PLANTED}/", 404, "(none)"),
        ("/forbidden/", 403, "/forbidden/"),
        ("/bad/", 400, "/bad/"),
        (f"/leads/LD-7K3M-9Q2X/?q={PLANTED}", 302, "/leads/<reference:reference>/"),
    ],
)
def test_one_line_a_request_with_the_pattern_of_its_address(log, browser, capfd, address, status, route):
    browser.get(address)
    (line,) = log()
    assert line.pop("time").endswith("+00:00")
    assert len(line.pop("id")) == 12
    assert 0 <= line.pop("ms") < 10_000
    assert line == {
        "level": "info",
        "logger": "leadhub.request",
        "message": "request",
        "method": "GET",
        "route": route,
        "status": status,
    }
    assert capfd.readouterr() == ("", "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "exception"), [("/database/", "django.db.utils.IntegrityError"), ("/value/", "builtins.ValueError")]
)
def test_exception_is_logged_by_type_and_stack_without_its_words(log, browser, capfd, address, exception):
    answer = browser.get(address)
    failure, request = log()
    assert (failure["level"], failure["exception"], failure["id"]) == ("error", exception, request["id"])
    assert failure["stack"]
    assert any("test_logs.py" in frame for frame in failure["stack"])
    assert (answer.status_code, request["status"]) == (500, 500)
    assert PLANTED not in json.dumps(log())
    assert capfd.readouterr() == ("", "")


@pytest.mark.django_db
def test_exception_outside_views_is_logged_too(log, settings, browser):
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.failing_middleware"]
    browser.get("/early/")
    assert [(line["message"], line.get("exception")) for line in log()] == [("exception", "builtins.ValueError"), ("request", None)]


@pytest.mark.django_db
def test_suspicious_request_is_logged_without_what_it_held(log, browser, capfd):
    browser.get("/suspicious/")
    refusal, request = log()
    assert (refusal["logger"], refusal["message"]) == ("django.security.SuspiciousOperation", "refused")
    assert request["status"] == 400
    assert PLANTED not in json.dumps(log())
    assert capfd.readouterr() == ("", "")


@pytest.mark.django_db
def test_bad_host_is_logged_without_the_host(log):
    answer = Client(headers={"host": "planted.example"}).get("/leads/")
    assert answer.status_code == 400
    assert [line["message"] for line in log()] == ["refused", "request"]
    assert "planted" not in json.dumps(log())


@pytest.mark.django_db
def test_failed_csrf_check_is_one_request_line(log, browser):
    browser.post(f"/accounts/login/?next=/{PLANTED}/", {"login": PLANTED, "password": "x"})
    assert [(line["message"], line["status"], line["route"]) for line in log()] == [("request", 403, "/accounts/login/")]
    assert PLANTED not in json.dumps(log())


@pytest.mark.django_db
def test_failed_sign_in_names_nobody(log):
    Client().post("/accounts/login/", {"login": PLANTED, "password": "x"})
    assert log()
    assert PLANTED not in json.dumps(log())


@pytest.mark.django_db
def test_unknown_method_is_not_repeated(log, browser):
    browser.generic("PLANTED", "/fine/x/")
    assert [line["method"] for line in log()] == ["other"]


@pytest.mark.django_db
def test_probes_are_not_logged(log, browser):
    browser.get("/healthz")
    browser.get("/readyz")
    assert log() == []


def test_line_survives_text_that_no_terminal_can_show():
    record = logging.LogRecord("leadhub", logging.INFO, "", 0, "odd \ud800 %s", ("\x00\n",), None)
    line = JsonFormatter().format(record)
    assert line.isascii()
    assert line.isprintable()
    assert json.loads(line)["message"] == "odd \ud800 \x00\n"


def test_logging_an_exception_where_there_is_none_still_writes_a_line(log):
    logging.getLogger("leadhub").error("nothing broke", exc_info=True)  # noqa: LOG014 - the mistake that is meant
    (line,) = log()
    assert (line["message"], line.get("exception")) == ("nothing broke", None)


@pytest.mark.django_db
def test_planted_e_mail_is_in_the_database_error_where_the_database_quotes_values():
    """So that the test above proves something."""
    User.objects.create_user(PLANTED, name="First")
    with pytest.raises(Exception) as failure:  # noqa: PT011 - the words matter here, not the type
        User.objects.create_user(PLANTED, name="Second")
    assert (PLANTED in str(failure.value)) is (connection.vendor == "postgresql")
