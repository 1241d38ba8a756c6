"""What differs between two folders of rules, as a comment on a pull request."""

from collections.abc import Iterator

from orglint.model.rules_diff import FindingChangeKind, OutcomeChange, RuleChange, RulesDiff
from orglint.reports.markdown.text import fit_blocks, quote_code, quote_text
from orglint.reports.rules_diff.words import (
    describe_finding,
    describe_outcome,
    describe_rules,
    describe_snapshot,
    list_outcomes,
)

_LONGEST = 400
_ROOM = 60_000
"""Bytes of a comment: GitHub refuses one of more than 65,536 characters."""
_CUT = "*The rest did not fit: `--format json` has all of it.*\n"
_KINDS = {
    FindingChangeKind.ADDED: "added",
    FindingChangeKind.TAKEN_AWAY: "taken away",
    FindingChangeKind.UNDECIDED: "not decided any more",
    FindingChangeKind.NOT_LOOKED_FOR: "not looked for any more",
}


def render(diff: RulesDiff, limit: int) -> str:
    """Return the text; of each rule and snapshot, so many findings of a kind are shown."""
    blocks = list(_list_blocks(diff, limit))
    kept = fit_blocks(blocks, _ROOM)
    return "\n".join(kept if len(kept) == len(blocks) else [*kept, _CUT])


def _list_blocks(diff: RulesDiff, limit: int) -> Iterator[str]:
    yield f"### Rules: {describe_rules(diff)}\n"
    for rule in diff.rules:
        yield _render_rule(rule)
    for snapshot in diff.snapshots:
        yield f"### Findings\n\n{quote_text(describe_snapshot(snapshot), _LONGEST)}\n"
        for outcome in list_outcomes(snapshot):
            yield _render_outcome(outcome, limit)


def _render_rule(rule: RuleChange) -> str:
    before = f" (was {quote_code(rule.before, _LONGEST)})" if rule.before not in ("", rule.id) else ""
    title = quote_text(rule.title, _LONGEST)
    lines = [f"- **{rule.kind}** {quote_code(rule.id, _LONGEST)}{before}, {rule.severity}: {title}"]
    for member in rule.members:
        texts = [quote_code(it, _LONGEST) if it else "nothing" for it in (member.before, member.after)]
        lines.append(f"  - {quote_code(member.name, _LONGEST)}: {texts[0]} → {texts[1]}")
    return "\n".join(lines) + "\n"


def _render_outcome(outcome: OutcomeChange, limit: int) -> str:
    lines = [f"- {quote_text(describe_outcome(outcome), _LONGEST)}"]
    for kind, words in _KINDS.items():
        found = [it for it in outcome.findings if it.kind is kind]
        lines += [f"  - **{words}**: {quote_text(describe_finding(it), _LONGEST)}" for it in found[:limit]]
        lines += [f"  - **{words}**: {len(found) - limit:,} more"] * (len(found) > limit)
    return "\n".join(lines) + "\n"
