"""What people are told of what changed between two results, whatever the format."""

from collections.abc import Iterator, Mapping

from orglint.model.changes import Balance, Change, ChangedFinding, ChangedRule, ResultChanges, RuleEvent
from orglint.model.findings import Outcome
from orglint.model.result import Result
from orglint.model.summaries import describe_undecided, name_row
from orglint.model.wording import format_time

KINDS: Mapping[Change, str] = {
    Change.NEW: "new",
    Change.REOPENED: "reopened",
    Change.WAIVER_ENDED: "waiver ended",
    Change.DECIDED_AGAIN: "decided again",
    Change.FIXED: "fixed",
    Change.GONE: "subject gone",
    Change.NO_LONGER_FOUND: "fixed or gone",
    Change.OTHER_RULE: "not found by the changed rule",
    Change.NEWLY_WAIVED: "newly waived",
    Change.NO_LONGER_DECIDED: "no longer decided",
    Change.NOT_LOOKED_FOR: "not looked for any more",
    Change.UNDECIDED: "undecided",
}
"""The words of each kind of change, in the order in which they are told."""

MARKS: Mapping[Change, str] = {
    Change.NEW: "+",
    Change.REOPENED: "+",
    Change.WAIVER_ENDED: "+",
    Change.DECIDED_AGAIN: "=",
    Change.FIXED: "-",
    Change.GONE: "-",
    Change.NO_LONGER_FOUND: "-",
    Change.OTHER_RULE: "x",
    Change.NEWLY_WAIVED: "w",
    Change.NO_LONGER_DECIDED: "?",
    Change.NOT_LOOKED_FOR: "x",
    Change.UNDECIDED: "?",
}
"""What a line about a finding begins with."""

_NOT_KNOWN = frozenset({Change.UNDECIDED, Change.NO_LONGER_DECIDED})

_EVENTS: Mapping[RuleEvent, str] = {
    RuleEvent.ADDED: "runs now",
    RuleEvent.REMOVED: "does not run any more",
    RuleEvent.RENAMED: "is called otherwise now",
    RuleEvent.CHANGED: "is not the same",
    RuleEvent.SET_UP: "is set up now",
    RuleEvent.NOT_SET_UP: "is not set up any more",
}
_SAID: Mapping[Outcome, tuple[str, str]] = {
    Outcome.FAIL: ("failed", "fail now"),
    Outcome.WAIVED: ("were waived", "are waived now"),
    Outcome.UNKNOWN: ("were unknown", "are unknown now"),
}


def describe_result(result: Result) -> str:
    """Return which result it is: by its snapshot, and by the time at which it was judged if that is another."""
    snapshot = result.snapshot
    judged = f", judged as of {format_time(result.as_of)}" if result.as_of != snapshot.taken_at else ""
    return f"{format_time(snapshot.taken_at)} ({snapshot.id}{judged})"


def describe_counts(changes: ResultChanges) -> str:
    """Return how many findings changed in each way, in one line."""
    counts = changes.counts
    told = [f"{counts[kind]:,} {words}" for kind, words in KINDS.items() if counts[kind]]
    return ", ".join(told) or "no finding changed"


def describe_rule(rule: ChangedRule) -> str:
    """Return what happened to a rule."""
    words = _EVENTS[rule.event]
    if rule.event is RuleEvent.RENAMED:
        return f"{rule.before} is called {rule.after} now"
    return f"{rule.id} {words}: {rule.cause}" if rule.cause else f"{rule.id} {words}"


def list_members(rule: ChangedRule) -> Iterator[tuple[str, str, str]]:
    """Yield what differs in a rule: the name of a member, and its value before and after."""
    for member in rule.members:
        yield member.name, member.before or "none", member.after or "none"


def describe_effect(rule: ChangedRule) -> str:
    """Return what a change of a rule means for its findings; empty if nothing."""
    if rule.event is RuleEvent.CHANGED:
        return "it may find something else than before" if rule.decides else "it decides as before"
    return ""


def describe_finding(changed: ChangedFinding) -> str:
    """Return what a line about a finding says; of one that is not known any more only which row it is, and why."""
    finding = changed.finding
    said = name_row(finding) if changed.kind in _NOT_KNOWN else finding.message or name_row(finding)
    more = [changed.cause] if changed.cause else []
    more += [finding.waiver] if changed.kind is Change.NEWLY_WAIVED and finding.waiver else []
    more += ["the rule changed too"] if changed.by_rule else []
    return f"{finding.rule}: {said}{''.join(f' ({it})' for it in more)}"


def list_sums(changes: ResultChanges) -> Iterator[str]:
    """Yield a sum that a reader can check for each outcome that findings have or had."""
    for outcome, words in _SAID.items():
        balance = changes.build_balance(outcome)
        if balance.before or balance.after:
            yield _describe_sum(balance, *words)


def _describe_sum(balance: Balance, before: str, after: str) -> str:
    left = "".join(f" - {balance.left[kind]:,} {KINDS[kind]}" for kind in KINDS if balance.left.get(kind))
    came = "".join(f" + {balance.arrived[kind]:,} {KINDS[kind]}" for kind in KINDS if balance.arrived.get(kind))
    still = f"{balance.before:,} {before}{left} = {balance.still:,} still" if left else f"{balance.before:,} {before}"
    return f"{still}{came} = {balance.after:,} {after}" if came else f"{still}, and no other: {balance.after:,} {after}"


def list_doubts(changes: ResultChanges) -> Iterator[str]:
    """Yield why the two results may not tell everything."""
    for name, result in (("earlier", changes.before), ("later", changes.after)):
        if not result.decided:
            yield f"the {name} result is not complete: {describe_undecided(result)}"
    if changes.before.orglint != changes.after.orglint:
        yield f"judged by orglint {changes.before.orglint or 'of old'} and {changes.after.orglint or 'of old'}"


def sort_findings(changes: ResultChanges, kind: Change) -> list[ChangedFinding]:
    """Return the findings that changed in one way, the most severe first."""
    ranks = {it.rule.id: -it.rule.severity.rank for it in (*changes.before.verdicts, *changes.after.verdicts)}
    found = changes.select_kind(kind)
    return sorted(found, key=lambda it: (ranks.get(it.finding.rule, 0), it.finding.rule, it.finding.key or ""))
