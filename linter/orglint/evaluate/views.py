"""Tables for the engine: those of a snapshot as its ledger has them, or a few rows made by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import inf
from typing import Any

from orglint.evaluate.engine import Engine
from orglint.evaluate.sealed import Strange
from orglint.model.snapshot import Snapshot, TableLedger
from orglint.model.table import ColumnType, ListOf, Scalar, Struct, Table
from orglint.tables import specification

NOT_COLLECTED = "not collected into this snapshot"


def over_snapshot(
    engine: Engine, snapshot: Snapshot, tables: Mapping[str, Table], strange: Mapping[str, Sequence[Strange]]
) -> None:
    """Make each table; a column of which the ledger says that nothing is known has no value in it.

    `strange` columns hold unlisted values, which are unknown.
    """
    same = snapshot.spec_sha256 == specification().sha256
    for table in tables.values():
        ledger = snapshot.tables.get(table.name)
        file = snapshot.files.get(table.name)
        if ledger is None or file is None:
            engine.put(table, ())
        else:
            unknown = list(unknown_columns(table, ledger))
            path = snapshot.folder / file.name
            engine.show(table, path, unknown=unknown, same=same, strange=strange.get(table.name, ()))


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
    columns = table.columns
    filled = ([*(plain(row.get(name), it.type) for name, it in columns.items()), _missing(row, table)] for row in rows)
    engine.put(table, filled)


def _missing(row: Mapping[str, Any], table: Table) -> list[str]:
    return [name for name in table.columns if name not in row]


def plain(value: Any, kind: ColumnType) -> Any:
    """Return a value as engines take it: times in UTC without a zone, records with all of their fields."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if kind is Scalar.DOUBLE and isinstance(value, int):
        return _double(value)
    if isinstance(value, list) and isinstance(kind, ListOf):
        return [plain(item, kind.element) for item in value]
    if isinstance(value, dict) and isinstance(kind, Struct):
        return {field.name: plain(value.get(field.name), field.type) for field in kind.fields}
    return value


def _double(whole: int) -> float:
    """Return the nearest double; a number that no double reaches is infinite, as `1e400` is."""
    try:
        return float(whole)
    except OverflowError:
        return inf if whole > 0 else -inf
