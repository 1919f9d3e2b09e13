"""pytest loads this before the settings (`-p leadhub.testing` in pytest.ini): what a test run needs to be told.

Settings have no unsafe default; a test run says here what `.env` says at home. Of the environment it is started in
it heeds `DATABASE_URL` alone, so that it comes out the same everywhere.
"""

import os
import tempfile
from pathlib import Path

ENVIRONMENT = {
    "SECRET_KEY": "for-tests-only-" + "x" * 40,
    "DEBUG": "false",
    "PLAIN_HTTP": "true",
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    # Playwright's synchronous interface runs an event loop in the test's own thread.
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
}
NOT_HEEDED = [
    *("SECRET_KEY_FALLBACKS", "CSRF_TRUSTED_ORIGINS", "TRUSTED_PROXY_COUNT", "HSTS_SECONDS", "DATABASE_POOL_SIZE"),
    *("EMAIL_HOST", "EMAIL_PORT", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_USE_TLS", "DEFAULT_FROM_EMAIL"),
    *("FORM_LEAST_SECONDS", "FORM_RATE_PER_ADDRESS", "FORM_RATE_PER_FORM", "API_RATE_PER_MINUTE"),
    *("PORT", "WORKER", "IMPORT_MOST_MB", "GUNICORN_CMD_ARGS", "DJANGO_SETTINGS_MODULE"),
]
for name in NOT_HEEDED:
    os.environ.pop(name, None)
os.environ.update(ENVIRONMENT)

LONGEST_ID = 120  # characters

scratch = tempfile.TemporaryDirectory(prefix="leadhub-tests-")


def pytest_configure():
    """Once a run: static files straight from their folders, a quick password hash, and no throttle from test to test."""
    import hypothesis
    from django.conf import settings

    # How long one example takes is the machine's business.
    hypothesis.settings.register_profile("leadhub", deadline=None)
    hypothesis.settings.load_profile("leadhub")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        # A file, as in real life: all threads would share the one connection to a database in memory.
        database.setdefault("TEST", {})["NAME"] = str(Path(scratch.name) / "test.sqlite3")
        # Nothing here has to survive a power cut.
        database["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"


def pytest_make_parametrize_id(val):
    """A long text names its test by its beginning and its length."""
    if isinstance(val, str) and len(val) > LONGEST_ID:
        return f"{val[:10].encode('unicode_escape').decode()}-{len(val)}-characters"


def pytest_unconfigure():
    scratch.cleanup()
