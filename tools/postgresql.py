"""A throw-away PostgreSQL: `python -m tools.postgresql COMMAND…` runs a command with its `DATABASE_URL`.

The server lives in a temporary folder, listens on a socket there and nowhere else, and is gone afterwards,
whatever happened. PostgreSQL refuses to run as root: then the user `postgres` runs it.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

# Nothing here has to survive a power cut.
OPTIONS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "listen_addresses": "", "max_connections": "200"}


def programs():
    """The folder with initdb and pg_ctl: Debian keeps them off the PATH, by version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    for folder in reversed(debian):
        if (folder / "initdb").exists():
            return folder
    found = shutil.which("initdb")
    if not found:
        sys.exit("PostgreSQL is not installed: there is no initdb.")
    return Path(found).resolve().parent


@contextlib.contextmanager
def throwaway_server():
    """Start a server of one's own and give the URL of an empty database on it."""
    is_root = os.geteuid() == 0
    # Elsewhere than in /tmp the user postgres may not be let in, and a socket's path is short.
    with tempfile.TemporaryDirectory(prefix="leadhub-pg-", dir="/tmp") as name:
        folder, data = Path(name), Path(name) / "data"
        if is_root:
            shutil.chown(folder, "postgres")
        as_owner = ["runuser", "-u", "postgres", "--"] if is_root else []

        def run(program, *arguments):
            command = [*as_owner, str(programs() / program), *arguments]
            result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            if result.returncode:
                log = (folder / "log").read_text() if (folder / "log").exists() else ""
                sys.exit(f"PostgreSQL's {program} failed.\n{result.stdout}{result.stderr}{log}")

        # An order by language, as many servers have it, shows what silently relies on code points.
        order = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=en"]
        run("initdb", f"--pgdata={data}", "--username=leadhub", "--auth=trust", *order, "--no-sync")
        options = " ".join(f"-c {key}='{value}'" for key, value in {**OPTIONS, "unix_socket_directories": folder}.items())
        run("pg_ctl", "start", "--wait", f"--pgdata={data}", f"--log={folder / 'log'}", f"--options={options}")
        try:
            yield f"postgresql://leadhub@/postgres?host={folder}"
        finally:
            run("pg_ctl", "stop", "--wait", "--mode=immediate", f"--pgdata={data}")


def stop_on_signals():
    """Make a polite kill unwind like Ctrl-C does, so that the server goes as well."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, frame: sys.exit(128 + number))


def call(command, **environment):
    """Run a command to its end and return its exit code; when we are stopped, let it tidy up first."""
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        return process.wait()
    except BaseException as stop:
        if not isinstance(stop, KeyboardInterrupt):  # Ctrl-C it has heard itself
            process.send_signal(signal.SIGINT)
        process.wait()
        raise


def main():
    stop_on_signals()
    with throwaway_server() as url:
        return call(sys.argv[1:], DATABASE_URL=url)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
