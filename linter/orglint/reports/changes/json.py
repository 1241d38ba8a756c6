"""What changed between two results, as JSON; it has every finding that changed."""

from collections.abc import Mapping
from typing import Any

from orglint import __version__
from orglint.documents.json_schema import load_schema
from orglint.documents.json_text import encode_document
from orglint.model.changes import Balance, Change, ChangedFinding, ChangedRule, Comparison, ResultChanges
from orglint.model.findings import Outcome
from orglint.model.result import Result
from orglint.reports.organization_changes.json import to_members

_COUNTED = (Outcome.FAIL, Outcome.UNKNOWN, Outcome.WAIVED)


def render(comparison: Comparison, limit: int) -> str:
    """Return the document."""
    del limit
    organization = comparison.organization
    return encode_document(
        {
            "format": 1,
            "orglint": __version__,
            "findings": _changes_to_members(comparison.results) if comparison.results else None,
            "organization": to_members(organization) if organization else None,
            "notes": list(comparison.notes),
        }
    )


def load_changes_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the document."""
    return load_schema("orglint.reports.changes", "changes.schema.json")


def _changes_to_members(changes: ResultChanges) -> dict[str, Any]:
    return {
        "organization": changes.after.snapshot.organization,
        "before": _result_to_members(changes.before),
        "after": _result_to_members(changes.after),
        "rules": [_rule_to_members(it) for it in changes.rules],
        "counts": {kind: changes.counts[kind] for kind in Change},
        "sums": {outcome: _balance_to_members(changes.build_balance(outcome)) for outcome in _COUNTED},
        "changes": [_finding_to_members(it) for it in changes.findings],
    }


def _result_to_members(result: Result) -> dict[str, Any]:
    snapshot = result.snapshot
    return {
        "snapshot": snapshot.id,
        "taken_at": snapshot.taken_at,
        "as_of": result.as_of,
        "orglint": result.orglint,
        "outcome": result.outcome,
        "decided": result.decided,
        "privacy": result.privacy,
    }


def _rule_to_members(rule: ChangedRule) -> dict[str, Any]:
    return {
        "event": rule.event,
        "id": rule.id,
        "before": rule.before or None,
        "after": rule.after or None,
        "title": rule.rule.title,
        "severity": rule.rule.severity,
        "decides": rule.decides,
        "cause": rule.cause or None,
        "members": [{"name": it.name, "before": it.before or None, "after": it.after or None} for it in rule.members],
    }


def _balance_to_members(balance: Balance) -> dict[str, Any]:
    return {
        "before": balance.before,
        "left": {kind: balance.left[kind] for kind in Change if balance.left.get(kind)},
        "still": balance.still,
        "arrived": {kind: balance.arrived[kind] for kind in Change if balance.arrived.get(kind)},
        "after": balance.after,
    }


def _finding_to_members(changed: ChangedFinding) -> dict[str, Any]:
    finding = changed.finding
    return {
        "change": changed.kind,
        "rule": finding.rule,
        "table": finding.table,
        "key": finding.key,
        "fingerprint": finding.fingerprint,
        "subject": finding.subject or None,
        "message": finding.message,
        "before": changed.before,
        "after": changed.after,
        "cause": changed.cause or None,
        "rule_changed": changed.by_rule,
        "waiver": finding.waiver,
    }
