"""One table, from its pages to its sealed file and its part of the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from orglint.model.snapshot import ColumnLedger, Snapshot, TableLedger
from orglint.model.table import Column, Table
from orglint.snapshots.cells import Seen, ledgers, seen, unknown_when, value
from orglint.snapshots.collecting import Walked
from orglint.snapshots.compose import Again, keep_one_a_key
from orglint.snapshots.counts import counted
from orglint.snapshots.derive import WAS
from orglint.snapshots.derived import Derived, derive
from orglint.snapshots.engine import name, pattern, sql_type, text
from orglint.snapshots.future import note_future, strike_future
from orglint.snapshots.load import EXTRA, INVALID, LOST, UNKNOWN, Loaded, load, own
from orglint.snapshots.nowhere import lost_members
from orglint.snapshots.unknown import column_sql, with_marks_sql
from orglint.snapshots.values import new_values

_KEPT = ("status", "statusSince", "statusSinceBy", "statusNotBefore")
_KINDS = ("VARCHAR", "TIMESTAMP", "VARCHAR", "TIMESTAMP")
ROW_GROUP = 20_000
"""Rows that the engine holds at once while it writes: more of them would be more memory."""


@dataclass(frozen=True, slots=True)
class Past:
    """When the snapshot was taken, and what came before: the previous snapshot whose users are complete, if any."""

    taken_at: datetime
    previous: Snapshot | None = None

    @property
    def before(self) -> datetime | None:
        """When the previous snapshot was taken."""
        return self.previous.taken_at if self.previous else None


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages lie, where there is room to work, and where the sealed file goes."""

    pages: Path
    spill: Path
    target: Path


def seal(engine: duckdb.DuckDBPyConnection, table: Table, walked: Walked, *, places: Places, past: Past) -> TableLedger:
    """Write a table's sealed file and return what is known about it."""
    loaded = load(engine, table, places.pages, places.spill, digest=walked.digest)
    again = keep_one_a_key(engine, table)
    future = strike_future(engine, table, past.taken_at)
    shown = seen(engine, table, loaded)
    columns = note_future(ledgers(engine, table, walked, shown), future)
    engine.execute(f"CREATE OR REPLACE TEMP VIEW known AS {_known(table, loaded, columns, shown=shown, past=past)}")
    derived = derive(engine, table, columns, taken_at=past.taken_at, before=past.before)
    titles = ", ".join(_titles(table, derived.ledgers))
    rows = f"SELECT {titles}, {_unknown(derived)} AS {UNKNOWN}, {EXTRA} FROM {name(derived.view)}"
    engine.execute(
        f"COPY ({rows} ORDER BY {name(table.key)}) TO {text(str(places.target))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})",
    )
    ledger = _ledger(walked, shown[table.key].rows, {title: derived.ledgers[title] for title in table.columns}, again)
    return replace(ledger, new_values=new_values(lambda query: engine.execute(query).fetchall(), table))


def _known(
    table: Table,
    loaded: Loaded,
    columns: Mapping[str, ColumnLedger],
    *,
    shown: Mapping[str, Seen],
    past: Past,
) -> str:
    """Select the cells as they are known, the names of those that are not, and the previous status of each row."""
    cells = ", ".join(
        f"{_cell(column, columns[column.name], shown[column.name])} AS {name(column.name)}" for column in own(table)
    )
    conditions = {
        column.name: condition
        for column in own(table)
        if not columns[column.name].unknown and (condition := unknown_when(column, shown[column.name]))
    }
    unknown = _paths(_names(conditions), table, loaded, columns, shown=shown)
    rows = f"SELECT {cells}, {unknown} AS {UNKNOWN}, {EXTRA} FROM cells"
    if not any(column.inputs for column in table.columns.values()):
        return rows
    before = _previous(past.previous, table) if past.previous else _nothing_before(table)
    same = f"now.{name(table.key)} = was.key"
    return f"SELECT now.*, {', '.join(WAS)} FROM ({rows}) AS now LEFT JOIN ({before}) AS was ON {same}"


