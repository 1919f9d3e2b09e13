"""What `make run` does before it serves: `.env` once, a free port, or a sentence."""

import os
import socket

import environ
import pytest

from leadhub.environment import WrongEnvironment
from tools.prepare import ENV_FILE, free_port, write_env


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def busy_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_env_is_written_for_its_owner_alone(folder):
    write_env()
    assert ENV_FILE.stat().st_mode & 0o777 == 0o600


def test_env_holds_a_key_of_its_own_and_settings_for_this_machine(folder, monkeypatch):
    for name in ("SECRET_KEY", "PLAIN_HTTP", "ALLOWED_HOSTS"):
        monkeypatch.delenv(name)
    write_env()
    environ.Env.read_env(folder / ENV_FILE)
    assert (os.environ["PLAIN_HTTP"], os.environ["ALLOWED_HOSTS"]) == ("true", "localhost,127.0.0.1")
    assert len(os.environ["SECRET_KEY"]) > 50
    assert len(ENV_FILE.read_text().splitlines()) == 3


def test_two_clones_have_two_keys(folder):
    write_env()
    first = ENV_FILE.read_text()
    ENV_FILE.unlink()
    write_env()
    assert ENV_FILE.read_text() != first


def test_env_that_stands_is_left_alone(folder, capsys):
    ENV_FILE.write_text("SECRET_KEY=mine\n")
    write_env()
    assert ENV_FILE.read_text() == "SECRET_KEY=mine\n"
    assert capsys.readouterr().out == ""


def test_busy_port_is_said_with_the_line_that_helps(monkeypatch, busy_port):
    monkeypatch.setenv("PORT", str(busy_port))
    with pytest.raises(SystemExit) as stop:
        free_port()
    assert str(stop.value) == (
        f"Port {busy_port} is in use. Stop what runs there, or choose another one: PORT={busy_port + 1} make run"
    )


def test_free_port_is_taken(monkeypatch):
    with socket.socket() as once:
        once.bind(("127.0.0.1", 0))
        port = once.getsockname()[1]
    monkeypatch.setenv("PORT", str(port))
    assert free_port() == port


def test_port_that_is_no_number_is_refused(monkeypatch):
    monkeypatch.setenv("PORT", "80 00")
    with pytest.raises(WrongEnvironment, match=r"^PORT must be a whole number from 1 to 65535, not '80 00'\.$"):
        free_port()
