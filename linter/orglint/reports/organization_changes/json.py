"""What changed in an organization, as JSON; it has every change."""

from typing import Any

from orglint.model.organization_changes import (
    ComparedSnapshot,
    OrganizationChange,
    OrganizationChanges,
    TableChanges,
)
from orglint.model.wording import format_timestamp


def to_members(changes: OrganizationChanges) -> dict[str, Any]:
    """Return the members of the document that tells it."""
    return {
        "organization": changes.organization,
        "before": _snapshot_to_members(changes.before),
        "after": _snapshot_to_members(changes.after),
        "complete": changes.is_whole,
        "changes": changes.number,
        "tables": [_table_to_members(it) for it in changes.tables],
        "not_collected": list(changes.not_collected),
    }


def _snapshot_to_members(snapshot: ComparedSnapshot) -> dict[str, Any]:
    return {"id": snapshot.id, "taken_at": format_timestamp(snapshot.taken_at), "doubts": list(snapshot.doubts)}


def _table_to_members(table: TableChanges) -> dict[str, Any]:
    return {
        "table": table.table,
        "rows_before": table.rows_before,
        "rows_after": table.rows_after,
        "keys": table.keys,
        "counts": [
            {"change": kind, "column": column or None, "number": number}
            for (kind, column), number in table.counts.items()
        ],
        "changes": [_change_to_members(it) for it in table.changes],
        "unknown": [
            {"change": it.kind, "column": it.column or None, "rows": it.rows, "reason": it.reason}
            for it in table.unknown
        ],
    }


def _change_to_members(change: OrganizationChange) -> dict[str, Any]:
    return {
        "change": change.kind,
        "key": change.key,
        "subject": change.subject or None,
        "column": change.column or None,
        "before": change.before,
        "after": change.after,
        "called": change.called or None,
        "about": change.about or None,
    }
