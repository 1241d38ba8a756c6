"""What differs between two folders of rules, for people at a terminal."""

from collections.abc import Iterator

from orglint.model.neutralize import neutralize
from orglint.model.rules_diff import OutcomeChange, RuleChange, RulesDiff
from orglint.reports.rules_diff.words import (
    MARKS,
    describe_finding,
    describe_outcome,
    describe_rule,
    describe_rules,
    describe_snapshot,
    list_outcomes,
)


def render(diff: RulesDiff, limit: int) -> str:
    """Return the text; of each rule and snapshot, so many findings of a kind are shown."""
    return "".join(f"{neutralize(line)}\n" for line in _list_lines(diff, limit))


def _list_lines(diff: RulesDiff, limit: int) -> Iterator[str]:
    yield f"{diff.before} -> {diff.after}: {describe_rules(diff)}"
    for rule in diff.rules:
        yield from ("", describe_rule(rule), *_list_members(rule))
    for snapshot in diff.snapshots:
        yield from ("", describe_snapshot(snapshot))
        for outcome in list_outcomes(snapshot):
            yield from (f"  {describe_outcome(outcome)}", *_list_findings(outcome, limit))


def _list_members(rule: RuleChange) -> Iterator[str]:
    for member in rule.members:
        yield f"  {member.name}"
        yield from (f"    {mark} {text}" for mark, text in (("-", member.before), ("+", member.after)) if text)


def _list_findings(outcome: OutcomeChange, limit: int) -> Iterator[str]:
    for kind, mark in MARKS.items():
        found = [it for it in outcome.findings if it.kind is kind]
        yield from (f"    {mark} {describe_finding(it)}" for it in found[:limit])
        if len(found) > limit:
            yield f"    {mark} and {len(found) - limit:,} more"
