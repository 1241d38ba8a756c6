"""Times that cannot be: what can only lie in the past and lies after the snapshot is taken out, and counted as invalid.

A use in a hundred years would keep an account alive for as long. A day is left to clocks and time zones.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import duckdb

from orglint.model.snapshot import ColumnLedger
from orglint.model.table import Table
from orglint.model.unknown import column_of
from orglint.snapshots.engine import name, text
from orglint.snapshots.leaves import Leaves
from orglint.snapshots.load import INVALID, own
from orglint.tables.values import past

LEEWAY = timedelta(days=1)


def strike_future(engine: duckdb.DuckDBPyConnection, table: Table, taken_at: datetime) -> dict[str, int]:
    """Take such times out of `cells`, wherever in a column they are, and return in how many rows of each column."""
    asked = _asked(table, taken_at)
    if not asked:
        return {}
    counts = engine.execute(f"SELECT {', '.join(f'count_if({it.exist()})' for it in asked)} FROM cells").fetchone()
    assert counts is not None
    found = {leaves.column: number for leaves, number in zip(asked, counts, strict=True) if number}
    struck = [leaves for leaves in asked if leaves.column in found]
    if struck:
        cells = ", ".join(f"{leaves.removed()} AS {name(leaves.column)}" for leaves in struck)
        paths = ", ".join(leaves.paths() for leaves in struck)
        bad = f"list_concat(coalesce({INVALID}, CAST([] AS VARCHAR[])), {paths}) AS {INVALID}"
        engine.execute(f"CREATE OR REPLACE TEMP TABLE cells AS SELECT * REPLACE ({cells}, {bad}) FROM cells")
    return found


def note_future(columns: Mapping[str, ColumnLedger], found: Mapping[str, int]) -> dict[str, ColumnLedger]:
    """Return the ledgers of columns with the reason why what was taken out is unknown."""
    return {title: _noted(ledger, found[title]) if title in found else ledger for title, ledger in columns.items()}


def _asked(table: Table, taken_at: datetime) -> list[Leaves]:
    limit = f"TIMESTAMP {text(_end(taken_at).strftime('%Y-%m-%d %H:%M:%S.%f'))}"
    places = past(table.name)
    return [
        Leaves(column.name, column.type, dict.fromkeys(mine, lambda time: f"{time} > {limit}"))
        for column in own(table)
        if (mine := [path for path in places if column_of(path) == column.name])
    ]


def _end(taken_at: datetime) -> datetime:
    latest = datetime.max.replace(tzinfo=UTC) - LEEWAY
    return min(taken_at.astimezone(UTC), latest) + LEEWAY


def _noted(ledger: ColumnLedger, rows: int) -> ColumnLedger:
    where = f"{rows:,} row{'s' * (rows != 1)}"
    told = f"a time that can only be past lies after the snapshot was taken, in {where}"
    if ledger.unknown:
        return replace(ledger, unknown=f"{ledger.unknown}; {told}")
    return replace(ledger, note="; ".join(filter(None, (ledger.note, told))))