def _cell(column: Column, ledger: ColumnLedger, shown: Seen) -> str:
    return f"CAST(NULL AS {sql_type(column.type)})" if ledger.unknown else value(column, shown)


def _paths(
    whole: str, table: Table, loaded: Loaded, columns: Mapping[str, ColumnLedger], *, shown: Mapping[str, Seen]
) -> str:
    """List what is unknown in a row: whole cells, and below them what is invalid, lost or nowhere to be seen."""
    readable = [title for title in shown if not columns[title].unknown]
    parts = [_of(readable, mark) for mark in (INVALID, LOST) if any(_touched(shown[title], mark) for title in readable)]
    parts += [part for title, below in lost_members(table, loaded).items() if title in readable for part in below]
    # In order: the same rows always give the same bytes.
    together = f"flatten([{', '.join([whole, *parts])}])"
    return f"list_sort({with_marks_sql(together)})" if parts else whole


def _touched(shown: Seen, mark: str) -> int:
    return shown.invalid if mark == INVALID else shown.lost


def _of(titles: Iterable[str], mark: str) -> str:
    """List the paths of a mark that lie in these columns."""
    chosen = ", ".join(map(text, titles))
    return f"list_filter(coalesce({mark}, []), lambda path: {column_sql('path')} IN ({chosen}))"


def _names(conditions: Mapping[str, str]) -> str:
    """List the names of the columns whose condition holds."""
    if not conditions:
        return "CAST([] AS VARCHAR[])"
    cases = ", ".join(f"CASE WHEN {condition} THEN {text(title)} END" for title, condition in conditions.items())
    return f"list_filter([{cases}], lambda title: title IS NOT NULL)"


def _previous(previous: Snapshot, table: Table) -> str:
    """Select what the previous snapshot says of each row; an older orglint does not know every column."""
    known = previous.tables[table.name].columns
    cells = ", ".join(
        f"{name(title) if title in known else f'CAST(NULL AS {kind})'} AS {was}"
        for title, was, kind in zip(_KEPT, WAS, _KINDS, strict=True)
    )
    file = previous.folder / previous.files[table.name].name
    return f"SELECT {name(table.key)} AS key, {cells} FROM read_parquet({pattern(file)})"


def _nothing_before(table: Table) -> str:
    cells = ", ".join(f"CAST(NULL AS {kind}) AS {title}" for title, kind in zip(WAS, _KINDS, strict=True))
    return f"SELECT CAST(NULL AS {sql_type(table.columns[table.key].type)}) AS key, {cells} WHERE false"


def _titles(table: Table, columns: Mapping[str, ColumnLedger]) -> Iterator[str]:
    for column in table.columns.values():
        gone = column.inputs and columns[column.name].unknown
        yield f"CAST(NULL AS {sql_type(column.type)}) AS {name(column.name)}" if gone else name(column.name)


def _unknown(derived: Derived) -> str:
    possible = {
        title: condition
        for title, condition in derived.conditions.items()
        if condition != "false" and not derived.ledgers[title].unknown
    }
    return f"list_concat({UNKNOWN}, {_names(possible)})" if possible else UNKNOWN


def _ledger(walked: Walked, rows: int, columns: Mapping[str, ColumnLedger], again: Again) -> TableLedger:
    state, doubts, notes = counted(walked, rows)
    notes = (*notes, *again.notes())
    told = (*(doubt.text for doubt in doubts[len(walked.doubts) :]), *notes)
    return TableLedger(
        state=state,
        rows=rows,
        expected=walked.expected,
        pages=walked.pages,
        requests=walked.requests,
        reason="; ".join(part for part in (walked.reason, *told) if part),
        expected_by=walked.expected_by,
        read_at=walked.read_at,
        columns=columns,
        new_fields=walked.new_fields,
        doubts=doubts,
        drift=walked.drift,
        notes=notes,
    )
