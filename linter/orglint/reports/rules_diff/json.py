"""What differs between two folders of rules, as JSON; it has every finding."""

from typing import Any

from orglint import __version__
from orglint.documents.json_text import encode_document
from orglint.model.rules_diff import FindingChangeKind, OutcomeChange, RuleChange, RulesDiff, SnapshotChange
from orglint.model.wording import format_timestamp


def render(diff: RulesDiff, limit: int) -> str:
    """Return the document."""
    del limit
    return encode_document(
        {
            "format": 1,
            "orglint": __version__,
            "before": diff.before,
            "after": diff.after,
            "unchanged": diff.unchanged,
            "rules": [_rule_to_members(it) for it in diff.rules],
            "snapshots": [_snapshot_to_members(it) for it in diff.snapshots],
        }
    )


def _rule_to_members(rule: RuleChange) -> dict[str, Any]:
    return {
        "change": rule.kind,
        "id": rule.id,
        "before": rule.before or None,
        "title": rule.title,
        "severity": rule.severity,
        "decides": rule.decides,
        "members": [{"name": it.name, "before": it.before or None, "after": it.after or None} for it in rule.members],
    }


def _snapshot_to_members(change: SnapshotChange) -> dict[str, Any]:
    return {
        "id": change.id,
        "organization": change.organization,
        "taken_at": format_timestamp(change.taken_at),
        "counts": {kind: change.count(kind) for kind in FindingChangeKind},
        "rules": [_outcome_to_members(it) for it in change.rules],
    }


def _outcome_to_members(outcome: OutcomeChange) -> dict[str, Any]:
    return {
        "id": outcome.rule,
        "before": outcome.before,
        "after": outcome.after,
        "reason": outcome.reason or None,
        "findings": [
            {"change": it.kind, "table": it.table, "key": it.key, "subject": it.subject or None, "message": it.message}
            for it in outcome.findings
        ],
    }
