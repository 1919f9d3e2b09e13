"""What `make test` says at its end, and when it fails."""

import pytest

from tools.test import Outcome, outcome_of

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}" time="3.5"></testsuite></testsuites>'


@pytest.mark.parametrize(
    ("numbers", "exit_code", "outcome"),
    [
        ((7, 0, 0, 0), 0, Outcome(passed=7, seconds=3.5)),
        ((7, 2, 1, 1), 1, Outcome(passed=3, failed=3, skipped=1, seconds=3.5)),
        ((0, 0, 0, 0), 5, Outcome(failed=1, seconds=3.5)),
        ((7, 0, 0, 0), 2, Outcome(passed=7, failed=1, seconds=3.5)),
    ],
    ids=["all passed", "some failed", "no tests", "broken off"],
)
def test_run_is_counted_from_its_report(tmp_path, numbers, exit_code, outcome):
    report = tmp_path / "report.xml"
    report.write_text(REPORT.format(*numbers))
    assert outcome_of(report, exit_code) == outcome


def test_run_without_a_report_has_failed(tmp_path):
    assert outcome_of(tmp_path / "none.xml", 4) == Outcome(failed=1)


def test_total_is_said_in_a_line():
    assert str(Outcome(5, 0) + Outcome(6, 1)) == "11 passed, 1 failed"
    assert str(Outcome(5, 0, skipped=2)) == "5 passed, 0 failed, 2 skipped"
