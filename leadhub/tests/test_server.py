"""LeadHub as it runs for real: https in front of it, built static files, and nothing of a visitor in what it prints."""

import json
import re
import subprocess
import sys
from contextlib import suppress
from http.client import IncompleteRead

import pytest

from leadhub.tests.serving import PROJECT, environment_in, serving

PLANTED = "planted@visitor.example"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A site behind one proxy, on its own database, with its static files built."""
    folder = tmp_path_factory.mktemp("site")
    for command in (["migrate"], ["createcachetable"], ["collectstatic", "--no-input"]):
        subprocess.run([sys.executable, "manage.py", *command, "-v0"], cwd=PROJECT, env=environment_in(folder), check=True)
    with serving(folder, "leadhub.wsgi") as site:
        yield site


def test_plain_http_is_sent_to_https_and_gets_no_cookie(server):
    answer = server.get("/accounts/login/?next=/leads/", x_forwarded_proto="http")
    assert (answer.status, answer.headers["Location"]) == (301, "https://leads.example/accounts/login/?next=/leads/")
    assert answer.cookies == {}


def test_https_is_remembered_by_the_browser_for_a_year(server):
    assert server.get("/accounts/login/").headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_cookies_travel_over_https_only(server):
    cookie = server.get("/accounts/login/").cookies["csrftoken"]
    assert {"Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_are_answered_by_address_and_over_plain_http(server, address):
    answer = server.get(address, host=f"127.0.0.1:{server.port}", x_forwarded_proto="http")
    assert (answer.status, answer.content) == (200, {"/healthz": b"ok", "/readyz": b"ready"}[address])


def test_static_files_are_compressed_and_kept_for_ever_under_their_hash(server):
    page = server.get("/accounts/login/").content.decode()
    addresses = re.findall(r"/static/css/[a-z]+\.[0-9a-f]{12}\.css", page)
    assert addresses
    for address in addresses:
        answer = server.get(address, accept_encoding="br, gzip")
        assert (answer.status, answer.headers["Content-Encoding"]) == (200, "br")
        assert answer.headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_a_long_search_in_another_script_is_no_longer_than_allowed(server):
    address = "/leads/?q=" + "%E4%B8%AD" * 200 + "&listing=LS-7K3M-9Q2X" * 250
    assert 7000 < len(address) < 8190
    assert server.get(address).status == 302


def test_a_longer_address_is_refused_without_being_printed(server):
    start = server.position
    assert server.send(f"GET /leads/?q={PLANTED}{'x' * 9000} HTTP/1.1\r\nHost: leads.example\r\n\r\n".encode()).startswith(
        b"HTTP/1.1 414"
    )
    assert server.get("/").status == 302
    printed = server.log(after=start, lines=1)
    assert "invalid request" in [line["message"] for line in printed]
    assert PLANTED not in json.dumps(printed)


def test_nothing_of_a_visitor_is_ever_printed(server):
    start = server.position
    server.send(f"{PLANTED} {PLANTED} {PLANTED}\r\n\r\n".encode())
    server.send(f"GET /leads/?q={PLANTED} HTTP/1.1\r\nHost: leads.example\r\n{PLANTED}\x01: x\r\n\r\n".encode())
    statuses = [
        server.get(f"/leads/?q={PLANTED}").status,
        server.get("/leads/LD-7K3M-9Q2X/?next=planted").status,
        server.get(f"/nowhere/{PLANTED}/").status,
        server.get("/leads/", host="planted.example").status,
        server.get(f"/accounts/login/?next=/{PLANTED}/", method="POST", body=f"login={PLANTED}&password=planted").status,
        server.get("/", user_agent=PLANTED, referer=f"https://leads.example/{PLANTED}/", cookie=f"sessionid={PLANTED}").status,
        server.get("/leads/", method="PLANTED").status,
    ]
    assert statuses == [302, 302, 404, 400, 403, 302, 403]
    printed = server.log(after=start, lines=len(statuses))
    assert [line["status"] for line in printed if line["message"] == "request"] == statuses
    written = json.dumps(printed).lower()
    assert [word for word in ("planted", "7k3m", "203.0.113.9", "127.0.0.1") if word in written] == []


BREAKING = """
def application(environ, start_response):
    if environ["PATH_INFO"] == "/healthz":
        start_response("200 OK", [("Content-Length", "2")])
        return [b"ok"]
    if environ["PATH_INFO"] == "/at-once/":
        raise ValueError(environ["QUERY_STRING"])
    start_response("200 OK", [("Content-Length", "999")])
    return breaking(environ)

def breaking(environ):
    yield b"the beginning"
    raise ValueError(environ["QUERY_STRING"])
"""


@pytest.mark.parametrize("address", ["/at-once/", "/in-the-middle/"])
def test_what_breaks_outside_django_is_printed_without_path_query_and_words(tmp_path, address):
    """A download that breaks off in the middle is gunicorn's to report."""
    (tmp_path / "breaking.py").write_text(BREAKING)
    with serving(tmp_path, "breaking:application") as site:
        with suppress(IncompleteRead):
            site.get(f"{address}?{PLANTED}")
        (failure,) = [line for line in site.log() if line["level"] == "error"]
    assert failure["exception"] == "builtins.ValueError"
    assert "breaking.py" in failure["stack"][-1]
    assert [word for word in (PLANTED, address.strip("/")) if word in json.dumps(failure)] == []
