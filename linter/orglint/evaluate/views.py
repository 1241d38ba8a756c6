"""Tables for the engine: those of a snapshot as its ledger has them, or a few rows made by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import inf
from typing import Any

from orglint.evaluate.engine import Engine
from orglint.evaluate.sealed import Strange
from orglint.model.snapshot import Snapshot, TableLedger
from orglint.model.table import ColumnType, ListOf, Scalar, Struct, Table
from orglint.model.unknown import Unknown, with_marks
from orglint.tables import specification

UNKNOWN = Unknown.UNKNOWN
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
    """Make a table of rows.

    A column that a row has not is unknown there, and so is an element of a list that is None; a column, or a member of
    a record, that is None is absent. Whatever is `UNKNOWN` is so.
    """
    engine.put(table, (_row(table, row) for row in rows))


def _row(table: Table, row: Mapping[str, Any]) -> list[Any]:
    unknown: list[str] = []
    cells = [plain(row.get(name, UNKNOWN), it.type, name, unknown) for name, it in table.columns.items()]
    return [*cells, with_marks(unknown)]


def plain(value: Any, kind: ColumnType, path: str, unknown: list[str]) -> Any:
    """Return a value as engines take it: times in UTC without a zone, records with all of their fields.

    The paths of what is unknown are added to those of the row.
    """
    if value is UNKNOWN:
        unknown.append(path)
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if kind is Scalar.DOUBLE and isinstance(value, int):
        return _double(value)
    if isinstance(value, list) and isinstance(kind, ListOf):
        known = [UNKNOWN if item is None else item for item in value]
        return [plain(item, kind.element, f"{path}[{at}]", unknown) for at, item in enumerate(known)]
    if isinstance(value, dict) and isinstance(kind, Struct):
        return {it.name: plain(value.get(it.name), it.type, f"{path}.{it.name}", unknown) for it in kind.fields}
    return value


def _double(whole: int) -> float:
    """Return the nearest double; a number that no double reaches is infinite, as `1e400` is."""
    try:
        return float(whole)
    except OverflowError:
        return inf if whole > 0 else -inf
