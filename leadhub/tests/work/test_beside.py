"""The worker beside the web server: gunicorn started for real, and killed."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from leadhub.tests.serving import PROJECT, Site, environment_in, free_port

PATIENCE = 40  # seconds


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    (folder / "static").mkdir()
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=PROJECT, env=environment_in(folder), check=True)
    return folder


@pytest.fixture
def serve(folder):
    """`serve(WORKER="yes")`: a Server that serves."""
    started = []

    def start(**said):
        port, printed = free_port(), folder / f"printed-{len(started)}"
        environment = {**environment_in(folder), "PORT": str(port), **said}
        with printed.open("wb") as output:
            command = [sys.executable, "-m", "gunicorn", "leadhub.wsgi"]
            process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        started.append(process)
        Site(port, printed).wait_until_it_serves(process)
        return Server(process)

    yield start
    for process in started:
        process.kill()
        process.wait()


def children_of(process_id, *words):
    """The ids of the living processes that were told to end with this one, orphans too, by what their command ends with."""
    asked = "\0".join([*words, str(process_id), ""]).encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if entry.read_bytes().endswith(asked):
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


class Server:
    """gunicorn's process, the keeper beside it and the worker that this keeps."""

    def __init__(self, process):
        self.process = process
        self.keepers = wait_for(lambda: children_of(process.pid, "-m", "leadhub.work.beside"), seconds=2)

    @property
    def workers(self):
        return [worker for keeper in self.keepers for worker in children_of(keeper, "manage.py", "work", "--parent")]

    def is_alone(self):
        return not self.workers and not children_of(self.process.pid, "-m", "leadhub.work.beside")


def wait_for(condition, seconds=PATIENCE):
    until = time.monotonic() + seconds
    while not (found := condition()) and time.monotonic() < until:
        time.sleep(0.1)
    return found


def test_the_worker_lives_and_dies_with_the_server(serve):
    server = serve(WORKER="yes")
    assert len(wait_for(lambda: server.workers)) == 1
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(PATIENCE) == 0
    assert server.is_alone()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_worker_that_dies_is_started_again(serve, how):
    server = serve(WORKER="yes")
    (first,) = wait_for(lambda: server.workers)
    os.kill(first, how)
    (second,) = wait_for(lambda: [pid for pid in server.workers if pid != first])
    assert second != first


def test_new_code_is_the_workers_too(serve):
    """On SIGHUP, with which gunicorn loads the code anew."""
    server = serve(WORKER="yes")
    (first,) = wait_for(lambda: server.workers)
    time.sleep(1)  # Until it hears signals.
    server.process.send_signal(signal.SIGHUP)
    assert wait_for(lambda: [pid for pid in server.workers if pid != first])


@pytest.mark.parametrize("who", ["server", "keeper"])
def test_no_orphan_stays_behind_whoever_is_killed(serve, who):
    server = serve(WORKER="yes")
    assert len(wait_for(lambda: server.workers)) == 1
    time.sleep(2)  # Until the worker watches.
    os.kill(server.process.pid if who == "server" else server.keepers[0], signal.SIGKILL)
    if who == "server":
        server.process.wait()
    assert wait_for(server.is_alone)


def test_a_server_that_is_told_so_has_no_worker(serve):
    server = serve(WORKER="no")
    assert (server.keepers, server.workers) == ([], [])
