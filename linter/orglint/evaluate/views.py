"""Tables for the engine: those of a snapshot as views over its files, or a few rows made by hand."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from orglint.evaluate.engine import Engine, cast, fill, identifier, quoted
from orglint.expressions import UNKNOWN_CELLS
from orglint.model.snapshot import Snapshot, TableLedger
from orglint.model.table import Table
from orglint.snapshots.engine import sql_type
from orglint.tables import specification

NOT_COLLECTED = "not collected into this snapshot"


def over_snapshot(engine: Engine, snapshot: Snapshot, tables: Mapping[str, Table]) -> None:
    """Make a view for each table; a column of which the ledger says that nothing is known has no value in it."""
    for table in tables.values():
        ledger = snapshot.tables.get(table.name)
        file = snapshot.files.get(table.name)
        if ledger is None or file is None:
            make_empty(engine, table)
        else:
            _view(engine, table, snapshot, file=snapshot.folder / file.name)


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


def make_empty(engine: Engine, table: Table) -> None:
    """Make a table without rows."""
    columns = [f"{identifier(column.name)} {sql_type(column.type)}" for column in table.columns.values()]
    listed = ", ".join((*columns, f"{identifier(UNKNOWN_CELLS)} VARCHAR[]"))
    engine.make(f"CREATE OR REPLACE TABLE {identifier(table.name)} ({listed})")


def make_rows(engine: Engine, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make a table of rows: a column that a row has not is unknown there, one that is None is absent."""
    make_empty(engine, table)
    names = list(table.columns)
    filled = ([*(_plain(row.get(name)) for name in names), [n for n in names if n not in row]] for row in rows)
    fill(engine, table.name, [*names, UNKNOWN_CELLS], filled)


def _view(engine: Engine, table: Table, snapshot: Snapshot, *, file: Path) -> None:
    unknown = unknown_columns(table, snapshot.tables[table.name])
    columns = ", ".join(_columns(table, unknown, same=snapshot.spec_sha256 == specification().sha256))
    names = ", ".join(quoted(name) for name in unknown)
    cells = identifier(UNKNOWN_CELLS)
    hidden = f"list_concat({cells}, CAST([{names}] AS VARCHAR[])) AS {cells}" if unknown else cells
    source = f"read_parquet({quoted(str(file))})"
    engine.make(f"CREATE VIEW {identifier(table.name)} AS SELECT {columns}, {hidden} FROM {source}")


def _columns(table: Table, unknown: Mapping[str, str], *, same: bool) -> Iterator[str]:
    """Yield each column; one of a snapshot that was sealed under another specification as its present type."""
    for column in table.columns.values():
        name = identifier(column.name)
        if column.name in unknown:
            yield f"{cast('NULL', column.type)} AS {name}"
        else:
            yield name if same else f"{cast(name, column.type)} AS {name}"


def _plain(value: Any) -> Any:
    """Return a value as the engine takes it: times without a zone, in UTC."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=None)
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value
