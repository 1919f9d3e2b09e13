"""How gunicorn serves LeadHub: `gunicorn leadhub.wsgi` reads this file in the folder it is started in.

Two processes with eight threads each: a slow export holds up one thread, not a process. Whatever stands here can be
changed for one start with GUNICORN_CMD_ARGS, as in `GUNICORN_CMD_ARGS="--bind 0.0.0.0:8000"`. Beside them runs one worker
for background work, which starts and ends with the server; `WORKER=no` leaves that to whoever runs `manage.py work`.
"""

import os
import signal
import sys
from pathlib import Path

import environ
from gunicorn import glogging

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
environ.Env.read_env(HERE / ".env")

from leadhub.environment import WrongEnvironment, read_flag, read_number  # noqa: E402
from leadhub.logs import JsonFormatter  # noqa: E402
from leadhub.work.beside import start_keeper, stop_keeper  # noqa: E402


class Log(glogging.Logger):
    """gunicorn's own lines in the shape of ours. Requests are not among them: LeadHub logs those, without path and query."""

    def setup(self, cfg):
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(JsonFormatter())

    def warning(self, msg, *args, **kwargs):
        """What is not HTTP is quoted in the message, with the visitor's address: say only that it came."""
        super().warning("invalid request" if msg.startswith("Invalid request") else msg, *args, **kwargs)


try:
    import leadhub.settings  # noqa: F401 - a wrong environment stops the server here, with one sentence

    port = read_number("PORT", 8000, least=1, most=65535)
    workers = read_number("WEB_CONCURRENCY", 2, least=1, most=64)
    has_worker = read_flag("WORKER", True)
except WrongEnvironment as refusal:
    sys.exit(f"LeadHub cannot start. {refusal}")

bind = f"127.0.0.1:{port}"
chdir = str(HERE)
worker_class = "gthread"
threads = 8
timeout = 60
graceful_timeout = 30
# Each process opens its own database pool, so nothing is loaded before they part.
preload_app = False
# The sign of life is a file; in memory it never waits for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
# A search in another script with many filters is a long line: 8190 is the most that gunicorn allows.
limit_request_line = 8190
logger_class = Log
accesslog = None
control_socket_disable = True


def when_ready(server):
    if has_worker:
        server.keeper = start_keeper(HERE)


def on_reload(server):
    if has_worker:
        server.keeper.send_signal(signal.SIGHUP)


def on_exit(server):
    # Not there where the server could not start.
    if keeper := getattr(server, "keeper", None):
        stop_keeper(keeper)
