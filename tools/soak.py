"""`make soak`: kill the server again and again while a sender posts, and see that no acknowledged lead is lost or doubled.

A sender repeats each message until it hears 2xx, as marketplaces do, while the whole server is killed (SIGKILL) at random
moments and started again. At the end every acknowledged lead has to be there exactly once. The database is the one that
DATABASE_URL names, which has to be empty, else a new SQLite file.
"""

import argparse
import io
import json
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path

SENDERS = 4
SHORTEST, LONGEST = 0.1, 2.5  # seconds that a server lives once it answers
ANSWERS_WITHIN = 60  # seconds


class Server:
    """A gunicorn in a process group of its own, so that a kill takes all of it."""

    def __init__(self, environment, output):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {**environment, "PORT": str(self.port)}
        self.output = output

    def start(self):
        command = [sys.executable, "-m", "gunicorn", "leadhub.wsgi"]
        self.process = subprocess.Popen(
            command, env=self.environment, stdout=self.output, stderr=subprocess.STDOUT, start_new_session=True
        )
        until = time.monotonic() + ANSWERS_WITHIN
        while True:
            try:
                return self.ask("GET", "/healthz")
            except (OSError, HTTPException):
                if time.monotonic() > until or self.process.poll() is not None:
                    sys.exit("The server does not start.")
                time.sleep(0.05)

    def kill(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=60)

    def ask(self, method, path, body=None):
        connection = HTTPConnection("127.0.0.1", self.port, timeout=15)
        try:
            connection.request(method, path, body=body, headers={"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            return response.status
        finally:
            connection.close()


class Senders:
    """Post one lead after the other, each until it is acknowledged."""

    def __init__(self, server, path):
        self.server, self.path = server, path
        self.lock = threading.Lock()
        self.begun, self.repeated, self.acknowledged = 0, 0, []
        self.must_stop = threading.Event()
        self.threads = [threading.Thread(target=self._send) for _ in range(SENDERS)]
        for thread in self.threads:
            thread.start()

    def finish(self):
        """Begin nothing more; what was begun is still repeated until it is acknowledged."""
        self.must_stop.set()
        for thread in self.threads:
            thread.join()

    def _send(self):
        while not self.must_stop.is_set():
            with self.lock:
                self.begun += 1
                email = f"person{self.begun}@soak.example"
            body = json.dumps({"last_name": "Soak", "email": email})
            while not self._is_acknowledged(body):
                with self.lock:
                    self.repeated += 1
                time.sleep(0.05)
            with self.lock:
                self.acknowledged.append(email)

    def _is_acknowledged(self, body):
        try:
            return 200 <= self.server.ask("POST", self.path, body) < 300
        except (OSError, HTTPException):
            return False


def prepare():
    """An empty database with one source; gives the path to send to."""
    import django

    django.setup()
    from django.core.management import call_command

    from accounts.models import Partner
    from intake.models import Address, Endpoint
    from intake.models.secrets import draw_secret, hash_of, hint_of
    from leads.models import Lead, Source

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    if Lead.objects.exists():
        sys.exit("This database has leads already. The soak needs an empty one.")
    partner = Partner.objects.create(name="Soak", slug="soak", kind=Partner.Kind.VENDOR)
    source = Source.objects.create(partner=partner, kind=Source.Kind.MARKETPLACE, name="Soak")
    secret = draw_secret()
    endpoint = Endpoint.objects.create(source=source, format="own")
    Address.objects.create(endpoint=endpoint, secret_hash=hash_of(secret), hint=hint_of(secret))
    return f"/intake/{secret}/"


def count(acknowledged):
    """(acknowledged leads that are missing, leads that are there more than once, deliveries that nobody settled)."""
    from django.core.management import call_command
    from django.db.models import Count

    from intake.models import Delivery
    from leads.models import Lead

    call_command("intake_replay", stdout=io.StringIO())
    found = dict(Lead.objects.values_list("email").annotate(Count("pk")))
    missing = [email for email in acknowledged if email not in found]
    doubled = [email for email, leads in found.items() if leads > 1]
    return missing, doubled, Delivery.objects.exclude(state=Delivery.State.SETTLED).count()


def soak(kills, chance, environment, output):
    path = prepare()
    server = Server(environment, output)
    server.start()
    senders = Senders(server, path)
    for number in range(1, kills + 1):
        time.sleep(chance.uniform(SHORTEST, LONGEST))
        server.kill()
        print(f"\r{number} of {kills} kills, {len(senders.acknowledged)} acknowledged", end="", flush=True)
        server.start()
    senders.finish()
    server.stop()
    missing, doubled, unsettled = count(senders.acknowledged)
    print(
        f"\nkills {kills}, acknowledged {len(senders.acknowledged)}, repeated {senders.repeated}, "
        f"missing {len(missing)}, doubled {len(doubled)}, unsettled {unsettled}"
    )
    return 1 if missing or doubled or unsettled or not senders.acknowledged else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=None, help="of the random moments")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="leadhub-soak-") as folder:
        os.environ.update(
            SECRET_KEY=secrets.token_urlsafe(50),
            PLAIN_HTTP="true",
            ALLOWED_HOSTS="127.0.0.1",
            DATABASE_URL=os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/soak.sqlite3",
            DJANGO_SETTINGS_MODULE="leadhub.settings",
        )
        with Path(folder, "printed").open("wb") as output:
            return soak(given.kills, random.Random(given.seed), dict(os.environ), output)


if __name__ == "__main__":
    sys.exit(main())
