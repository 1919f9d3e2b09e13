"""A worker that lives and dies with the web server. gunicorn.conf.py starts a keeper, and the keeper the worker.

The keeper is a process of its own, `python -m leadhub.work.beside PID`, that knows no Django and can hardly fail: gunicorn
forks at any time, which goes badly with a thread of ours that starts processes in between.
"""

import os
import signal
import subprocess
import sys
import time

LOOK_EVERY = 0.2  # seconds
QUICK = 5  # seconds: a worker that dies sooner is started again after a pause
LONGEST_PAUSE = 30  # seconds
PATIENCE = 35  # seconds for the pieces of work that a worker is at


def start_keeper(cwd):
    """The keeper, for the process that calls this. A group of its own: Ctrl-C is the server's to hear, and to pass on."""
    command = [sys.executable, "-m", "leadhub.work.beside", str(os.getpid())]
    return subprocess.Popen(command, cwd=cwd, process_group=0)


def stop_keeper(keeper):
    """End it and its worker: politely, and after PATIENCE in any case."""
    keeper.terminate()
    try:
        keeper.wait(PATIENCE + 5)
    except subprocess.TimeoutExpired:
        keeper.kill()  # Its worker sees that, and ends.


class Keeper:
    """Keeps a worker running while the process `parent` lives. SIGTERM ends both, SIGHUP starts the worker anew."""

    def __init__(self, parent):
        self.parent = parent
        self.worker = None
        self.is_stopping = False
        self.pause = 0

    def run(self):
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        signal.signal(signal.SIGHUP, self.renew)
        while self.is_wanted:
            began = time.monotonic()
            self.worker = subprocess.Popen([sys.executable, "manage.py", "work", "--parent", str(os.getpid())])
            while self.is_wanted and self.worker.poll() is None:
                time.sleep(LOOK_EVERY)
            if self.is_wanted:
                is_quick = time.monotonic() - began < QUICK
                self.pause = min(max(1, self.pause * 2), LONGEST_PAUSE) if is_quick else 0
                self.rest(self.pause)
        self.end_worker()

    @property
    def is_wanted(self):
        return not self.is_stopping and os.getppid() == self.parent

    def rest(self, seconds):
        until = time.monotonic() + seconds
        while self.is_wanted and time.monotonic() < until:
            time.sleep(LOOK_EVERY)

    def stop(self, *_signal):
        self.is_stopping = True

    def renew(self, *_signal):
        if self.worker:
            self.worker.terminate()

    def end_worker(self):
        if self.worker:
            self.worker.terminate()
            try:
                self.worker.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                self.worker.kill()


if __name__ == "__main__":
    Keeper(int(sys.argv[1])).run()
