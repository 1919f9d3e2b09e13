"""A wrong environment is refused in words, by the readers, the command line and the server alike."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from leadhub.environment import WrongEnvironment, read_database, read_flag, read_hosts, read_list, read_number, read_text

PROJECT = Path(__file__).resolve().parent.parent.parent
SOUND = {"SECRET_KEY": "a-key-" + "k" * 50, "ALLOWED_HOSTS": "leads.example", "DATABASE_URL": "sqlite:///:memory:", "DEBUG": ""}


def run(*arguments, **environment):
    """Start one of our commands in a sound environment but for what the test gives."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **SOUND, **environment}, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY: LeadHub does not start without it (see docs/operating.md)."),
        ({"DEBUG": "ture"}, "DEBUG must be true or false, not 'ture'."),
        ({"DATABASE_URL": "mysql://root@db/leads"}, "DATABASE_URL must begin with sqlite:/// or postgresql://, not mysql:"),
    ],
)
def test_command_line_refuses_a_wrong_environment_in_one_sentence(environment, sentence):
    result = run("manage.py", "check", **environment)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"LeadHub cannot start. {sentence}\n")


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"PORT": "eighty"}, "PORT must be a whole number from 1 to 65535, not 'eighty'."),
        ({"PORT": "70000"}, "PORT must be a whole number from 1 to 65535, not '70000'."),
        ({"DEBUG": "ture"}, "DEBUG must be true or false, not 'ture'."),
    ],
)
def test_server_refuses_a_wrong_environment_in_one_sentence(environment, sentence):
    result = run("-m", "gunicorn", "--check-config", "leadhub.wsgi", **environment)
    assert (result.returncode, result.stdout, result.stderr) == (1, "", f"LeadHub cannot start. {sentence}\n")


def test_production_environment_passes_every_check_of_django():
    production = {"PLAIN_HTTP": "false", "DEBUG": "false", "SECRET_KEY": "sK8-" + "aB3_xY9q" * 8, "DJANGO_ALLOW_ASYNC_UNSAFE": ""}
    result = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", **production)
    assert (result.returncode, result.stderr) == (0, "")


def test_missing_text_is_refused_and_blanks_around_it_are_dropped(monkeypatch):
    monkeypatch.setenv("NAME", "  ")
    with pytest.raises(WrongEnvironment, match=r"^Set NAME: "):
        read_text("NAME")
    assert read_text("NAME", "otherwise") == "otherwise"
    monkeypatch.setenv("NAME", " value ")
    assert read_text("NAME") == "value"


@pytest.mark.parametrize(
    ("text", "flag"), [("1", True), ("TRUE", True), ("yes", True), ("On", True), ("0", False), ("false", False), ("no", False)]
)
def test_flags_are_read_in_the_usual_spellings(monkeypatch, text, flag):
    monkeypatch.setenv("FLAG", text)
    assert read_flag("FLAG", not flag) is flag


@pytest.mark.parametrize("text", ["ja", "2", "tru", "-"])
def test_flag_is_never_guessed(monkeypatch, text):
    monkeypatch.setenv("FLAG", text)
    with pytest.raises(WrongEnvironment, match=r"^FLAG must be true or false, not "):
        read_flag("FLAG", False)


@pytest.mark.parametrize("text", ["0", "10", "-1", "1.5", "٣", "5 0", "1e0"])
def test_number_outside_its_range_or_not_whole_is_refused(monkeypatch, text):
    monkeypatch.setenv("NUMBER", text)
    with pytest.raises(WrongEnvironment, match=r"^NUMBER must be a whole number from 1 to 9, not "):
        read_number("NUMBER", 5, least=1, most=9)


def test_number_in_its_range_is_read(monkeypatch):
    monkeypatch.setenv("NUMBER", "9")
    assert read_number("NUMBER", 5, least=1, most=9) == 9
    monkeypatch.delenv("NUMBER")
    assert read_number("NUMBER", 5, least=1, most=9) == 5


def test_list_drops_blanks(monkeypatch):
    monkeypatch.setenv("WORDS", " one, ,two,")
    assert read_list("WORDS") == ["one", "two"]
    monkeypatch.delenv("WORDS")
    assert read_list("WORDS") == []


def test_hosts_are_names_and_addresses(monkeypatch):
    monkeypatch.setenv("HOSTS", "leads.example, .leads.example,127.0.0.1,[::1],*")
    assert read_hosts("HOSTS") == ["leads.example", ".leads.example", "127.0.0.1", "[::1]", "*"]


