"""What each cell is, in SQL: for every cell a value, known to be absent (NULL), or unknown (NULL, and named so)."""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from orglint.model.snapshot import ColumnLedger
from orglint.model.table import Absence, Column, Table
from orglint.snapshots.collecting import Walked
from orglint.snapshots.engine import name, sql_type, text
from orglint.snapshots.load import INVALID, LEFT_OUT, own
from orglint.snapshots.tallies import doubt


@dataclass(frozen=True, slots=True)
class Seen:
    """What the rows of a table show of one column, over all of them."""

    rows: int
    present: int
    invalid: int
    left_out: int
    empties: int

    @property
    def absent(self) -> int:
        """Rows for which the API sent nothing, or null."""
        return self.rows - self.present - self.invalid

    @property
    def sends_empties(self) -> bool:
        """Whether an empty list was sent, or something in its place that could not be read."""
        return bool(self.empties or self.invalid)


def seen(engine: duckdb.DuckDBPyConnection, table: Table) -> dict[str, Seen]:
    """Count, column by column, what the rows show."""
    columns = own(table)
    counts = ", ".join(f"count({name(column.name)}), {_empties(column)}" for column in columns)
    numbers = engine.execute(f"SELECT count(*), {counts} FROM cells").fetchone()
    assert numbers is not None
    marked = {mark: _marked(engine, mark) for mark in (INVALID, LEFT_OUT)}
    return {
        column.name: Seen(
            rows=numbers[0],
            present=numbers[2 * place + 1],
            invalid=marked[INVALID].get(column.name, 0),
            left_out=marked[LEFT_OUT].get(column.name, 0),
            empties=numbers[2 * place + 2],
        )
        for place, column in enumerate(columns)
    }


def ledgers(
    engine: duckdb.DuckDBPyConnection, table: Table, walked: Walked, shown: Mapping[str, Seen]
) -> dict[str, ColumnLedger]:
    """Decide which columns are unknown as a whole, and why single cells of the others are."""
    doubts = {tally.column: doubt(engine, table, tally, shown[tally.column].left_out) for tally in walked.tallies}
    return {
        column.name: _ledger(column, shown[column.name], walked, doubts.get(column.name, "")) for column in own(table)
    }


def unknown_when(column: Column, shown: Seen) -> str:
    """Return the condition under which a cell of the column is unknown; empty if none can be."""
    conditions = []
    if shown.invalid:
        conditions.append(f"list_contains({INVALID}, {text(column.name)})")
    if shown.absent and column.absence is Absence.UNDECLARED:
        conditions.append(f"{name(column.name)} IS NULL")
    if shown.absent and column.absence is Absence.EMPTY:
        conditions.append(f"({name(column.name)} IS NULL AND NOT {_is_empty(column, shown)})")
    return " OR ".join(conditions)


def value(column: Column, shown: Seen) -> str:
    """Return the cell as SQL: a list that was left out is empty only if this API does leave out empty lists."""
    if column.absence is not Absence.EMPTY or shown.sends_empties or not shown.left_out:
        return name(column.name)
    empty = f"CAST([] AS {sql_type(column.type)})"
    return f"coalesce({name(column.name)}, CASE WHEN {_is_empty(column, shown)} THEN {empty} END)"


def _empties(column: Column) -> str:
    return f"count(*) FILTER (len({name(column.name)}) = 0)" if column.absence is Absence.EMPTY else "0"


def _marked(engine: duckdb.DuckDBPyConnection, mark: str) -> dict[str, int]:
    """Count in how many rows each column has a mark."""
    marks = f"SELECT unnest({mark}) AS title FROM cells WHERE {mark} IS NOT NULL"
    return dict(engine.execute(f"SELECT title, count(*) FROM ({marks}) GROUP BY title").fetchall())


def _is_empty(column: Column, shown: Seen) -> str:
    return "false" if shown.sends_empties else f"coalesce(list_contains({LEFT_OUT}, {text(column.name)}), false)"


def _ledger(column: Column, shown: Seen, walked: Walked, doubt: str) -> ColumnLedger:
    asked = not column.expand or set(column.expand.split()) <= set(walked.asked)
    reason = _unasked(asked=asked) or doubt or _nowhere(shown)
    note = "" if reason else _note(shown)
    return ColumnLedger(shown.present, shown.absent, shown.invalid, reason, note)


def _note(shown: Seen) -> str:
    """Say why single cells of the column are unknown."""
    if shown.left_out and shown.sends_empties:
        sent = "empty lists are sent" if shown.empties else "something that is no list was sent"
        return f"left out although {sent} elsewhere"
    return ""


def _unasked(*, asked: bool) -> str:
    return "" if asked else "not asked for"


def _nowhere(shown: Seen) -> str:
    if not shown.rows or shown.present:
        return ""
    return "absent in every row" if not shown.invalid else "absent or of a wrong type in every row"
