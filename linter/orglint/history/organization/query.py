"""The SQL that compares a table in two snapshots: which rows came and went, and what is different in the others.

The two relations are joined by the key. Of a table that is asked by key, only the rows count whose key was answered in
both. A row is missing for certain only where its table is complete, and a value differs only where both are known.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.model.organization_changes import OrganizationChangeKind
from orglint.model.snapshot import name_keys
from orglint.model.table import Absence, Table
from orglint.model.unknown import UNKNOWN_CELLS
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.tables.watched import WatchedColumn, WatchedTable

BEFORE, AFTER = "before", "after"
_KIND = OrganizationChangeKind
_SIDES = (BEFORE, AFTER)
_NOTHING = "CAST([] AS VARCHAR[])"
_CHANGE = "STRUCT(kind VARCHAR, place INTEGER, before VARCHAR, after VARCHAR, called VARCHAR)"
COLUMNS = ("kind", "place", "key", "subject", "about", "before", "after", "called")
"""The columns of a change; `place` is the number of the watched column, and 0 says that it is the row itself."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table that is compared: its watched columns that both snapshots have, and in which of them it is complete.

    `parent` is the table whose keys it was asked for, None where it is complete or not as a whole.
    """

    table: Table
    watched: WatchedTable
    columns: tuple[WatchedColumn, ...]
    complete: dict[str, bool]
    parent: Table | None = None

    def write_changes(self) -> str:
        """Return the query of the changes, in order."""
        lists = [*self._write_row_changes()]
        for number, column in enumerate(self.columns, start=1):
            lists += _write_column_changes(number, column)
        changes = f"unnest(flatten([{', '.join(lists)}]))"
        picked = ", ".join(f"change.{name}" for name in ("kind", "place", "before", "after", "called"))
        found = f"SELECT key, subject, about, {changes} AS change FROM ({self._write_pairs()})"
        select = f"SELECT {picked}, key, subject, about FROM ({found})"
        return f"SELECT * FROM ({select}) ORDER BY place, kind, key, coalesce(before, after)"

    def write_counts(self) -> str:
        """Return the query of how many rows were compared, before and after, and how much of them is not known.

        These are the rows that may have come, those that may have gone, and for each column those in which something
        may be different.
        """
        came, went = (f"there_{side}" for side in (AFTER, BEFORE))
        counts = [
            f"count(*) FILTER ({went})",
            f"count(*) FILTER ({came})",
            f"count(*) FILTER ({came} AND NOT {went} AND NOT {self._is_complete(BEFORE)})",
            f"count(*) FILTER ({went} AND NOT {came} AND NOT {self._is_complete(AFTER)})",
            *(f"count(*) FILTER ({_write_unknown(number, it)})" for number, it in enumerate(self.columns, start=1)),
        ]
        return f"SELECT {', '.join(counts)} FROM ({self._write_pairs()})"

    def write_key_count(self) -> str:
        """Return the query of how many keys were answered in both snapshots."""
        one, other = (quote_identifier(name_keys(name_side(self.table, side))) for side in _SIDES)
        return f"SELECT count(*) FROM {one} SEMI JOIN {other} USING (key)"

    def _write_pairs(self) -> str:
        """Return the query of the joined rows: in each, what is known of each watched column on both sides."""
        key = quote_identifier(self.table.key)
        cells = [f"coalesce({AFTER}.{key}, {BEFORE}.{key}) AS key"]
        cells += [f"{side}.{key} IS NOT NULL AS there_{side}" for side in _SIDES]
        cells.append(f"coalesce({', '.join(self._list_subjects())}, '') AS subject")
        about = quote_identifier(self.watched.about)
        both = f"coalesce({AFTER}.{about}, {BEFORE}.{about}, '')"
        cells.append(f"{both if self.watched.about in self.table.columns else quote_text('')} AS about")
        for number, column in enumerate(self.columns, start=1):
            for side in _SIDES:
                cells += self._write_cells(number, column, side)
        sides = [f"{self._write_side(side)} AS {side}" for side in _SIDES]
        joined = f"{sides[0]} FULL JOIN {sides[1]} ON {BEFORE}.{key} = {AFTER}.{key}"
        return f"SELECT {', '.join(cells)} FROM {joined}{self._write_parents()}"

    def _write_side(self, side: str) -> str:
        rows = quote_identifier(name_side(self.table, side))
        if self.parent is None:
            return rows
        keys = [f"SELECT key FROM {quote_identifier(name_keys(name_side(self.table, one)))}" for one in _SIDES]
        asked = quote_identifier(self.table.asked_by)
        return f"(SELECT * FROM {rows} WHERE " + " AND ".join(f"{asked} IN ({it})" for it in keys) + ")"

    def _write_parents(self) -> str:
        """Return the joins with the rows of the parent, whose names are those of the subjects."""
        if self.parent is None:
            return ""
        asked, key = quote_identifier(self.table.asked_by), quote_identifier(self.parent.key)
        wanted = f"coalesce({AFTER}.{asked}, {BEFORE}.{asked})"
        rows = [(f"parent_{side}", quote_identifier(name_side(self.parent, side))) for side in _SIDES]
        return "".join(f" LEFT JOIN {name} AS {called} ON {called}.{key} = {wanted}" for called, name in rows)

    def _list_subjects(self) -> list[str]:
        """Return what people call a row, the best first; the later snapshot's word counts."""
        if self.parent is not None:
            return [f"parent_{side}.{quote_identifier(it)}" for side in (AFTER, BEFORE) for it in self.parent.called]
        return [f"{side}.{quote_identifier(it)}" for side in (AFTER, BEFORE) for it in self.table.called]

    def _write_cells(self, number: int, column: WatchedColumn, side: str) -> Iterator[str]:
        """Yield the value of a column on one side, and whether it is known; NULL where it is not."""
        cell = f"{side}.{quote_identifier(column.column)}"
        lost = " OR ".join(f"list_contains({side}.{UNKNOWN_CELLS}, {quote_text(it)})" for it in _list_paths(column))
        if not column.is_list:
            value = f"CAST({cell}{'.' + quote_identifier(column.member) if column.member else ''} AS VARCHAR)"
            may_be_absent = self.table.columns[column.column].absence is Absence.ABSENT and not column.member
            there = "" if may_be_absent else f" AND {value} IS NOT NULL"
            yield f"coalesce(NOT ({lost}){there}, false) AS known_{number}_{side}"
            yield f"{value} AS value_{number}_{side}"
            yield f"{_write_only(column, side)} AS counts_{number}_{side}"
            return
        values = f"CASE WHEN NOT ({lost}) THEN {_pick_member(cell, column.member)} END"
        absent = f"{side}.{quote_identifier(self.table.key)} IS NULL"
        none = f"{absent} AND {self._is_complete(side)}" if column.of_new_rows else "false"
        yield f"coalesce({values}, {_NOTHING}) AS value_{number}_{side}"
        whole = f"coalesce(list_count({values}) = len({values}), false)"
        yield f"CASE WHEN {absent} THEN {none} ELSE {whole} END AS known_{number}_{side}"
        names = _pick_member(cell, column.named) if column.named else "CAST(NULL AS VARCHAR[])"
        yield f"{names} AS names_{number}_{side}"

    def _is_complete(self, side: str) -> str:
        return str(self.complete[side] or self.parent is not None).lower()

    def _write_row_changes(self) -> Iterator[str]:
        if self.watched.added:
            came = f"there_{AFTER} AND NOT there_{BEFORE} AND {self._is_complete(BEFORE)}"
            went = f"there_{BEFORE} AND NOT there_{AFTER} AND {self._is_complete(AFTER)}"
            yield _write_change(came, _KIND.ADDED, 0, "NULL", "NULL")
            yield _write_change(went, _KIND.REMOVED, 0, "NULL", "NULL")


