"""The SELECT that reads a sealed file as a table of the engine.

The file holds unlisted values as they came. They are set to NULL here, when rules are judged, and listed in the row's
hidden column of unknown values, so that the user can declare a value to be known without another snapshot.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from orglint.model.table import Column, Table
from orglint.model.unknown import UNKNOWN_CELLS, UNLISTED
from orglint.model.values import LONGEST
from orglint.sql.leaves import Condition, Leaves, list_members
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.sql.types import sql_type
from orglint.sql.unknown import with_marks_sql

_CELLS = quote_identifier(UNKNOWN_CELLS)


@dataclass(frozen=True, slots=True)
class UnlistedColumn:
    """A column with unlisted values, and for each of its places the condition that finds them."""

    column: Column
    conditions: Mapping[str, Condition]

    def leaves(self, *, same: bool) -> Leaves:
        """Return the unlisted values of a row."""
        return Leaves(self.column.name, self.column.type, self.conditions, _write_column(self.column, same=same))


def write_select_list(
    table: Table,
    *,
    unknown: Sequence[str],
    same: bool,
    unlisted: Sequence[UnlistedColumn],
    missing: Mapping[str, frozenset[str]],
) -> str:
    """Return the columns and, last, the list of what is unknown in a row; columns named as unknown have no value.

    Unless it is the `same` specification that the file was sealed under, each column is given its present type.
    `missing` are, by column, the places of members that the file does not have: unknown in each record that is there.
    """
    found = {it.column.name: it.leaves(same=same) for it in unlisted if it.column.name not in unknown}
    made = {
        column.name: lost
        for column in table.columns.values()
        if (lost := " OR ".join(found[name].test_existence() for name in column.inputs if name in found))
    }
    cells = ", ".join(_write_cells(table, unknown, found, made, same=same))
    lacking = [
        list_members(name, table.columns[name].type, _write_column(table.columns[name], same=same), places)
        for name, places in missing.items()
        if name not in unknown
    ]
    return f"{cells}, {_write_unknown_cells(unknown, found, made, lacking)} AS {_CELLS}"


def _write_cells(
    table: Table, unknown: Sequence[str], found: Mapping[str, Leaves], made: Mapping[str, str], *, same: bool
) -> Iterator[str]:
    for column in table.columns.values():
        name = quote_identifier(column.name)
        if column.name in unknown:
            cell = f"CAST(NULL AS {sql_type(column.type)})"
        elif column.name in found:
            cell = found[column.name].null_leaves()
        elif column.name in made:
            cell = f"CASE WHEN NOT ({made[column.name]}) THEN {_write_column(column, same=same)} END"
        else:
            cell = _write_column(column, same=same)
        yield name if cell == name else f"{cell} AS {name}"


def _write_column(column: Column, *, same: bool) -> str:
    name = quote_identifier(column.name)
    return name if same else f"CAST({name} AS {sql_type(column.type)})"


def _write_unknown_cells(
    unknown: Sequence[str], found: Mapping[str, Leaves], made: Mapping[str, str], lacking: Sequence[str]
) -> str:
    lists = [_CELLS, *map(with_marks_sql, lacking)]
    if unknown:
        lists.append(f"CAST([{', '.join(map(quote_text, unknown))}] AS VARCHAR[])")
    for leaves in found.values():
        pairs = f"list_zip({leaves.paths()}, {leaves.texts()})"
        entry = f"pair[1] || {quote_text(UNLISTED)} || left(pair[2], {LONGEST})"
        lists += [with_marks_sql(leaves.paths()), f"list_transform({pairs}, lambda pair: {entry})"]
    for title, lost in made.items():
        if title not in unknown:
            lists.append(f"CASE WHEN {lost} THEN [{quote_text(title)}] ELSE CAST([] AS VARCHAR[]) END")
    return f"list_concat({', '.join(lists)})" if lists[1:] else _CELLS
