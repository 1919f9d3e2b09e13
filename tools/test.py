"""`make test`: the linters, the whole suite on SQLite, then on PostgreSQL, and how many tests ran where.

All of it runs to its end, whatever fails on the way, so that one run shows everything there is to mend.
PostgreSQL is the one that `DATABASE_URL` names, else a throw-away server. Arguments go to pytest.
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tools.postgresql import call, stop_on_signals, throwaway_server


@dataclass
class Outcome:
    """What one run of the suite came to. A run that broke off without a report has failed once."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0

    def __add__(self, other):
        return Outcome(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped, 0)

    def __str__(self):
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def run_suite(database, url, arguments):
    print(f"\n— The tests on {database} —", flush=True)
    with tempfile.TemporaryDirectory(prefix="leadhub-report-") as folder:
        report = Path(folder) / "report.xml"
        # At most four at once: every worker may have a browser, and they are for seeing, not for load.
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "--maxprocesses=4"]
        exit_code = call([*command, f"--junitxml={report}", *arguments], DATABASE_URL=url)
        return outcome_of(report, exit_code)


def outcome_of(report, exit_code):
    if not report.exists():
        return Outcome(failed=1)
    suite = ElementTree.parse(report).getroot().find("testsuite")
    tests, failures, errors, skipped = (int(suite.get(key)) for key in ("tests", "failures", "errors", "skipped"))
    failed = failures + errors
    if exit_code and not failed:  # no test at all, or broken off in the middle
        failed = 1
    return Outcome(tests - failures - errors - skipped, failed, skipped, float(suite.get("time")))


def main():
    stop_on_signals()
    arguments, given = sys.argv[1:], os.environ.get("DATABASE_URL", "")
    lint_failed = call(["tools/lint.sh"])
    outcomes = {"SQLite": run_suite("SQLite", "sqlite:///:memory:", arguments)}
    if given.startswith("postgres"):
        outcomes["PostgreSQL"] = run_suite("PostgreSQL (DATABASE_URL)", given, arguments)
    else:
        with throwaway_server() as url:
            outcomes["PostgreSQL"] = run_suite("PostgreSQL", url, arguments)
    print()
    for database, outcome in outcomes.items():
        print(f"{database}: {outcome} in {outcome.seconds:.0f} s")
    total = sum(outcomes.values(), Outcome())
    if total.skipped:
        print("A skipped test proves nothing: make it run or take it out.")
    if lint_failed:
        print("The linters found something: see the beginning, or make lint.")
    print(total, flush=True)
    return 1 if total.failed or total.skipped or lint_failed else 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
