"""The unlisted values of a snapshot: always reported, and unknown to rules in a closed enumeration."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from orglint.engine import duckdb
from orglint.engine.duckdb import Engine
from orglint.engine.queries import EvaluationError
from orglint.model.snapshot import Snapshot, TableLedger
from orglint.model.table import Table
from orglint.model.unknown import column_of
from orglint.model.values import MOST, KnownValues, NewValues
from orglint.snapshots import values
from orglint.snapshots.ledger import is_of_this_specification, unknown_columns
from orglint.sql.quoting import quote_identifier
from orglint.sql.selection import UnlistedColumn
from orglint.tables import known_tables as all_tables
from orglint.tables.values import find_enumerations, still_new

Counts = Mapping[str, Mapping[str, int]] | None
"""The rows of a table by place and value, for values that the specification does not list; None if nobody can tell."""


@dataclass(frozen=True, slots=True)
class UnlistedValues:
    """The unlisted values of closed enumerations, and by table the columns that have them."""

    closed: tuple[NewValues, ...]
    columns: Mapping[str, tuple[UnlistedColumn, ...]]


def new_values(snapshot: Snapshot, known: KnownValues) -> tuple[NewValues, ...]:
    """Return the values that neither this version nor the user lists, table by table, place by place."""
    return tuple(_still_new(_read_counts(snapshot, all_tables()), known))


def find_unlisted(snapshot: Snapshot, tables: Mapping[str, Table], known: KnownValues) -> UnlistedValues:
    """Return which values of tables, and of what their columns are made of, are unknown since nobody listed them."""
    counted = _read_counts(snapshot, tables)
    columns = {
        name: tuple(_list_unlisted_columns(tables[name], snapshot.tables[name], counts, known))
        for name, counts in counted.items()
    }
    return UnlistedValues(tuple(new for new in _still_new(counted, known) if new.closed), columns)


def _still_new(counted: Mapping[str, Counts], known: KnownValues) -> Iterator[NewValues]:
    for table, counts in counted.items():
        yield from still_new(table, counts or {}, known)


def _list_unlisted_columns(
    table: Table, ledger: TableLedger, counts: Counts, known: KnownValues
) -> Iterator[UnlistedColumn]:
    needed = {name for column in table.columns.values() for name in (column.name, *column.inputs)}
    doubtful = _list_doubtful_places(table.name, counts, known)
    for column in all_tables()[table.name].columns.values():
        column_ledger = ledger.columns.get(column.name)
        conditions = {
            path: values.build_unlisted_condition((*enumeration.listed, *known.get((table.name, path), ())))
            for path, enumeration in find_enumerations(table.name).items()
            if enumeration.closed and path in doubtful and column_of(path) == column.name
        }
        if conditions and column.name in needed and column_ledger and not column_ledger.unknown:
            yield UnlistedColumn(column, conditions)


def _list_doubtful_places(table: str, counts: Counts, known: KnownValues) -> set[str]:
    """Return the places where unlisted values may be: of many values, not all were counted."""
    if counts is None:
        return set(find_enumerations(table))
    cut = {path for path, rows in counts.items() if len(rows) >= MOST}
    return cut | {new.path for new in still_new(table, counts, known)}


def _read_counts(snapshot: Snapshot, named: Iterable[str]) -> dict[str, Counts]:
    """Return what was counted when the snapshot was sealed, if that was under the same specification; else look."""
    tables = [all_tables()[name] for name in named if name in snapshot.files and name in snapshot.tables]
    counted: dict[str, Counts] = {table.name: snapshot.tables[table.name].new_values for table in tables}
    others = [table for table in tables if not is_of_this_specification(snapshot, table)]
    return counted | _count_again(snapshot, others) if others else counted


def _count_again(snapshot: Snapshot, tables: Sequence[Table]) -> dict[str, Counts]:
    files = {table.name: snapshot.folder / snapshot.files[table.name].name for table in tables}
    with duckdb.open_engine(*files.values()) as engine:
        return {
            table.name: _count_unlisted(engine, table, snapshot.tables[table.name], files[table.name])
            for table in tables
        }


def _count_unlisted(engine: Engine, table: Table, ledger: TableLedger, file: Path) -> Counts:
    try:
        engine.register_file(table, file, unknown=list(unknown_columns(table, ledger)), same=False)
        return values.new_values(lambda query: engine.fetch(query, {}), table, quote_identifier(table.name))
    except EvaluationError:
        return None
