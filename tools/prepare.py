"""What `make run` does before the server starts: `.env`, a free port, the database, demo data, static files.

Every step leaves alone what is there already, so the second run is quick and changes nothing.
"""

import errno
import os
import secrets
import socket
import sys
from pathlib import Path

import environ

from leadhub.environment import WrongEnvironment, read_number

ENV_FILE = Path(".env")


def write_env():
    """A machine at home: its own random key, plain http. Written once, for its owner's eyes."""
    try:
        descriptor = os.open(ENV_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w") as file:
        file.write(f"SECRET_KEY={secrets.token_urlsafe(50)}\nPLAIN_HTTP=true\nALLOWED_HOSTS=localhost,127.0.0.1\n")
    print("Wrote .env: a random key, and settings for this machine alone.")


def free_port():
    """The port to serve on. Stops in words when it is taken or not ours to take."""
    port = read_number("PORT", 8000, least=1, most=65535)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            why = "is in use" if error.errno == errno.EADDRINUSE else "may not be used by you"
            other = port + 1 if 1024 <= port < 65535 else 8000
            sys.exit(f"Port {port} {why}. Stop what runs there, or choose another one: PORT={other} make run")
    return port


def prepare_database():
    import django
    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.db import OperationalError

    # One connection is enough here, and without the pool a database that does not answer says why, at once.
    settings.DATABASES["default"]["OPTIONS"].pop("pool", None)
    django.setup()
    print("Preparing the database.", flush=True)
    try:
        call_command("migrate", verbosity=0, interactive=False)
    except OperationalError as error:
        sys.exit(f"The database does not answer: {error}\nDATABASE_URL says where it is; without it, it is SQLite in var/.")
    call_command("createcachetable", verbosity=0)
    try:
        call_command("seed_demo", "--if-empty")
    except CommandError as refusal:
        sys.exit(str(refusal))


def collect_static_files():
    """Hash and compress them, which takes seconds, unless they are those of the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [storage.path(name) for finder in get_finders() for name, storage in finder.list([])]
    state = "\n".join(sorted(f"{file} {os.stat(file).st_mtime_ns}" for file in files))
    stamp = Path(settings.STATIC_ROOT, ".collected")
    if not stamp.exists() or stamp.read_text() != state:
        print("Preparing static files.", flush=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(state)


def main():
    write_env()
    environ.Env.read_env(ENV_FILE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leadhub.settings")
    port = free_port()
    prepare_database()
    collect_static_files()
    print(f"\nLeadHub is at http://127.0.0.1:{port} — Ctrl-C stops it.\n", flush=True)


if __name__ == "__main__":
    try:
        main()
    except WrongEnvironment as refusal:
        sys.exit(f"LeadHub cannot start. {refusal}")
    except KeyboardInterrupt:
        sys.exit(130)
