"""Typed readers for environment variables.

They refuse nonsense in words instead of guessing: `DEBUG=ture` must not silently mean False. A refusal names the
variable and shows its value only where that cannot be a secret.
"""

import os
import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}
HOST = re.compile(r"\*|\.?[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]", re.IGNORECASE)
POSTGRESQL = ("postgresql", "postgres", "psql")


class WrongEnvironment(ImproperlyConfigured):
    """A variable is missing or not understood; the message is for whoever starts LeadHub."""


def read_text(name, default=None):
    """The variable's text; without a default it must be set and not be blank."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise _missing(name)
    return default


def _missing(name):
    return WrongEnvironment(f"Set {name}: LeadHub does not start without it (see docs/operating.md).")


def read_flag(name, default):
    value = read_text(name, "").lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise WrongEnvironment(f"{name} must be true or false, not {value!r}.")


def read_number(name, default, *, least, most):
    value = read_text(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise WrongEnvironment(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def read_list(name):
    """Comma-separated words, blanks dropped; empty when the variable is not set."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def read_hosts(name):
    """The host names that LeadHub answers to: at least one, without scheme and port."""
    hosts = read_list(name)
    if not hosts:
        raise _missing(name)
    for host in hosts:
        if not HOST.fullmatch(host):
            raise WrongEnvironment(f"{name} must hold names such as leads.example.com, without https:// and port, not {host!r}.")
    return hosts


def read_database(name, *, default_path: Path, pool_size: int):
    """Django's DATABASES entry for a `sqlite:///path` or `postgresql://…` URL; without one, SQLite in `default_path`.

    A relative SQLite path is taken from the folder of `default_path`'s project. On SQLite a write
    transaction takes its lock at once (IMMEDIATE): a deferred one that upgrades later fails with
    "database is locked" instead of waiting. On PostgreSQL connections come from psycopg's pool.
    """
    url = read_text(name, "")
    if not url:
        default_path.parent.mkdir(exist_ok=True)
        return _sqlite(default_path)
    scheme, _, rest = url.partition(":")
    if url.startswith("sqlite:///"):
        return _sqlite(_file_of(url.removeprefix("sqlite:///"), name, default_path.parent.parent))
    if scheme in POSTGRESQL and rest.startswith("//"):
        return _postgresql(url, name, pool_size)
    raise WrongEnvironment(f"{name} must begin with sqlite:/// or postgresql://, not {scheme}:")


def _file_of(path, name, project):
    if path == ":memory:":
        return path
    if not path or "?" in path:
        raise WrongEnvironment(f"{name} must name a file: sqlite:///var/leadhub.sqlite3")
    file = project / path
    if not file.parent.is_dir():
        raise WrongEnvironment(f"{name} names a file in a folder that does not exist: {file.parent}")
    return file


def _sqlite(file):
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def _postgresql(url, name, pool_size):
    try:
        database = environ.Env.db_url_config(url)
    except ValueError:
        # The parser's own words may quote a piece of the password.
        message = f"{name} is not understood: postgresql://user:password@host:5432/name, special characters as %23"
        raise WrongEnvironment(message) from None
    if not database.get("NAME"):
        raise WrongEnvironment(f"{name} names no database: postgresql://user:password@host:5432/name")
    if "CONN_MAX_AGE" in database:
        raise WrongEnvironment(f"{name} must not set conn_max_age: connections come from a pool, see DATABASE_POOL_SIZE.")
    options = database.setdefault("OPTIONS", {})
    options["pool"] = {"min_size": 0, "max_size": pool_size, "timeout": 10}
    database["CONN_HEALTH_CHECKS"] = True
    return database
