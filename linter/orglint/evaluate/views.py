"""Tables for the engine: those of a snapshot as its ledger has them, or a few rows made by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from orglint.evaluate.engine import Engine
from orglint.model.snapshot import Snapshot, TableLedger
from orglint.model.table import Table
from orglint.tables import specification

NOT_COLLECTED = "not collected into this snapshot"


def over_snapshot(engine: Engine, snapshot: Snapshot, tables: Mapping[str, Table]) -> None:
    """Make each table; a column of which the ledger says that nothing is known has no value in it."""
    same = snapshot.spec_sha256 == specification().sha256
    for table in tables.values():
        ledger = snapshot.tables.get(table.name)
        file = snapshot.files.get(table.name)
        if ledger is None or file is None:
            engine.put(table, ())
        else:
            engine.show(table, snapshot.folder / file.name, unknown=list(unknown_columns(table, ledger)), same=same)


def unknown_columns(table: Table, ledger: TableLedger) -> dict[str, str]:
    """Return the columns of which nothing is known, with the reason."""
    reasons = {}
    for name in table.columns:
        seen = ledger.columns.get(name)
        if seen is None:
            reasons[name] = NOT_COLLECTED
        elif seen.unknown:
            reasons[name] = seen.unknown
    return reasons


def make_rows(engine: Engine, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make a table of rows: a column that a row has not is unknown there, one that is None is absent."""
    names = list(table.columns)
    engine.put(table, ([*(plain(row.get(name)) for name in names), [n for n in names if n not in row]] for row in rows))


def plain(value: Any) -> Any:
    """Return a value as the engine takes it: times without a zone, in UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return value
