"""The order in which reports list verdicts and findings: the most urgent first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from orglint.model.reasons import Reason
from orglint.model.result import Finding, Outcome, Result, Verdict

ORDER = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED, Outcome.NOT_APPLICABLE, Outcome.PASS)


def by_outcome(result: Result) -> Mapping[Outcome, tuple[Verdict, ...]]:
    """Return the verdicts of each outcome, critical rules first, in the order of their ids."""
    verdicts = sorted(result.verdicts, key=lambda verdict: (-verdict.rule.severity.rank, verdict.rule.id))
    return {outcome: tuple(v for v in verdicts if v.outcome is outcome) for outcome in ORDER}


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings by outcome, then by key."""
    return sorted(findings, key=lambda finding: (ORDER.index(finding.outcome), finding.table, finding.key))


def select_findings(verdict: Verdict, outcome: Outcome) -> list[Finding]:
    """Return the findings of one outcome, by key."""
    return in_order(finding for finding in verdict.findings if finding.outcome is outcome)


def by_reason(verdict: Verdict) -> list[tuple[str, list[Finding]]]:
    """Return the rows of unknown outcome under the reason why, the most frequent reason first."""
    groups: dict[Reason | None, list[Finding]] = defaultdict(list)
    for finding in select_findings(verdict, Outcome.UNKNOWN):
        groups[finding.reason].append(finding)
    told = ((str(reason or "no reason was recorded"), findings) for reason, findings in groups.items())
    return sorted(told, key=lambda group: (-len(group[1]), group[0]))
