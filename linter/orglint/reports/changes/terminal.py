"""What changed between two results, for people at a terminal: the rules before any finding."""

from collections.abc import Iterator

from orglint.model.changes import Change, Comparison, ResultChanges
from orglint.model.neutralize import neutralize
from orglint.reports.changes.words import (
    KINDS,
    MARKS,
    describe_counts,
    describe_effect,
    describe_finding,
    describe_result,
    describe_rule,
    list_doubts,
    list_members,
    list_sums,
    sort_findings,
)
from orglint.reports.organization_changes.terminal import list_lines


def render(comparison: Comparison, limit: int) -> str:
    """Return the text, with at most so many findings of a kind."""
    return "".join(f"{neutralize(line)}\n" for line in _list_all(comparison, limit))


def _list_all(comparison: Comparison, limit: int) -> Iterator[str]:
    if comparison.results:
        yield from _list_results(comparison.results, limit)
    if comparison.organization:
        yield from ([""] if comparison.results else [])
        yield from list_lines(comparison.organization, limit)
    yield from (f"Note: {it}" for it in comparison.notes)


def _list_results(changes: ResultChanges, limit: int) -> Iterator[str]:
    snapshot = changes.after.snapshot
    yield f"{snapshot.organization_name or snapshot.organization}: {describe_counts(changes)}"
    yield f"  from {describe_result(changes.before)}"
    yield f"  to   {describe_result(changes.after)}"
    yield from (f"  ? {it}" for it in list_doubts(changes))
    if changes.rules:
        yield from ("", "Rules that are not the same")
    for rule in changes.rules:
        effect = describe_effect(rule)
        yield f"  ~ {describe_rule(rule)}{f' ({effect})' if effect else ''}"
        yield from (f"      {name}: {before} -> {after}" for name, before, after in list_members(rule))
    for kind in KINDS:
        yield from _list_kind(changes, kind, limit)
    sums = list(list_sums(changes))
    yield from ("", *(f"  {it}" for it in sums)) if sums else ()


def _list_kind(changes: ResultChanges, kind: Change, limit: int) -> Iterator[str]:
    found = sort_findings(changes, kind)
    if found:
        yield from ("", f"{KINDS[kind].capitalize()}: {len(found):,}")
    yield from (f"  {MARKS[kind]} {describe_finding(it)}" for it in found[:limit])
    if len(found) > limit:
        yield f"  {MARKS[kind]} and {len(found) - limit:,} more"
