"""Merge rows with the same key: equal cells stay, moving columns keep their last value, all else is unknown.

Rows of one account from several directories are composed as documented: the account is active if it is active in any of
them, and lists of records hold what any of them holds. What was asked for again by its key replaces what was read
before.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from orglint.engine.connection import Connection
from orglint.model.hidden import EXTRA, INVALID, LEFT_OUT, LOST, MAYBE
from orglint.model.table import Column, ListOf, Struct, Table
from orglint.model.wording import format_count
from orglint.snapshots.content import fingerprint, select_stable_cells, still_element
from orglint.snapshots.load import ASKED_AGAIN, PLACE, WALK, fetch_number, sent_columns
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.sql.unknown import column_sql
from orglint.tables import DECLARATIONS, Declaration

_ORDER = f"ORDER BY {WALK}, {PLACE}"
_ACTIVE = "'active'"


@dataclass(frozen=True, slots=True)
class Duplicates:
    """Keys that came with more than one row: how many, how many of them with different content.

    `unknown_cells` counts for each column the rows whose cell is unknown because the content differs.
    """

    rows: int = 0
    conflicting: int = 0
    unknown_cells: Mapping[str, int] | None = None

    def notes(self) -> tuple[str, ...]:
        """Return a remark for each of the two numbers that is not 0."""
        cells = ", ".join(
            f"{title} in {format_count(count, 'row')}" for title, count in (self.unknown_cells or {}).items()
        )
        unknown = f"; for that reason unknown: {cells}" if cells else ""
        remarks = {
            f"{format_count(self.rows, 'row')} came more than once while the organization was read": self.rows,
            f"{format_count(self.conflicting, 'row')} came with different content{unknown}": self.conflicting,
        }
        return tuple(note for note, count in remarks.items() if count)


def keep_one_a_key(engine: Connection, table: Table) -> Duplicates:
    """Merge the rows of `cells` that have the same key, and return how many there were."""
    key = quote_identifier(table.key)
    if fetch_number(engine, f"SELECT count(*) FROM cells WHERE {WALK} = {ASKED_AGAIN}"):
        again = f"SELECT {key} FROM cells WHERE {WALK} = {ASKED_AGAIN}"
        engine.execute(f"DELETE FROM cells WHERE {WALK} <> {ASKED_AGAIN} AND {key} IN ({again})")
    if not fetch_number(engine, f"SELECT count(*) - count(DISTINCT {key}) FROM cells"):
        return Duplicates()
    engine.execute(f"CREATE OR REPLACE TEMP TABLE twice AS SELECT {key} FROM cells GROUP BY {key} HAVING count(*) > 1")
    more = f"SELECT {key} FROM cells WHERE {key} IS NOT NULL GROUP BY {key} HAVING count(*) > count(DISTINCT {WALK})"
    rows = fetch_number(engine, f"SELECT count(*) FROM ({more})")
    _list_differing_keys(engine, table)
    _drop_repetitions(engine, key)
    differing = fetch_number(engine, "SELECT count(*) FROM differing")
    return Duplicates(rows, differing, _merge_differing_rows(engine, table) if differing else None)


def _list_differing_keys(engine: Connection, table: Table) -> None:
    """List in `differing` the keys of `twice` whose rows differ in more than their moving columns."""
    key, states = quote_identifier(table.key), _fingerprint_columns(table)
    twice = f"SELECT {key}, {fingerprint(list(states.values()))} AS _state FROM cells WHERE {key} IN (FROM twice)"
    differing = f"SELECT {key} FROM ({twice}) GROUP BY {key} HAVING count(DISTINCT _state) > 1"
    engine.execute(f"CREATE OR REPLACE TEMP TABLE differing AS {differing}")


def _drop_repetitions(engine: Connection, key: str) -> None:
    """Keep the last row of each key of `twice` that is not in `differing`.

    Most keys that come twice are of this kind, since users are walked twice; to merge them takes much longer.
    """
    earlier = (
        f"SELECT rowid FROM cells WHERE {key} IN (FROM twice) AND {key} NOT IN (FROM differing) "
        f"QUALIFY row_number() OVER (PARTITION BY {key} ORDER BY {WALK} DESC, {PLACE} DESC) > 1"
    )
    engine.execute(f"DELETE FROM cells WHERE rowid IN ({earlier})")


def _merge_differing_rows(engine: Connection, table: Table) -> dict[str, int]:
    """Merge the rows of the keys that are listed as differing; return of how many rows each column is unknown now."""
    engine.execute(f"CREATE OR REPLACE TEMP TABLE merged AS {_select_merged_rows(table)}")
    per_column = "SELECT title, count(*) FROM (SELECT unnest(_conflicting) AS title FROM merged) GROUP BY title"
    counts = dict(engine.execute(per_column).fetchall())
    engine.execute(f"DELETE FROM cells WHERE {quote_identifier(table.key)} IN (FROM differing)")
    engine.execute("INSERT INTO cells BY NAME (SELECT * EXCLUDE (_conflicting) FROM merged)")
    engine.execute("DROP TABLE merged")
    return {column.name: counts[column.name] for column in sent_columns(table) if column.name in counts}


def _fingerprint_columns(table: Table) -> dict[str, str]:
    """Return as SQL, for each column that stays, what a row says of it: its cell, and what hidden columns list."""
    quiet = select_stable_cells(table, sent_columns(table))
    return {column: fingerprint([cell, *_select_hidden_lists(column)]) for column, cell in quiet.items()}


def _select_merged_rows(table: Table) -> str:
    """Select one row for each key that is listed as differing."""
    columns, quiet = sent_columns(table), _fingerprint_columns(table)
    states = ", ".join(f"{state} AS {_name_state_column(column)}" for column, state in quiet.items())
    rows = f"SELECT *, {states} FROM cells WHERE {quote_identifier(table.key)} IN (FROM differing)"
    gathered = ", ".join(part for column in columns for part in _aggregate_column(table, column, quiet))
    beside = ", ".join(
        f"{_aggregate_last(hidden)} AS {hidden}" for hidden in (LEFT_OUT, INVALID, LOST, MAYBE, EXTRA, WALK, PLACE)
    )
    grouped = f"SELECT {gathered}, {beside} FROM ({rows}) GROUP BY {quote_identifier(table.key)}"
    differing = ", ".join(f"CASE WHEN {_name_differs_column(column)} THEN {quote_text(column)} END" for column in quiet)
    cells = ", ".join(
        f"{_select_merged_cell(table, column, quiet)} AS {quote_identifier(column.name)}" for column in columns
    )
    merged = (
        f"SELECT {cells}, {_list_non_nulls(differing)} AS _those, "
        f"{LEFT_OUT}, {INVALID}, {LOST}, {MAYBE}, {EXTRA}, {WALK}, {PLACE} FROM ({grouped})"
    )
    conflicting = ", ".join(
        f"CASE WHEN list_contains(_those, {title}) AND {cell} IS NULL THEN {title} END"
        for title, cell in ((quote_text(column), quote_identifier(column)) for column in quiet)
    )
    agreed = ", ".join(f"{_select_agreed_paths(hidden)} AS {hidden}" for hidden in (LEFT_OUT, INVALID))
    lost = f"list_concat({_select_agreed_paths(f'coalesce({LOST}, [])')}, {_list_non_nulls(conflicting)}) AS {LOST}"
    told = f"{_list_non_nulls(conflicting)} AS _conflicting"
    return f"SELECT * EXCLUDE (_those) REPLACE ({agreed}, {lost}), {told} FROM ({merged})"


def _aggregate_column(table: Table, column: Column, quiet: Mapping[str, str]) -> list[str]:
    """Return as SQL what is gathered of a column over the rows with one key."""
    title, value = column.name, quote_identifier(column.name)
    found = [f"{_aggregate_last(value)} AS {quote_identifier(f'_last_{title}')}"]
    if title in quiet:
        found.append(f"count(DISTINCT {_name_state_column(title)}) > 1 AS {_name_differs_column(title)}")
    if title in _find_declaration(table).united:
        # a list that is left out of one row is empty there, as it is where the account has one row only
        there = f"({value} IS NOT NULL OR coalesce(list_contains({LEFT_OUT}, {quote_text(title)}), false))"
        clean = " AND ".join([there, *(f"len({_select_paths(title, it)}) = 0" for it in (INVALID, LOST))])
        found.append(f"flatten(list(coalesce({value}, []) {_ORDER})) AS {_name_elements_column(title)}")
        found.append(f"bool_and({clean}) AS {quote_identifier(f'_clean_{title}')}")
    if title == _find_declaration(table).membership:
        found.append(f"bool_or({value} = {_ACTIVE}) AS _active")
    if title == _find_declaration(table).follows:
        where = f"FILTER ({quote_identifier(_find_declaration(table).membership)} = {_ACTIVE})"
        one = f"count(DISTINCT coalesce({value}, '')) {where} = 1"
        found.append(f"CASE WHEN {one} THEN any_value({value}) {where} END AS _follows")
    return found


def _select_merged_cell(table: Table, column: Column, quiet: Mapping[str, str]) -> str:
    """Return as SQL the cell of a merged row: NULL where the rows differ and nothing decides."""
    last = quote_identifier(f"_last_{column.name}")
    if column.name not in quiet:
        return last
    return f"CASE WHEN NOT {_name_differs_column(column.name)} THEN {last} ELSE {_compose_cell(table, column)} END"


def _compose_cell(table: Table, column: Column) -> str:
    declared = _find_declaration(table)
    if column.name in declared.united:
        return f"CASE WHEN {quote_identifier(f'_clean_{column.name}')} THEN {_unite_lists(table, column)} END"
    if column.name == declared.membership:
        return f"CASE WHEN _active THEN {_ACTIVE} END"
    if column.name == declared.follows:
        return f"CASE WHEN _active AND {_name_differs_column(declared.membership)} THEN _follows END"
    return "NULL"


def _unite_lists(table: Table, column: Column) -> str:
    """Return as SQL the elements of all rows: of records with one id the last, NULL if they differ in what is still."""
    every = _name_elements_column(column.name)
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


def _find_declaration(table: Table) -> Declaration:
    return next(one for one in DECLARATIONS if one.name == table.name)


def _name_state_column(column: str) -> str:
    return quote_identifier(f"_state_{column}")


def _name_differs_column(column: str) -> str:
    return quote_identifier(f"_differs_{column}")


def _name_elements_column(column: str) -> str:
    return quote_identifier(f"_every_{column}")


def _aggregate_last(value: str) -> str:
    return f"last({value} {_ORDER})"


def _select_hidden_lists(column: str) -> list[str]:
    """Return as SQL what is said of a column in a row beside its cell."""
    left = f"coalesce(list_contains({LEFT_OUT}, {quote_text(column)}), false)"
    return [left, *(_select_paths(column, hidden) for hidden in (INVALID, LOST))]


def _select_paths(column: str, hidden: str) -> str:
    return f"list_sort(list_filter(coalesce({hidden}, []), lambda path: {column_sql('path')} = {quote_text(column)}))"


def _select_agreed_paths(paths: str) -> str:
    """Return as SQL those paths that lie in columns in which the rows do not differ."""
    return f"list_filter({paths}, lambda path: NOT list_contains(_those, {column_sql('path')}))"


def _list_non_nulls(cases: str) -> str:
    return f"list_filter([{cases}], lambda title: title IS NOT NULL)"
