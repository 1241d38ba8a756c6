"""What a result says of itself twice: outcomes, counts and findings, which must agree."""

from collections.abc import Iterator

from orglint.model.result import Outcome, Result, Verdict

_OF_ALL = frozenset({Outcome.PASS, Outcome.WAIVED, Outcome.NOT_APPLICABLE})
"""Outcomes that are about every row of a table."""


def find_contradictions(result: Result) -> list[str]:
    """Return what does not follow: an outcome from the counts, a count from the findings, a pass from half a table."""
    return [f"{it.rule.id}: {problem}" for it in result.verdicts for problem in _check_verdict(it, result)]


def _check_verdict(verdict: Verdict, result: Result) -> Iterator[str]:
    counted = {Outcome.FAIL: verdict.failed, Outcome.UNKNOWN: verdict.unknown, Outcome.WAIVED: verdict.waived}
    listed = dict.fromkeys(counted, 0)
    for finding in verdict.findings:
        if finding.outcome not in listed:
            yield f"a finding is {finding.outcome}"
            continue
        listed[finding.outcome] += 1
    for outcome, number in counted.items():
        if listed[outcome] != number:
            yield f"it counts {number} rows that are {outcome}, and lists {listed[outcome]}"
    if verdict.in_scope > verdict.rows:
        yield f"it counts {verdict.in_scope} rows in scope, of {verdict.rows}"
    if verdict.outcome is not _conclude(verdict, result):
        yield f"it is {verdict.outcome}, which does not follow from its rows"


def _conclude(verdict: Verdict, result: Result) -> Outcome:
    """Return the outcome that follows from the counts of a rule, and from whether its table is whole."""
    if verdict.failed:
        return Outcome.FAIL
    if not verdict.was_judged or verdict.rule.attest or (verdict.reason and verdict.outcome is Outcome.UNKNOWN):
        return verdict.outcome if verdict.outcome is not Outcome.FAIL else Outcome.PASS
    ledger = result.snapshot.tables.get(verdict.rule.table)
    if verdict.unknown or ledger is None or not ledger.complete:
        return Outcome.UNKNOWN
    if verdict.waived:
        return Outcome.WAIVED
    return Outcome.PASS if verdict.passed else Outcome.NOT_APPLICABLE
