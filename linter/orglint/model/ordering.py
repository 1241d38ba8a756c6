"""The order in which reports list verdicts and findings: the most urgent first."""

from collections.abc import Iterator, Mapping
from itertools import chain

from orglint.model.findings import Findings
from orglint.model.reasons import Reason
from orglint.model.result import Finding, Outcome, Result, Verdict

ORDER = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.NOT_APPLICABLE, Outcome.PASS)


def by_outcome(result: Result) -> Mapping[Outcome, tuple[Verdict, ...]]:
    """Return the verdicts of each outcome, critical rules first, in the order of their ids."""
    verdicts = sorted(result.verdicts, key=lambda verdict: (-verdict.rule.severity.rank, verdict.rule.id))
    return {outcome: tuple(v for v in verdicts if v.outcome is outcome) for outcome in ORDER}


def in_order(findings: Findings) -> Iterator[Finding]:
    """Yield the findings by outcome, then by key."""
    there = {outcome for outcome, _ in findings.counts}
    return chain.from_iterable(findings.select_outcome(outcome) for outcome in ORDER if outcome in there)


def list_reasons(findings: Findings) -> list[tuple[str, Reason | None, int]]:
    """Return why rows are of unknown outcome, in words and as it is, and of how many: the most frequent one first."""
    counted = [(reason, number) for (outcome, reason), number in findings.counts.items() if outcome is Outcome.UNKNOWN]
    told = [(str(reason or "no reason was recorded"), reason, number) for reason, number in counted]
    return sorted(told, key=lambda it: (-it[2], it[0]))
