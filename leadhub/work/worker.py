"""The loop of a worker: take, run, let go, until it is told to stop."""

import logging
import os
import secrets
import signal
import socket
import threading
import time
import traceback

from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils import timezone

from leadhub.work import leases
from leadhub.work.leases import GiveWay, LeaseLost

log = logging.getLogger("leadhub.work")

LOOK_EVERY = 1.0  # seconds
LONGEST_REST = 30.0  # seconds, while the database is away
LAST_BREATH = 30.0  # seconds that an orphan may take for the piece it is at
DIED = "Whoever worked on it died each time."


class Worker:
    """Works through `queues`, each in a thread of its own, so that a long import holds up no other kind of work.

    `parent` is a process id: when that process is gone, so is the worker.
    """

    def __init__(self, queues, *, parent=None):
        self.queues = list(queues)
        self.parent = parent
        # The name of nobody else, ever: a process id comes again.
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self.is_stopping = False

    def stop(self, *_signal):
        """Finish the present pieces and go."""
        self.is_stopping = True

    def work_on(self):
        """Until it is told to stop: by SIGTERM, SIGINT, or the end of the parent."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        if self.parent:
            threading.Thread(target=self._watch_parent, daemon=True).start()
        threads = [threading.Thread(target=self._serve, args=[queue]) for queue in self.queues]
        for thread in threads:
            thread.start()
        while not self.is_stopping:
            time.sleep(0.1)
        for thread in threads:
            thread.join()

    def work_off(self):
        """What is due now, and no more. Raises DatabaseError where there is no database."""
        for queue in self.queues:
            while self._step(queue):
                pass

    def _serve(self, queue):
        rest = LOOK_EVERY
        while not self.is_stopping:
            try:
                close_old_connections()
                found = self._step(queue)
                rest = LOOK_EVERY
            except Exception as error:
                found, rest = False, min(rest * 2, LONGEST_REST)
                _report(error, queue)
                connections.close_all()
            if not found:
                self._sleep(rest)
        connections.close_all()

    def _step(self, queue):
        """One row of a queue. Returns whether there was one."""
        row = leases.take(queue, self.name, must_stop=lambda: self.is_stopping)
        if row is None:
            return False
        if row.attempts > queue.most_attempts:
            leases.fail(row, row.work_error or DIED)
            log.error("work given up", extra={"fields": _of(queue, row)})
        else:
            self._run(queue, row)
        return True

    def _run(self, queue, row):
        try:
            more_at = queue.run(row)
        except LeaseLost:
            log.warning("work was taken over", extra={"fields": _of(queue, row)})
        except GiveWay:
            leases.put_back(row, timezone.now())
        except Exception as error:
            # Type and place and no words: those may be a customer's.
            log.exception("work failed", extra={"fields": _of(queue, row)})
            leases.fail(row, _place_of(error))
        else:
            leases.put_back(row, more_at) if more_at else leases.finish(row)

    def _sleep(self, seconds):
        """In short pieces: whoever is told to stop sleeps no longer."""
        until = time.monotonic() + seconds
        while not self.is_stopping and time.monotonic() < until:
            time.sleep(0.1)

    def _watch_parent(self):
        while os.getppid() == self.parent:
            time.sleep(0.5)
        self.stop()
        time.sleep(LAST_BREATH)
        os._exit(1)


def _report(error, queue):
    """A database that is away is no news the second time; anything else here is a mistake of ours."""
    if isinstance(error, DatabaseError | InterfaceError):
        log.warning("the database does not answer", extra={"fields": {"queue": queue.name, "error": type(error).__name__}})
    else:
        log.error("the worker stumbled", exc_info=error, extra={"fields": {"queue": queue.name}})


def _of(queue, row):
    return {"queue": queue.name, "row": row.pk, "attempt": row.attempts}


def _place_of(error):
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__module__}.{type(error).__qualname__}, {os.path.basename(last.filename)}:{last.lineno} {last.name}"