@pytest.mark.parametrize("text", ["https://leads.example", "leads.example:8000", "leads.example/", "leads example"])
def test_host_with_scheme_port_or_path_is_refused_because_it_would_never_match(monkeypatch, text):
    monkeypatch.setenv("HOSTS", text)
    with pytest.raises(WrongEnvironment, match=r"^HOSTS must hold names such as leads\.example\.com, "):
        read_hosts("HOSTS")


@pytest.mark.parametrize("text", ["", " , "])
def test_no_host_at_all_is_refused(monkeypatch, text):
    monkeypatch.setenv("HOSTS", text)
    with pytest.raises(WrongEnvironment, match=r"^Set HOSTS: "):
        read_hosts("HOSTS")


@pytest.fixture
def database(monkeypatch, tmp_path):
    """`database("postgresql://…")`: how that DATABASE_URL is read, for a project in `tmp_path`."""

    def read(url):
        monkeypatch.setenv("DATABASE_URL", url)
        return read_database("DATABASE_URL", default_path=tmp_path / "var" / "leadhub.sqlite3", pool_size=7)

    return read


def test_database_is_sqlite_in_var_unless_told(database, tmp_path):
    read = database("")
    assert (read["ENGINE"], read["NAME"]) == ("django.db.backends.sqlite3", tmp_path / "var" / "leadhub.sqlite3")
    assert read["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert read["NAME"].parent.is_dir()


def test_sqlite_path_is_relative_to_the_project_or_absolute(database, tmp_path):
    assert database("sqlite:///leads.sqlite3")["NAME"] == tmp_path / "leads.sqlite3"
    assert database(f"sqlite:///{tmp_path}/leads.sqlite3")["NAME"] == tmp_path / "leads.sqlite3"


def test_postgresql_is_read_with_its_pool_and_options(database):
    read = database("postgresql://ada:p%40ss%23@db.example:5433/leads?sslmode=require")
    assert read == {
        "ENGINE": "django.db.backends.postgresql",
        "USER": "ada",
        "PASSWORD": "p@ss#",
        "HOST": "db.example",
        "PORT": 5433,
        "NAME": "leads",
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require", "pool": {"min_size": 0, "max_size": 7, "timeout": 10}},
    }


def test_postgresql_on_a_socket_is_named_by_its_folder(database):
    read = database("postgresql://ada@/leads?host=/run/postgresql")
    assert (read["HOST"], read["NAME"], read["OPTIONS"]["host"]) == ("", "leads", "/run/postgresql")


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("leads.sqlite3", "DATABASE_URL must begin with sqlite:/// or postgresql://, not leads.sqlite3:"),
        ("sqlite:leads.sqlite3", "DATABASE_URL must begin with sqlite:/// or postgresql://, not sqlite:"),
        ("sqlite:///", "DATABASE_URL must name a file: sqlite:///var/leadhub.sqlite3"),
        ("sqlite:///leads.sqlite3?timeout=5", "DATABASE_URL must name a file: sqlite:///var/leadhub.sqlite3"),
        ("postgresql:leads", "DATABASE_URL must begin with sqlite:/// or postgresql://, not postgresql:"),
        ("postgresql://db.example/", "DATABASE_URL names no database: postgresql://user:password@host:5432/name"),
        (
            "postgresql://db.example/leads?conn_max_age=60",
            "DATABASE_URL must not set conn_max_age: connections come from a pool, see DATABASE_POOL_SIZE.",
        ),
    ],
)
def test_database_url_that_says_nothing_sound_is_refused(database, url, sentence):
    with pytest.raises(WrongEnvironment) as refusal:
        database(url)
    assert str(refusal.value) == sentence


def test_sqlite_file_in_a_missing_folder_is_refused_by_its_folder(database, tmp_path):
    with pytest.raises(WrongEnvironment) as refusal:
        database("sqlite:///elsewhere/leads.sqlite3")
    assert str(refusal.value) == f"DATABASE_URL names a file in a folder that does not exist: {tmp_path}/elsewhere"


def test_password_in_a_broken_database_url_is_not_repeated(database):
    with pytest.raises(WrongEnvironment) as refusal:
        database("postgresql://ada:secret/word@db.example/leads")
    assert "secret" not in str(refusal.value)
    assert refusal.value.__cause__ is None


def test_every_variable_that_is_read_is_described_and_no_other():
    code = "".join((PROJECT / name).read_text() for name in ("leadhub/settings.py", "gunicorn.conf.py"))
    read = set(re.findall(r'\bread_\w+\(\s*"([A-Z_]+)"', code))
    rows = re.findall(r"^\| (`[A-Z_`, ]+`) \|", (PROJECT / "docs/operating.md").read_text(), re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"[A-Z_]+", row)} == read
    assert len(read) > 15
