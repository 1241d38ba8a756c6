"""The snapshot of a result that is read back: what its ledger says, without its files."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from orglint.model.reasons import ReasonCode, find_code
from orglint.model.snapshot import ColumnLedger, Doubt, DoubtKind, KeyLedger, Snapshot, TableLedger, TableState

Members = Mapping[str, Any]


def build_snapshot(members: Members) -> Snapshot:
    """Return the snapshot that a result was made of; it has no folder and no files."""
    snapshot = members["snapshot"]
    return Snapshot(
        id=snapshot["id"],
        organization=members["organization"],
        organization_name=members["organization_name"],
        taken_at=datetime.fromisoformat(snapshot["taken_at"]),
        sealed_at=datetime.fromisoformat(snapshot["sealed_at"]),
        base_url=snapshot["base_url"],
        spec_sha256=snapshot["spec_sha256"],
        orglint=snapshot["orglint"],
        previous=snapshot["previous"] or "",
        folder=Path(),
        tables={name: _build_ledger(table) for name, table in snapshot["tables"].items()},
        files={},
        doubts=tuple(snapshot.get("doubts", ())),
        specifications=snapshot.get("specifications", {}),
    )


def _build_ledger(table: Members) -> TableLedger:
    accepted = table.get("accepted", False)
    return TableLedger(
        TableState.ACCEPTED if accepted else TableState(table["state"]),
        table["rows"],
        table["expected"],
        table["pages"],
        table["requests"],
        table["reason"] or "",
        table["expected_by"] or "",
        datetime.fromisoformat(table["read_at"]) if table["read_at"] else None,
        _build_columns(table),
        table["new_fields"],
        table["new_values"],
        tuple(_build_doubt(doubt) for doubt in table.get("doubts", ())),
        tuple(table.get("drift", ())),
        tuple(table.get("remarks", ())),
        KeyLedger(keys["chosen"], keys["answered"]) if (keys := table.get("keys")) else None,
    )


def _build_columns(table: Members) -> dict[str, ColumnLedger]:
    """Return the columns of which something is to be told; a result does not count the cells of the others."""
    unknown, invalid, notes = table["unknown_columns"], table["invalid"], table["notes"]
    codes = table.get("unknown_codes", {name: find_code(words) for name, words in unknown.items()})
    return {
        name: ColumnLedger(
            0, 0, invalid.get(name, 0), unknown.get(name, ""), notes.get(name, ""), _build_code(codes.get(name))
        )
        for name in sorted({*unknown, *invalid, *notes})
    }


def _build_code(code: str | None) -> ReasonCode | None:
    """Return a code; one of a newer orglint says no more than that the column cannot be trusted."""
    return None if code is None else ReasonCode(code) if code in list(ReasonCode) else ReasonCode.IN_DOUBT


def _build_doubt(doubt: Members) -> Doubt:
    return Doubt(DoubtKind(doubt["kind"]), doubt["text"], doubt["difference"])
