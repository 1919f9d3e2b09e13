"""`make soak` in small: a server that is killed while leads arrive loses none that it acknowledged, and doubles none."""

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connection

PROJECT = Path(__file__).resolve().parent.parent.parent
OUTCOME = r"kills 3, acknowledged ([1-9]\d*), repeated \d+, missing 0, doubled 0, unsettled 0"


@contextmanager
def empty_database(folder):
    """The address of one: a file, or beside the tests' own on their server."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder}/soak.sqlite3"
        return
    known = connection.settings_dict
    name = f"{known['NAME']}_soak"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
        yield url_of(known, name)
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def url_of(known, name):
    """The same server, which may listen to a socket in a folder alone."""
    who = f"{known['USER']}:{known['PASSWORD']}@"
    if folder := known["OPTIONS"].get("host"):
        return f"postgresql://{who}/{name}?host={folder}"
    return f"postgresql://{who}{known['HOST']}:{known['PORT']}/{name}"


@pytest.mark.django_db(transaction=True)
def test_three_kills_lose_nothing_and_double_nothing(tmp_path):
    with empty_database(tmp_path) as url:
        environment = {**os.environ, "DATABASE_URL": url}
        command = [sys.executable, "-m", "tools.soak", "--kills", "3", "--seed", "7"]
        run = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=240, check=False)
    assert (run.returncode, bool(re.search(OUTCOME, run.stdout))) == (0, True), run.stdout + run.stderr
