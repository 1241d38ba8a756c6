"""Tables for the engine: those of a snapshot as its ledger has them, or a few rows made by hand."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import inf
from typing import Any

from orglint.engine.duckdb import Engine
from orglint.model.snapshot import Snapshot, name_keys
from orglint.model.table import ColumnType, ListOf, Scalar, Struct, Table
from orglint.model.unknown import Unknown, with_marks
from orglint.snapshots.ledger import is_of_this_specification, unknown_columns
from orglint.sql.selection import UnlistedColumn

UNKNOWN = Unknown.UNKNOWN


def over_snapshot(
    engine: Engine, snapshot: Snapshot, tables: Mapping[str, Table], unlisted: Mapping[str, Sequence[UnlistedColumn]]
) -> None:
    """Make each table; a column of which the ledger says that nothing is known has no value in it.

    `unlisted` columns hold unlisted values, which are unknown.
    """
    for table in tables.values():
        ledger = snapshot.tables.get(table.name)
        file = snapshot.files.get(table.name)
        if ledger is None or file is None:
            engine.register_rows(table, ())
        else:
            unknown = list(unknown_columns(table, ledger))
            path, same = snapshot.folder / file.name, is_of_this_specification(snapshot, table)
            engine.register_file(table, path, unknown=unknown, same=same, unlisted=unlisted.get(table.name, ()))
        if table.parent:
            keys = snapshot.files.get(name_keys(table.name))
            engine.register_keys(name_keys(table.name), snapshot.folder / keys.name if keys else ())


def make_rows(engine: Engine, table: Table, rows: Sequence[Mapping[str, Any]], keys: Sequence[str] = ()) -> None:
    """Make a table of rows.

    A column that a row has not is unknown there, and so is an element of a list that is None; a column, or a member of
    a record, that is None is absent. Whatever is `UNKNOWN` is so. `keys` are those for which a table that
    is asked by key was answered.
    """
    if table.parent:
        engine.register_keys(name_keys(table.name), keys)
    engine.register_rows(table, (_row_to_cells(table, row) for row in rows))


def _row_to_cells(table: Table, row: Mapping[str, Any]) -> list[Any]:
    unknown: list[str] = []
    cells = [to_engine_value(row.get(name, UNKNOWN), it.type, name, unknown) for name, it in table.columns.items()]
    return [*cells, with_marks(unknown)]


def to_engine_value(value: Any, kind: ColumnType, path: str, unknown: list[str]) -> Any:
    """Return a value as engines take it: times in UTC without a zone, records with all of their fields.

    The paths of what is unknown are added to those of the row.
    """
    if value is UNKNOWN:
        unknown.append(path)
        return None
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if kind is Scalar.DOUBLE and isinstance(value, int):
        return _integer_to_double(value)
    if isinstance(value, list) and isinstance(kind, ListOf):
        known = [UNKNOWN if item is None else item for item in value]
        return [to_engine_value(item, kind.element, f"{path}[{at}]", unknown) for at, item in enumerate(known)]
    if isinstance(value, dict) and isinstance(kind, Struct):
        return {
            it.name: to_engine_value(value.get(it.name), it.type, f"{path}.{it.name}", unknown) for it in kind.fields
        }
    return value


def _integer_to_double(whole: int) -> float:
    """Return the nearest double; a number that no double reaches is infinite, as `1e400` is."""
    try:
        return float(whole)
    except OverflowError:
        return inf if whole > 0 else -inf
