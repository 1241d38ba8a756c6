"""What a run comes to, by what its rules came to: nothing that is not known makes a success."""

import pytest

from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from support import results

PASSED, FAILED, UNKNOWN = Outcome.PASS, Outcome.FAIL, Outcome.UNKNOWN


def verdict(
    outcome: Outcome,
    passed: int,
    failed: int,
    unknown: int,
    *,
    severity: Severity = Severity.LOW,
    reason: Reason | None = None,
) -> Verdict:
    of = results.rule(f"{outcome}/{passed}-{failed}-{unknown}-{severity}", severity, "")
    return results.verdict(of, outcome, (9, passed, failed, unknown, 0), reason=reason)


GOOD = verdict(PASSED, 5, 0, 0)
BAD = verdict(FAILED, 4, 1, 0)
GRAVE = verdict(FAILED, 4, 1, 0, severity=Severity.HIGH)
PARTLY = verdict(FAILED, 4, 1, 1)
CUT = verdict(FAILED, 4, 1, 0, reason=Reason(ReasonCode.PARTIAL, table="users"))
LOST = verdict(UNKNOWN, 4, 0, 1)
GAP = verdict(UNKNOWN, 5, 0, 0, reason=Reason(ReasonCode.PARTIAL, table="users"))
NOTHING = verdict(Outcome.NOT_APPLICABLE, 0, 0, 0)


@pytest.mark.parametrize(
    ("verdicts", "code", "outcome"),
    [
        ([GOOD], 0, PASSED),
        ([GOOD, NOTHING], 0, PASSED),
        ([GOOD, BAD], 1, FAILED),
        ([BAD, NOTHING], 1, FAILED),
        ([GOOD, LOST], 3, UNKNOWN),
        ([GOOD, GAP], 3, UNKNOWN),
        ([BAD, GAP], 3, FAILED),
        ([GOOD, PARTLY], 3, FAILED),
        ([GOOD, CUT], 3, FAILED),
        ([NOTHING], 3, UNKNOWN),
        ([], 3, UNKNOWN),
    ],
)
def test_a_run_comes_to_the_worst_of_its_rules(verdicts: list[Verdict], code: int, outcome: Outcome) -> None:
    found = results.result(*verdicts, snapshot=results.whole())
    assert (found.exit_code, found.outcome) == (code, outcome)


@pytest.mark.parametrize(
    ("verdicts", "code"), [([GOOD, BAD], 0), ([GOOD, GRAVE], 1), ([GOOD, PARTLY], 3), ([GOOD, GAP], 3)]
)
def test_only_findings_below_the_severity_that_was_asked_for_are_let_pass(verdicts: list[Verdict], code: int) -> None:
    assert results.result(*verdicts, snapshot=results.whole(), fail_on=Severity.HIGH).exit_code == code


@pytest.mark.parametrize("verdicts", [[GOOD], [BAD], []])
def test_a_doubtful_run_is_undecided(verdicts: list[Verdict]) -> None:
    found: Result = results.result(*verdicts, snapshot=results.whole(), doubts=("the snapshot is old",))
    assert found.exit_code == 3
    assert found.outcome is (FAILED if BAD in verdicts else UNKNOWN)
