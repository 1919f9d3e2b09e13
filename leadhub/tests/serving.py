"""LeadHub as it runs for real: a gunicorn of one's own, requests as a proxy passes them on, and everything it prints."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from types import SimpleNamespace

PROJECT = Path(__file__).resolve().parent.parent.parent


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment_in(folder):
    return {
        **os.environ,
        "SECRET_KEY": "a-key-" + "k" * 50,
        "PLAIN_HTTP": "false",
        "ALLOWED_HOSTS": "leads.example",
        "TRUSTED_PROXY_COUNT": "1",
        "DATABASE_URL": f"sqlite:///{folder}/site.sqlite3",
        "STATIC_ROOT": str(folder / "static"),
        "WEB_CONCURRENCY": "1",
        "WORKER": "no",
        "PYTHONPATH": str(folder),
        "PYTHONWARNINGS": "error",
    }


@contextmanager
def serving(folder, application):
    """The application under our gunicorn.conf.py; at the end it is stopped politely, and has to go so."""
    port, printed = free_port(), folder / "printed"
    with printed.open("wb") as output:
        command = [sys.executable, "-m", "gunicorn", application]
        environment = {**environment_in(folder), "PORT": str(port)}
        process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    site = Site(port, printed)
    try:
        site.wait_until_it_serves(process)
        yield site
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


class Site:
    def __init__(self, port, printed):
        self.port, self.printed = port, printed

    def get(self, path, method="GET", body=None, **headers):
        """One request as the proxy passes it on; `host=…` and `x_forwarded_proto=…` change what it says."""
        headers = {"host": "leads.example", "x_forwarded_proto": "https", "x_forwarded_for": "203.0.113.9", **headers}
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, body=body, headers=names)
            with connection.getresponse() as response:
                content = response.read()
        cookies = {line.split("=")[0]: line for line in response.headers.get_all("Set-Cookie", [])}
        return SimpleNamespace(status=response.status, headers=response.headers, content=content, cookies=cookies)

    def send(self, lines):
        """Bytes that need not be HTTP; gives the answer's first line."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(lines)
            return connection.makefile("rb").readline()

    def wait_until_it_serves(self, process):
        until = time.monotonic() + 30
        while process.poll() is None and time.monotonic() < until:
            try:
                return self.get("/healthz")
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.printed.read_text())

    def log(self, *, after=0, lines=0):
        """The objects printed after a position, once there are that many requests among them."""
        until = time.monotonic() + 20
        while True:
            found = [json.loads(line) for line in self.printed.read_bytes()[after:].split(b"\n")[:-1]]
            if len([line for line in found if line["message"] == "request"]) >= lines or time.monotonic() > until:
                return found
            time.sleep(0.05)

    @property
    def position(self):
        return self.printed.stat().st_size
