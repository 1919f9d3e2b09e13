"""Typed readers for environment variables.

They refuse nonsense in words instead of guessing: `DEBUG=ture` must not silently mean False.
"""

import os
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off"}


def read_text(name, default=None):
    """The variable's text; without a default it must be set and not be blank."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"Set {name}: LeadHub does not start without it (see README.md).")
    return default


def read_flag(name, default):
    value = read_text(name, "").lower()
    if not value:
        return default
    if value in TRUE | FALSE:
        return value in TRUE
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def read_number(name, default, *, least, most):
    value = read_text(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ImproperlyConfigured(f"{name} must be a whole number from {least} to {most}, not {value!r}.")
    return int(value)


def read_list(name, default=()):
    """Comma-separated words, blanks dropped."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def read_database(name, *, default_path: Path, pool_size: int):
    """Django's DATABASES entry for a `sqlite:///path` or `postgresql://…` URL.

    A relative SQLite path is taken from the folder of `default_path`'s project. On SQLite a write
    transaction takes its lock at once (IMMEDIATE): a deferred one that upgrades later fails with
    "database is locked" instead of waiting. On PostgreSQL connections come from psycopg's pool.
    """
    url = read_text(name, f"sqlite:///{default_path}")
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        return _sqlite(url.removeprefix("sqlite:///"), default_path.parent.parent)
    if scheme not in ("postgresql", "postgres", "psql"):
        raise ImproperlyConfigured(f"{name} must begin with sqlite:/// or postgresql://, not {scheme}:")
    database = environ.Env.db_url_config(url)
    if not database.get("NAME"):
        raise ImproperlyConfigured(f"{name} names no database: postgresql://user:password@host:5432/name")
    options = database.setdefault("OPTIONS", {})
    options["pool"] = {"min_size": 0, "max_size": pool_size, "timeout": 10}
    database["CONN_HEALTH_CHECKS"] = True
    return database


def _sqlite(path, project):
    if not path:
        raise ImproperlyConfigured("DATABASE_URL names no file: sqlite:///var/leadhub.sqlite3")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path if path == ":memory:" else project / path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }
