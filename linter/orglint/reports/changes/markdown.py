"""What changed between two results, as Markdown: for a comment, or a summary."""

from collections.abc import Iterator

from orglint.model.changes import Change, Comparison, ResultChanges
from orglint.reports.changes.words import (
    KINDS,
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
from orglint.reports.markdown.text import fit_blocks, quote_code, quote_text
from orglint.reports.organization_changes.markdown import list_blocks

_LONGEST = 400
_ROOM = 60_000
"""Bytes of a comment: GitHub refuses one of more than 65,536 characters."""
_CUT = "*The rest did not fit: `--format json` has all of it.*\n"


def render(comparison: Comparison, limit: int) -> str:
    """Return the text, with at most so many findings of a kind."""
    blocks = list(_list_all(comparison, limit))
    kept = fit_blocks(blocks, _ROOM)
    return "\n".join(kept if len(kept) == len(blocks) else [*kept, _CUT])


def _list_all(comparison: Comparison, limit: int) -> Iterator[str]:
    if comparison.results:
        yield from _list_results(comparison.results, limit)
    if comparison.organization:
        yield from list_blocks(comparison.organization, limit)
    if comparison.notes:
        yield "\n".join(f"- {quote_text(it, _LONGEST)}" for it in comparison.notes) + "\n"


def _list_results(changes: ResultChanges, limit: int) -> Iterator[str]:
    yield f"### Findings: {describe_counts(changes)}\n"
    times = [quote_text(describe_result(it), _LONGEST) for it in (changes.before, changes.after)]
    doubts = [f"- {quote_text(it, _LONGEST)}" for it in list_doubts(changes)]
    yield "\n".join([f"From {times[0]} to {times[1]}.\n", *doubts]) + ("\n" if doubts else "")
    if changes.rules:
        yield "\n".join(["**Rules that are not the same**\n", *_list_rules(changes)]) + "\n"
    for kind in KINDS:
        if found := list(_list_kind(changes, kind, limit)):
            yield "\n".join(found) + "\n"
    if sums := [f"- {quote_text(it, _LONGEST)}" for it in list_sums(changes)]:
        yield "\n".join(sums) + "\n"


def _list_rules(changes: ResultChanges) -> Iterator[str]:
    for rule in changes.rules:
        effect = describe_effect(rule)
        yield f"- {quote_text(describe_rule(rule), _LONGEST)}{f', {effect}' if effect else ''}"
        for name, before, after in list_members(rule):
            texts = [quote_code(it, _LONGEST) for it in (name, before, after)]
            yield f"  - {texts[0]}: {texts[1]} → {texts[2]}"


def _list_kind(changes: ResultChanges, kind: Change, limit: int) -> Iterator[str]:
    found = sort_findings(changes, kind)
    if found:
        yield f"**{KINDS[kind].capitalize()}: {len(found):,}**\n"
    yield from (f"- {quote_text(describe_finding(it), _LONGEST)}" for it in found[:limit])
    if len(found) > limit:
        yield f"- and {len(found) - limit:,} more"
