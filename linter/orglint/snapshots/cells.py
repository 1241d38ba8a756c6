"""The SQL of each cell of a sealed table: a value, known to be absent (NULL), or unknown (NULL and listed as such)."""

from collections.abc import Mapping
from dataclasses import dataclass

from orglint.engine.connection import Connection
from orglint.model.hidden import INVALID, LEFT_OUT, LOST
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.snapshot import ColumnLedger
from orglint.model.table import Absence, Column, Table
from orglint.model.unknown import column_of
from orglint.snapshots.collecting import TableWalk
from orglint.snapshots.load import Loaded, sent_columns
from orglint.snapshots.value_counts import compare_value_counts
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.sql.types import sql_type
from orglint.sql.unknown import column_sql

_LISTS = (INVALID, LEFT_OUT, LOST)
_MOST_NAMES = 5


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """What the rows of a table hold in one column, counted over all of them.

    In `invalid` rows the cell or a part of it has a wrong type; in `spoilt` of them the whole cell has. In `lost` rows
    the value may be present under one of the `names`. `never` says that no row has the column's name, not even with
    null.
    """

    rows: int
    present: int
    invalid: int
    left_out: int
    spoilt: int = 0
    lost: int = 0
    never: bool = False
    names: tuple[str, ...] = ()

    @property
    def absent(self) -> int:
        """Rows for which the API sent nothing, or null."""
        return self.rows - self.present - self.spoilt

    @property
    def unexplained_nulls(self) -> int:
        """Rows whose cell is null for no reason that is known: not left out, not renamed, not invalid."""
        return self.absent - self.left_out - self.lost


def profile_columns(engine: Connection, table: Table, loaded: Loaded) -> dict[str, ColumnProfile]:
    """Return what the rows in the engine's table `cells` hold, column by column."""
    columns = sent_columns(table)
    counts = ", ".join(f"count({name})" for name in (*(quote_identifier(column.name) for column in columns), *_LISTS))
    numbers = engine.execute(f"SELECT count(*), {counts} FROM cells").fetchone()
    assert numbers is not None
    # few tables have rows with such lists, and for small ones these queries are a good part of sealing
    number = dict(zip(_LISTS, numbers[-len(_LISTS) :], strict=True))
    listed = {hidden: _count_listed_rows(engine, hidden) if number[hidden] else {} for hidden in _LISTS}
    names = _group_names_by_column(loaded)
    return {
        column.name: ColumnProfile(
            rows=numbers[0],
            present=numbers[place + 1],
            invalid=listed[INVALID].get(column.name, (0, 0))[0],
            spoilt=listed[INVALID].get(column.name, (0, 0))[1],
            left_out=listed[LEFT_OUT].get(column.name, (0, 0))[0],
            lost=listed[LOST].get(column.name, (0, 0))[0],
            never=column.name in loaded.never,
            names=names.get(column.name, ()),
        )
        for place, column in enumerate(columns)
    }


def build_column_ledgers(
    engine: Connection, table: Table, table_walk: TableWalk, profiles: Mapping[str, ColumnProfile]
) -> dict[str, ColumnLedger]:
    """Decide which columns are unknown as a whole, and why single cells of the others are."""
    doubts = {
        counts.column: compare_value_counts(engine, table, counts, left_out=profiles[counts.column].left_out)
        for counts in table_walk.tallies
    }
    return {
        column.name: _build_column_ledger(column, profiles[column.name], table_walk, doubts.get(column.name, ""))
        for column in sent_columns(table)
    }


def unknown_when(column: Column, profiles: ColumnProfile) -> str:
    """Return the condition under which a cell is unknown that is not invalid; empty if none can be."""
    conditions = []
    if profiles.absent and column.absence is Absence.UNDECLARED:
        conditions.append(f"{quote_identifier(column.name)} IS NULL")
    if profiles.absent and column.absence is Absence.EMPTY:
        conditions.append(f"({quote_identifier(column.name)} IS NULL AND NOT {_is_empty(column)})")
    return " OR ".join(conditions)