def name_side(table: Table, side: str) -> str:
    """Return the name of a table's relation in the engine, on one side."""
    return f"{table.name}.{side}"


def _list_paths(column: WatchedColumn) -> list[str]:
    """Return the paths of which none may be unknown, so that the column's value is known, or its known elements."""
    return [column.column] if column.is_list or not column.member else [column.column, column.place]


def _write_only(column: WatchedColumn, side: str) -> str:
    """Return whether a row is one of those whose column is compared; NULL where that is not known."""
    if column.only is None:
        return "true"
    name, value = column.only
    lost = f"list_contains({side}.{UNKNOWN_CELLS}, {quote_text(name)})"
    return f"CASE WHEN NOT {lost} THEN {side}.{quote_identifier(name)} = {quote_text(value)} END"


def _pick_member(cell: str, member: str) -> str:
    """Return the values of a list as texts: its elements, or one member of each."""
    value = f"it.{quote_identifier(member)}" if member else "it"
    return f"list_transform({cell}, lambda it: CAST({value} AS VARCHAR))"


def _write_column_changes(number: int, column: WatchedColumn) -> Iterator[str]:
    (known, value), (known_now, value_now) = ((f"known_{number}_{side}", f"value_{number}_{side}") for side in _SIDES)
    if not column.is_list:
        counts = " AND ".join(f"counts_{number}_{side}" for side in _SIDES)
        both = f"there_{BEFORE} AND there_{AFTER} AND {known} AND {known_now} AND {counts}"
        yield _write_change(f"{both} AND {value} IS DISTINCT FROM {value_now}", _KIND.CHANGED, number, value, value_now)
        return
    rows = "true" if column.of_new_rows else f"there_{BEFORE} AND there_{AFTER}"
    yield _write_elements(f"{rows} AND {known}", value_now, value, (_KIND.GAINED, number, f"names_{number}_{AFTER}"))
    yield _write_elements(f"{rows} AND {known_now}", value, value_now, (_KIND.LOST, number, f"names_{number}_{BEFORE}"))


