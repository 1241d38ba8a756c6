"""Rows with one key become one: what agrees stays, what moves is as it was read last, all else is unknown.

Rows of one account from several directories are composed as documented: the account is active if it is active in any
of them, and lists of records hold what any of them holds. What was asked for again by its key replaces what was read
before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import duckdb

from orglint.model.table import Column, ListOf, Struct, Table
from orglint.snapshots.content import fingerprint, still, still_element
from orglint.snapshots.engine import name, text
from orglint.snapshots.load import ASKED_AGAIN, EXTRA, INVALID, LEFT_OUT, LOST, MAYBE, PLACE, WALK, number, own
from orglint.snapshots.unknown import column_sql
from orglint.tables import DECLARATIONS, Declaration

_ORDER = f"ORDER BY {WALK}, {PLACE}"
_ACTIVE = "'active'"


@dataclass(frozen=True, slots=True)
class Again:
    """Rows that came more than once: how many in one walk, how many with different content, and what is unknown of it.

    `torn` counts for each column the rows whose cell is unknown because the content differs.
    """

    rows: int = 0
    conflicting: int = 0
    torn: Mapping[str, int] | None = None

    def notes(self) -> tuple[str, ...]:
        """Return what is to be told."""
        cells = ", ".join(f"{title} in {_rows(count)}" for title, count in (self.torn or {}).items())
        unknown = f"; for that reason unknown: {cells}" if cells else ""
        told = {
            f"{_rows(self.rows)} came more than once while the organization was read": self.rows,
            f"{_rows(self.conflicting)} came with different content{unknown}": self.conflicting,
        }
        return tuple(note for note, count in told.items() if count)


def _rows(count: int) -> str:
    return f"{count:,} row{'s' * (count != 1)}"


def keep_one_a_key(engine: duckdb.DuckDBPyConnection, table: Table) -> Again:
    """Make the rows with one key in `cells` one, and return what is to be told of it."""
    key = name(table.key)
    if number(engine, f"SELECT count(*) FROM cells WHERE {WALK} = {ASKED_AGAIN}"):
        again = f"SELECT {key} FROM cells WHERE {WALK} = {ASKED_AGAIN}"
        engine.execute(f"DELETE FROM cells WHERE {WALK} <> {ASKED_AGAIN} AND {key} IN ({again})")
    if not number(engine, f"SELECT count(*) - count(DISTINCT {key}) FROM cells"):
        return Again()
    engine.execute(f"CREATE OR REPLACE TEMP TABLE twice AS SELECT {key} FROM cells GROUP BY {key} HAVING count(*) > 1")
    engine.execute(f"CREATE OR REPLACE TEMP TABLE merged AS {_merged(table)}")
    told = _told(engine, table)
    engine.execute(f"DELETE FROM cells WHERE {key} IN (FROM twice)")
    engine.execute("INSERT INTO cells BY NAME (SELECT * EXCLUDE (_times, _torn, _differs) FROM merged)")
    engine.execute("DROP TABLE merged")
    return told


def _told(engine: duckdb.DuckDBPyConnection, table: Table) -> Again:
    torn = "SELECT title, count(*) FROM (SELECT unnest(_torn) AS title FROM merged) GROUP BY title"
    counts = dict(engine.execute(torn).fetchall())
    return Again(
        rows=number(engine, "SELECT count(*) FROM merged WHERE _times > 1"),
        conflicting=number(engine, "SELECT count(*) FROM merged WHERE _differs"),
        torn={column.name: counts[column.name] for column in own(table) if column.name in counts},
    )


def _merged(table: Table) -> str:
    """Select one row for each key that came twice."""
    columns, quiet = own(table), still(table, own(table))
    states = ", ".join(f"{fingerprint([cell, *_marks(column)])} AS {_state(column)}" for column, cell in quiet.items())
    rows = f"SELECT *, {states} FROM cells WHERE {name(table.key)} IN (FROM twice)"
    gathered = ", ".join(part for column in columns for part in _gathered(table, column, quiet))
    times = f"count(*) - count(DISTINCT {WALK}) + 1 AS _times"
    hidden = ", ".join(f"{_last(mark)} AS {mark}" for mark in (LEFT_OUT, INVALID, LOST, MAYBE, EXTRA, WALK, PLACE))
    grouped = f"SELECT {gathered}, {times}, {hidden} FROM ({rows}) GROUP BY {name(table.key)}"
    differing = ", ".join(f"CASE WHEN {_differs(column)} THEN {text(column)} END" for column in quiet)
    cells = ", ".join(f"{_cell(table, column, quiet)} AS {name(column.name)}" for column in columns)
    merged = (
        f"SELECT {cells}, _times, {_named(differing)} AS _those, "
        f"{LEFT_OUT}, {INVALID}, {LOST}, {MAYBE}, {EXTRA}, {WALK}, {PLACE} FROM ({grouped})"
    )
    torn = ", ".join(
        f"CASE WHEN list_contains(_those, {text(column)}) AND {name(column)} IS NULL THEN {text(column)} END"
        for column in quiet
    )
    marks = ", ".join(f"{_agreed(mark)} AS {mark}" for mark in (LEFT_OUT, INVALID))
    lost = f"list_concat({_agreed(f'coalesce({LOST}, [])')}, {_named(torn)}) AS {LOST}"
    extra = f"{_named(torn)} AS _torn, len(_those) > 0 AS _differs"
    return f"SELECT * EXCLUDE (_those) REPLACE ({marks}, {lost}), {extra} FROM ({merged})"


def _gathered(table: Table, column: Column, quiet: Mapping[str, str]) -> list[str]:
    """Return as SQL what is gathered of a column over the rows with one key."""
    title, value = column.name, name(column.name)
    found = [f"{_last(value)} AS {name(f'_last_{title}')}"]
    if title in quiet:
        found.append(f"count(DISTINCT {_state(title)}) > 1 AS {_differs(title)}")
    if title in _declared(table).united:
        clean = " AND ".join([f"{value} IS NOT NULL", *(f"len({_paths(title, it)}) = 0" for it in (INVALID, LOST))])
        found.append(f"flatten(list({value} {_ORDER})) AS {_every(title)}")
        found.append(f"bool_and({clean}) AS {name(f'_clean_{title}')}")
    if title == _declared(table).membership:
        found.append(f"bool_or({value} = {_ACTIVE}) AS _active")
    if title == _declared(table).follows:
        where = f"FILTER ({name(_declared(table).membership)} = {_ACTIVE})"
        one = f"count(DISTINCT coalesce({value}, '')) {where} = 1"
        found.append(f"CASE WHEN {one} THEN any_value({value}) {where} END AS _follows")
    return found


def _cell(table: Table, column: Column, quiet: Mapping[str, str]) -> str:
    """Return as SQL the cell of a merged row: NULL where the rows differ and nothing decides."""
    last = name(f"_last_{column.name}")
    if column.name not in quiet:
        return last
    return f"CASE WHEN NOT {_differs(column.name)} THEN {last} ELSE {_composed(table, column)} END"


def _composed(table: Table, column: Column) -> str:
    declared = _declared(table)
    if column.name in declared.united:
        return f"CASE WHEN {name(f'_clean_{column.name}')} THEN {_union(table, column)} END"
    if column.name == declared.membership:
        return f"CASE WHEN _active THEN {_ACTIVE} END"
    if column.name == declared.follows:
        return f"CASE WHEN _active AND {_differs(declared.membership)} THEN _follows END"
    return "NULL"


def _union(table: Table, column: Column) -> str:
    """Return as SQL the elements of all rows: of records with one id the last, NULL if they differ in what is still."""
    every = _every(column.name)
    assert isinstance(column.type, ListOf)
    if not isinstance(column.type.element, Struct):
        return f"list_sort(list_distinct({every}))"
    ids = f"list_sort(list_distinct(list_transform({every}, lambda one: one.id)))"
    content = still_element("one", column.type.element, f"{column.name}[]", table)
    decided = (
        f"len(list_distinct(list_transform({every}, lambda one: {content}))) = len({ids}) "
        f"AND len(list_filter({every}, lambda one: one IS NULL OR one.id IS NULL)) = 0"
    )
    latest = f"list_transform({ids}, lambda mine: list_filter({every}, lambda one: one.id = mine)[-1])"
    return f"CASE WHEN {decided} THEN {latest} END"


def _declared(table: Table) -> Declaration:
    return next(one for one in DECLARATIONS if one.name == table.name)


def _state(column: str) -> str:
    return name(f"_state_{column}")


def _differs(column: str) -> str:
    return name(f"_differs_{column}")


def _every(column: str) -> str:
    return name(f"_every_{column}")


def _last(value: str) -> str:
    return f"last({value} {_ORDER})"


def _marks(column: str) -> list[str]:
    """Return as SQL what is said of a column in a row beside its cell."""
    left = f"coalesce(list_contains({LEFT_OUT}, {text(column)}), false)"
    return [left, *(_paths(column, mark) for mark in (INVALID, LOST))]


def _paths(column: str, mark: str) -> str:
    return f"list_sort(list_filter(coalesce({mark}, []), lambda path: {column_sql('path')} = {text(column)}))"


def _agreed(paths: str) -> str:
    """Return as SQL those paths that lie in columns in which the rows do not differ."""
    return f"list_filter({paths}, lambda path: NOT list_contains(_those, {column_sql('path')}))"


def _named(cases: str) -> str:
    return f"list_filter([{cases}], lambda title: title IS NOT NULL)"
