"""Seal one table: from its stored pages to its Parquet file and its part of the ledger."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from orglint.engine.connection import Connection
from orglint.model.hidden import EXTRA, INVALID, LOST, UNKNOWN
from orglint.model.reasons import ReasonCode
from orglint.model.snapshot import ColumnLedger, Snapshot, TableLedger
from orglint.model.table import Column, Table
from orglint.snapshots.cells import ColumnProfile, build_column_ledgers, cell_to_sql, profile_columns, unknown_when
from orglint.snapshots.collecting import TableWalk
from orglint.snapshots.compose import Duplicates, keep_one_a_key
from orglint.snapshots.counts import compare_row_count
from orglint.snapshots.derive import SEEN_BEFORE, name_previous_cell
from orglint.snapshots.derived import Derived, add_derived_columns
from orglint.snapshots.earlier import list_previous_columns
from orglint.snapshots.future import note_future, strike_future
from orglint.snapshots.load import Loaded, load_cells, sent_columns
from orglint.snapshots.missing import lost_members
from orglint.snapshots.values import new_values
from orglint.sql.quoting import quote_identifier, quote_pattern, quote_text
from orglint.sql.types import sql_type
from orglint.sql.unknown import column_sql, with_marks_sql

ROW_GROUP = 20_000
"""Rows that the engine holds at once while it writes: more of them would be more memory."""


REDACTED = "snapshot --redact does not store it: not collected into this snapshot"
"""Why a column is unknown whose values were left out when the table was sealed."""


@dataclass(frozen=True, slots=True)
class Past:
    """When the snapshot was taken, and the previous snapshot that derived columns of the table look at, if any."""

    taken_at: datetime
    previous: Snapshot | None = None

    @property
    def before(self) -> datetime | None:
        """When the previous snapshot was taken."""
        return self.previous.taken_at if self.previous else None


@dataclass(frozen=True, slots=True)
class SealingPaths:
    """The folder of the pages, the folder for temporary files, and the file to write."""

    pages: Path
    spill: Path
    target: Path


def seal_table(
    engine: Connection,
    table: Table,
    table_walk: TableWalk,
    *,
    places: SealingPaths,
    past: Past,
    left: Sequence[str] = (),
    redacted: Collection[str] = (),
) -> TableLedger:
    """Write the Parquet file of a table and return its ledger.

    Without rows that `left` the organization meanwhile, and without the values of columns that are `redacted`, which
    are unknown.
    """
    loaded = load_cells(engine, table, places.pages, places.spill, digest=table_walk.digest)
    if left:
        engine.execute(f"DELETE FROM cells WHERE {quote_identifier(table.key)} IN (SELECT unnest(?))", [list(left)])
    again = keep_one_a_key(engine, table)
    future = strike_future(engine, table, past.taken_at)
    shown = profile_columns(engine, table, loaded)
    columns = _redact(note_future(build_column_ledgers(engine, table, table_walk, shown), future), redacted)
    known = _select_known_cells(table, loaded, columns, shown=shown, past=past)
    derived = add_derived_columns(engine, table, known, columns, taken_at=past.taken_at, before=past.before)
    titles = ", ".join(_select_columns(table, derived.ledgers))
    extra = f"CAST(NULL AS VARCHAR) AS {EXTRA}" if redacted else EXTRA  # nobody knows what that says of people
    rows = f"SELECT {titles}, {_select_unknown_paths(derived)} AS {UNKNOWN}, {extra} FROM ({derived.rows})"
    engine.execute(
        f"COPY ({rows} ORDER BY {quote_identifier(table.key)}) TO {quote_text(str(places.target))} "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})",
    )
    ledger = _build_table_ledger(
        table_walk, shown[table.key].rows, {title: derived.ledgers[title] for title in table.columns}, again
    )
    return replace(ledger, new_values=new_values(lambda query: engine.execute(query).fetchall(), table))


def _redact(columns: Mapping[str, ColumnLedger], redacted: Collection[str]) -> Mapping[str, ColumnLedger]:
    code = ReasonCode.NOT_COLLECTED
    return {
        name: replace(column, unknown=REDACTED, note="", code=code)
        if name in redacted and not column.unknown
        else column
        for name, column in columns.items()
    }


def _select_known_cells(
    table: Table,
    loaded: Loaded,
    columns: Mapping[str, ColumnLedger],
    *,
    shown: Mapping[str, ColumnProfile],
    past: Past,
) -> str:
    """Select the cells as they are known, the names of those that are not, and what each row was before."""
    cells = ", ".join(
        f"{_select_cell(column, columns[column.name], shown[column.name])} AS {quote_identifier(column.name)}"
        for column in sent_columns(table)
    )
    conditions = {
        column.name: condition
        for column in sent_columns(table)
        if not columns[column.name].unknown and (condition := unknown_when(column, shown[column.name]))
    }
    unknown = _list_unknown_paths(_list_column_names(conditions), table, loaded, columns, shown=shown)
    rows = f"SELECT {cells}, {unknown} AS {UNKNOWN}, {EXTRA} FROM cells"
    looked_at = list_previous_columns(table.name)
    if not looked_at:
        return rows
    before = _select_previous_rows(table, looked_at, past.previous)
    was = ", ".join(map(quote_identifier, map(name_previous_cell, looked_at)))
    same = f"now.{quote_identifier(table.key)} = was.key"
    seen = f"was.key IS NOT NULL AS {SEEN_BEFORE}"
    return f"SELECT now.*, {seen}, {was} FROM ({rows}) AS now LEFT JOIN ({before}) AS was ON {same}"


def _select_cell(column: Column, ledger: ColumnLedger, profile: ColumnProfile) -> str:
    return f"CAST(NULL AS {sql_type(column.type)})" if ledger.unknown else cell_to_sql(column, profile)


def _list_unknown_paths(
    whole: str, table: Table, loaded: Loaded, columns: Mapping[str, ColumnLedger], *, shown: Mapping[str, ColumnProfile]
) -> str:
    """List the unknown values of a row: whole cells, and below them what is invalid, lost or missing."""
    readable = [title for title in shown if not columns[title].unknown]
    parts = [
        _filter_listed_paths(readable, hidden)
        for hidden in (INVALID, LOST)
        if any(_count_listed_rows(shown[title], hidden) for title in readable)
    ]
    parts += [part for title, below in lost_members(table, loaded).items() if title in readable for part in below]
    # In order: the same rows always give the same bytes.
    together = f"flatten([{', '.join([whole, *parts])}])"
    return f"list_sort({with_marks_sql(together)})" if parts else whole


def _count_listed_rows(profile: ColumnProfile, hidden: str) -> int:
    return profile.invalid if hidden == INVALID else profile.lost


def _filter_listed_paths(titles: Iterable[str], hidden: str) -> str:
    """List the paths of a hidden column that lie in these columns."""
    chosen = ", ".join(map(quote_text, titles))
    return f"list_filter(coalesce({hidden}, []), lambda path: {column_sql('path')} IN ({chosen}))"


def _list_column_names(conditions: Mapping[str, str]) -> str:
    """List the names of the columns whose condition holds."""
    if not conditions:
        return "CAST([] AS VARCHAR[])"
    cases = ", ".join(f"CASE WHEN {condition} THEN {quote_text(title)} END" for title, condition in conditions.items())
    return f"list_filter([{cases}], lambda title: title IS NOT NULL)"


def _select_previous_rows(table: Table, columns: Iterable[str], previous: Snapshot | None) -> str:
    """Select the key and these columns of each row as the previous snapshot has them; no row without one."""
    known = previous.tables[table.name].columns if previous else ()
    cells = ", ".join(
        # An older orglint does not know every column, and under an older specification one may have another type.
        f"TRY_CAST({quote_identifier(name) if name in known else 'NULL'} AS {sql_type(table.columns[name].type)}) "
        f"AS {quote_identifier(name_previous_cell(name))}"
        for name in columns
    )
    if previous is None:
        return f"SELECT CAST(NULL AS {sql_type(table.columns[table.key].type)}) AS key, {cells} WHERE false"
    file = previous.folder / previous.files[table.name].name
    return f"SELECT {quote_identifier(table.key)} AS key, {cells} FROM read_parquet({quote_pattern(file)})"


def _select_columns(table: Table, columns: Mapping[str, ColumnLedger]) -> Iterator[str]:
    for column in table.columns.values():
        gone = column.inputs and columns[column.name].unknown
        yield (
            f"CAST(NULL AS {sql_type(column.type)}) AS {quote_identifier(column.name)}"
            if gone
            else quote_identifier(column.name)
        )


def _select_unknown_paths(derived: Derived) -> str:
    possible = {
        title: condition
        for title, condition in derived.conditions.items()
        if condition != "false" and not derived.ledgers[title].unknown
    }
    return f"list_concat({UNKNOWN}, {_list_column_names(possible)})" if possible else UNKNOWN


def _build_table_ledger(
    table_walk: TableWalk, rows: int, columns: Mapping[str, ColumnLedger], again: Duplicates
) -> TableLedger:
    state, doubts, notes = compare_row_count(table_walk, rows)
    notes = (*notes, *again.notes())
    reasons = (*(doubt.text for doubt in doubts[len(table_walk.doubts) :]), *notes)
    return TableLedger(
        state=state,
        rows=rows,
        expected=table_walk.expected,
        pages=table_walk.pages,
        requests=table_walk.requests,
        reason="; ".join(part for part in (table_walk.reason, *reasons) if part),
        expected_by=table_walk.expected_by,
        read_at=table_walk.read_at,
        columns=columns,
        new_fields=table_walk.new_fields,
        doubts=doubts,
        drift=table_walk.drift,
        notes=notes,
    )
