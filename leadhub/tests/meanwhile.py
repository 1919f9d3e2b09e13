"""What happens in the very moment between two queries: somebody is faster, or something breaks."""

from contextlib import contextmanager

from django.db import connection


@contextmanager
def just_before(statement, act, *, once=True):
    """Call `act()` right before a query that begins with `statement`; the first one alone, unless it breaks every time."""
    waiting = [act]

    def run(execute, sql, *rest):
        if waiting and sql.startswith(statement):
            now = waiting[0]
            waiting.clear()  # what it asks itself is not waited for
            try:
                now()
            finally:
                if not once:
                    waiting.append(now)
        return execute(sql, *rest)

    with connection.execute_wrapper(run):
        yield
