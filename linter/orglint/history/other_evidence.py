"""Findings about the whole that fail as before by their key, and otherwise by their evidence: they excuse nothing.

A rule about the whole has one row, whose key says nothing of what it found. So a waiver pins the evidence of such a
finding, and a baseline does, too: seven admins where there were six are not what was there before.
"""

from collections.abc import Iterator

from orglint.model.changes import Change, ChangedFinding, ResultChanges, RuleEvent
from orglint.model.findings import Finding, Outcome
from orglint.model.value_words import describe_value
from orglint.model.waiver import is_same_value
from orglint.model.waiver_entry import WHOLE

_MOST = 3
_LONGEST = 100


def list_other_evidence(changes: ResultChanges) -> Iterator[ChangedFinding]:
    """Yield the findings about the whole that fail in both results, and not with the same evidence.

    Where the earlier result does not show it, nobody knows whether it is the same: the kind says so.
    """
    ids = {it.after: it.before for it in changes.rules if it.event is RuleEvent.RENAMED}
    earlier = {it.rule.id: it for it in changes.before.verdicts}
    for verdict in changes.after.verdicts:
        before = earlier.get(ids.get(verdict.rule.id, verdict.rule.id))
        if before is None or verdict.rule.table != WHOLE or verdict.rule.attest:
            continue
        was = {it.key: it for it in before.findings.select_outcome(Outcome.FAIL)}
        same_words = before.rule.sha256 == verdict.rule.sha256
        for finding in verdict.findings.select_outcome(Outcome.FAIL):
            if finding.key in was:
                yield from _compare(finding, was[finding.key], same_words=same_words)


def _compare(finding: Finding, was: Finding, *, same_words: bool) -> Iterator[ChangedFinding]:
    if hidden := [name for name in finding.evidence if name not in was.evidence]:
        yield _change(finding, f"the baseline does not show {', '.join(hidden[:_MOST])}", Change.DECIDED_AGAIN)
    elif other := [name for name, it in finding.evidence.items() if not is_same_value(it, was.evidence[name])]:
        told = [f"{name} {describe_value(was.evidence[name])}"[:_LONGEST] for name in other[:_MOST]]
        yield _change(finding, f"before: {', '.join(told)}")
    elif not finding.evidence and same_words and finding.message != was.message:
        yield _change(finding, f"before: {was.message[:_LONGEST]}")


def _change(finding: Finding, cause: str, kind: Change = Change.NEW) -> ChangedFinding:
    return ChangedFinding(kind, finding, Outcome.FAIL, Outcome.FAIL, cause)
