"""`/healthz` and `/readyz`, as a probe sees them."""

import pytest
from django.db import connections
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client


@pytest.fixture
def broken_database(db, tmp_path):
    """The default database is a file that is no database, for this test's thread."""
    file = tmp_path / "broken.sqlite3"
    file.write_bytes(b"This is not a database. " * 100)
    sound = connections["default"]
    connections["default"] = DatabaseWrapper({**sound.settings_dict, "NAME": str(file), "OPTIONS": {}}, "default")
    yield
    connections["default"].close()
    connections["default"] = sound


def take_back_last_migration():
    """The database as it is between installing a release and migrating to it."""
    recorder = MigrationRecorder(connections["default"])
    (last,) = MigrationLoader(connections["default"]).graph.leaf_nodes("leads")
    recorder.record_unapplied(*last)
    return recorder, last


def probe(address, **headers):
    response = Client(headers=headers).get(address)
    return response.status_code, response.content.decode()


def test_process_that_lives_says_so_without_any_database():
    assert probe("/healthz") == (200, "ok")


def test_process_lives_while_the_database_does_not_answer(broken_database):
    assert probe("/healthz") == (200, "ok")


@pytest.mark.django_db
def test_ready_when_the_database_answers_and_is_migrated():
    assert probe("/readyz") == (200, "ready")


@pytest.mark.django_db
def test_not_ready_while_a_migration_is_not_applied():
    take_back_last_migration()
    assert probe("/readyz") == (503, "migrations are not applied")


@pytest.mark.django_db
def test_becomes_ready_when_the_migration_is_applied():
    client = Client()
    recorder, last = take_back_last_migration()
    assert client.get("/readyz").status_code == 503
    recorder.record_applied(*last)
    assert client.get("/readyz").status_code == 200


def test_not_ready_while_the_database_does_not_answer(broken_database):
    assert probe("/readyz") == (503, "the database does not answer")


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_probes_come_by_any_host_and_over_plain_http(address, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert probe(address, host="10.0.0.7:8000")[0] == 200


@pytest.mark.django_db
def test_probe_asks_little_once_it_is_ready(django_assert_num_queries):
    client = Client()
    client.get("/readyz")
    with django_assert_num_queries(1):
        client.get("/readyz")