def cell_to_sql(column: Column, profiles: ColumnProfile) -> str:
    """Return the cell as SQL: a list that was left out is empty where that is declared, whatever other rows send."""
    if column.absence is not Absence.EMPTY or not profiles.left_out:
        return quote_identifier(column.name)
    empty = f"CAST([] AS {sql_type(column.type)})"
    return f"coalesce({quote_identifier(column.name)}, CASE WHEN {_is_empty(column)} THEN {empty} END)"


def _count_listed_rows(engine: Connection, hidden: str) -> dict[str, tuple[int, int]]:
    """Count in how many rows a hidden column lists something in each column, and in how many the whole cell."""
    entries = f"SELECT rowid AS place, unnest({hidden}) AS path FROM cells WHERE {hidden} IS NOT NULL"
    whole = "count(DISTINCT place) FILTER (path = title)"
    counts = f"SELECT {column_sql('path')} AS title, count(DISTINCT place), {whole} FROM ({entries}) GROUP BY title"
    return {title: (rows, cells) for title, rows, cells in engine.execute(counts).fetchall()}


def _group_names_by_column(loaded: Loaded) -> dict[str, tuple[str, ...]]:
    """Return for each column the names that it, or something in it, may stand under."""
    found: dict[str, tuple[str, ...]] = {}
    for path, names in loaded.names.items():
        found[column_of(path)] = found.get(column_of(path), ()) + names
    return found


def _is_empty(column: Column) -> str:
    return f"coalesce(list_contains({LEFT_OUT}, {quote_text(column.name)}), false)"


def _build_column_ledger(column: Column, profiles: ColumnProfile, table_walk: TableWalk, doubt: str) -> ColumnLedger:
    asked = not column.expand or set(column.expand.split()) <= set(table_walk.asked)
    reason = (
        _explain_unasked(asked=asked, specified=column.specified) or doubt or _explain_unknown_column(column, profiles)
    )
    note = "" if reason else _explain_unknown_cells(column, profiles)
    return ColumnLedger(profiles.present, profiles.absent, profiles.invalid, reason, note)


def _explain_unknown_cells(column: Column, profiles: ColumnProfile) -> str:
    """Say why single cells of the column are unknown."""
    return "; ".join(filter(None, (_list_note(column, profiles), _format_lost_note(profiles))))


def _list_note(column: Column, profiles: ColumnProfile) -> str:
    if column.absence is Absence.EMPTY and profiles.unexplained_nulls:
        return f"null, which is no list, in {profiles.unexplained_nulls} of {profiles.rows} rows"
    return ""


def _format_lost_note(profiles: ColumnProfile) -> str:
    if not profiles.lost:
        return ""
    where = f"in {profiles.lost} of {profiles.rows} rows"
    if profiles.names:
        return f"{where} it, or a part of it, may stand under another name: {_listed_names(profiles)}"
    return f"{where} it differed between rows with one key"


def _listed_names(profiles: ColumnProfile) -> str:
    return ", ".join(sorted(set(profiles.names))[:_MOST_NAMES])


def _explain_unasked(*, asked: bool, specified: bool) -> str:
    if not specified:
        return str(Reason(ReasonCode.NOT_SPECIFIED))
    return "" if asked else str(Reason(ReasonCode.NOT_ASKED))


def _explain_unknown_column(column: Column, profiles: ColumnProfile) -> str:
    """Say why a column of which no row shows a value is unknown as a whole; empty if it is not."""
    if not profiles.rows or profiles.present:
        return ""
    if profiles.spoilt:  # the name came: apart from invalid cells, nulls mean what they mean for this column
        known = column.absence is Absence.ABSENT and profiles.spoilt < profiles.rows
        return "" if known else "absent or of a wrong type in every row"
    if profiles.lost == profiles.rows:
        return _format_lost_note(profiles)
    if profiles.never and profiles.names:
        return f"absent in every row; it may stand under another name: {_listed_names(profiles)}"
    if profiles.never:
        return "" if column.may_be_missing_everywhere else "absent in every row"
    if column.absence is Absence.EMPTY and not profiles.left_out:
        return "null, which is no list, in every row"
    return "absent in every row" if column.absence is Absence.UNDECLARED else ""