def _write_unknown(number: int, column: WatchedColumn) -> str:
    """Return the condition that something in a column may be different, and nobody can know it."""
    known = f"known_{number}_{BEFORE} AND known_{number}_{AFTER}"
    if column.is_list:
        rows = "true" if column.of_new_rows else f"(there_{BEFORE} AND there_{AFTER})"
        return f"{rows} AND NOT ({known})"
    counts = [f"counts_{number}_{side}" for side in _SIDES]
    may_count = " AND ".join(f"coalesce({it}, true)" for it in counts)
    compared = f"coalesce({known} AND {' AND '.join(counts)}, false)"
    return f"there_{BEFORE} AND there_{AFTER} AND {may_count} AND NOT {compared}"


def _write_change(condition: str, kind: OrganizationChangeKind, place: int, before: str, after: str) -> str:
    change = f"row({quote_text(kind)}, {place}, {before}, {after}, NULL)"
    return f"CASE WHEN {condition} THEN CAST([{change}] AS {_CHANGE}[]) ELSE CAST([] AS {_CHANGE}[]) END"


def _write_elements(condition: str, there: str, elsewhere: str, what: tuple[OrganizationChangeKind, int, str]) -> str:
    """Return the changes of a list: each element that is known to be there, and not to be in the other list."""
    kind, place, names = what
    only = f"list_filter(list_distinct({there}), lambda it: NOT list_contains({elsewhere}, it))"
    called = f"list_extract({names}, list_position({there}, it))"
    sides = "NULL, it" if kind is _KIND.GAINED else "it, NULL"
    changes = f"list_transform({only}, lambda it: row({quote_text(kind)}, {place}, {sides}, {called}))"
    # most lists are the same, and comparing them whole costs far less than looking for each element
    differ = f"{condition} AND {there} IS DISTINCT FROM {elsewhere}"
    return f"CASE WHEN {differ} THEN CAST({changes} AS {_CHANGE}[]) ELSE CAST([] AS {_CHANGE}[]) END"
