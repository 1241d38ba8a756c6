"""Times that can only lie in the past: those after the snapshot are removed and counted as invalid.

A use in a hundred years would keep an account alive for as long. A day is left to clocks and time zones.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from orglint.engine.connection import Connection
from orglint.model.hidden import INVALID
from orglint.model.snapshot import ColumnLedger
from orglint.model.table import Table
from orglint.model.unknown import column_of
from orglint.model.wording import format_count
from orglint.snapshots.load import sent_columns
from orglint.sql.leaves import Leaves
from orglint.sql.quoting import quote_identifier, quote_timestamp
from orglint.tables.values import find_past_places

LEEWAY = timedelta(days=1)


def strike_future(engine: Connection, table: Table, taken_at: datetime) -> dict[str, int]:
    """Take such times out of `cells`, wherever in a column they are, and return in how many rows of each column."""
    asked = _build_future_leaves(table, taken_at)
    if not asked:
        return {}
    counts = engine.execute(
        f"SELECT {', '.join(f'count_if({it.test_existence()})' for it in asked)} FROM cells"
    ).fetchone()
    assert counts is not None
    found = {leaves.column: number for leaves, number in zip(asked, counts, strict=True) if number}
    struck = [leaves for leaves in asked if leaves.column in found]
    if struck:
        cells = ", ".join(f"{leaves.null_leaves()} AS {quote_identifier(leaves.column)}" for leaves in struck)
        paths = ", ".join(leaves.paths() for leaves in struck)
        bad = f"list_concat(coalesce({INVALID}, CAST([] AS VARCHAR[])), {paths}) AS {INVALID}"
        engine.execute(f"CREATE OR REPLACE TEMP TABLE cells AS SELECT * REPLACE ({cells}, {bad}) FROM cells")
    return found


def note_future(columns: Mapping[str, ColumnLedger], found: Mapping[str, int]) -> dict[str, ColumnLedger]:
    """Return the ledgers of columns with the reason why what was taken out is unknown."""
    return {
        title: _note_future_times(ledger, found[title]) if title in found else ledger
        for title, ledger in columns.items()
    }


def _build_future_leaves(table: Table, taken_at: datetime) -> list[Leaves]:
    limit = quote_timestamp(_compute_latest_time(taken_at))
    places = find_past_places(table.name)
    return [
        Leaves(column.name, column.type, dict.fromkeys(mine, lambda time: f"{time} > {limit}"))
        for column in sent_columns(table)
        if (mine := [path for path in places if column_of(path) == column.name])
    ]


def _compute_latest_time(taken_at: datetime) -> datetime:
    latest = datetime.max.replace(tzinfo=UTC) - LEEWAY
    return min(taken_at.astimezone(UTC), latest) + LEEWAY


def _note_future_times(ledger: ColumnLedger, rows: int) -> ColumnLedger:
    problem = f"a time that can only be past lies after the snapshot was taken, in {format_count(rows, 'row')}"
    if ledger.unknown:
        return replace(ledger, unknown=f"{ledger.unknown}; {problem}")
    return replace(ledger, note="; ".join(filter(None, (ledger.note, problem))))
