"""What people are told of a comparison of rules, whatever the format."""

from collections.abc import Iterator, Mapping

from orglint.model.rules_diff import (
    FindingChange,
    FindingChangeKind,
    OutcomeChange,
    RuleChange,
    RuleChangeKind,
    RulesDiff,
    SnapshotChange,
)
from orglint.model.wording import format_count, format_timestamp

MARKS: Mapping[FindingChangeKind, str] = {
    FindingChangeKind.ADDED: "+",
    FindingChangeKind.TAKEN_AWAY: "-",
    FindingChangeKind.UNDECIDED: "?",
    FindingChangeKind.NOT_LOOKED_FOR: "x",
}
"""What a line about a finding begins with."""

_SAID: Mapping[FindingChangeKind, str] = {
    FindingChangeKind.ADDED: "added",
    FindingChangeKind.TAKEN_AWAY: "taken away",
    FindingChangeKind.UNDECIDED: "not decided any more",
    FindingChangeKind.NOT_LOOKED_FOR: "not looked for any more",
}


def describe_rules(diff: RulesDiff) -> str:
    """Return how many rules differ."""
    counts = {kind: sum(it.kind is kind for it in diff.rules) for kind in RuleChangeKind}
    told = [f"{number} {kind}" for kind, number in counts.items() if number]
    return f"{format_count(len(diff.rules), 'rule')} of {len(diff.rules) + diff.unchanged:,} differ" + (
        f": {', '.join(told)}" if told else ""
    )


def describe_snapshot(change: SnapshotChange) -> str:
    """Return which snapshot it is, and how many findings differ."""
    counts = [(change.count(kind), words) for kind, words in _SAID.items()]
    told = ", ".join(f"{number:,} {words}" for number, words in counts if number) or "no finding differs"
    head = f"{change.organization}, {format_timestamp(change.taken_at)} ({change.id})"
    return f"{head}: {told if told.startswith('no ') else f'findings {told}'}"


def describe_rule(change: RuleChange) -> str:
    """Return what happened to a rule."""
    before = f" (was {change.before})" if change.kind is RuleChangeKind.RENAMED else ""
    return f"{change.kind} {change.id}{before}, {change.severity}: {change.title}"


def describe_outcome(change: OutcomeChange) -> str:
    """Return what a rule concluded before and after."""
    before, after = change.before or "no such rule", change.after or "no such rule"
    reason = f" ({change.reason})" if change.reason else ""
    return f"{change.rule}: {before}{reason}" if before == after else f"{change.rule}: {before} -> {after}{reason}"


def list_outcomes(change: SnapshotChange) -> Iterator[OutcomeChange]:
    """Yield the rules of which something differs, the outcome or a finding."""
    yield from (it for it in change.rules if it.findings or it.before != it.after)


def describe_finding(finding: FindingChange) -> str:
    """Return which row it is, and what was said of it, unless that is not known any more."""
    if finding.kind is FindingChangeKind.UNDECIDED:
        return finding.subject or finding.key
    if any(name and name in finding.message for name in (finding.subject, finding.key)):
        return finding.message
    return f"{finding.subject or finding.key}: {finding.message}"
