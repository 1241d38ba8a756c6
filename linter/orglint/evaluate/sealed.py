"""A sealed file as a table of the engine: what is selected from it, in DuckDB's SQL.

A value that nobody listed is in the file; it is taken out here, when rules are judged, so that whoever finds out what
it means can say so without another snapshot. The row's list of what is unknown names its place then, and the value.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from orglint.evaluate.engine import EvaluationError, identifier
from orglint.expressions import UNKNOWN_CELLS
from orglint.model.table import Column, Table
from orglint.model.unknown import UNLISTED
from orglint.model.values import LONGEST
from orglint.snapshots.engine import aside, opened, pattern, sql_type, text
from orglint.snapshots.leaves import Condition, Leaves
from orglint.snapshots.unknown import with_marks_sql

_CELLS = identifier(UNKNOWN_CELLS)


@dataclass(frozen=True, slots=True)
class Strange:
    """A column with unlisted values, each place's by a condition; rules need not read it, but a column made of it."""

    column: Column
    conditions: Mapping[str, Condition]

    def leaves(self, *, same: bool) -> Leaves:
        """Return the unlisted values of a row."""
        return Leaves(self.column.name, self.column.type, self.conditions, _present(self.column, same=same))


def selected(table: Table, *, unknown: Sequence[str], same: bool, strange: Sequence[Strange]) -> str:
    """Return the columns and, last, the list of what is unknown in a row; columns named as unknown have no value.

    Unless it is the `same` specification that the file was sealed under, each column is given its present type.
    """
    found = {it.column.name: it.leaves(same=same) for it in strange if it.column.name not in unknown}
    made = {
        column.name: lost
        for column in table.columns.values()
        if (lost := " OR ".join(found[name].exist() for name in column.inputs if name in found))
    }
    cells = ", ".join(_cells(table, unknown, found, made, same=same))
    return f"{cells}, {_hidden(unknown, found, made)} AS {_CELLS}"


def _cells(
    table: Table, unknown: Sequence[str], found: Mapping[str, Leaves], made: Mapping[str, str], *, same: bool
) -> Iterator[str]:
    for column in table.columns.values():
        name = identifier(column.name)
        if column.name in unknown:
            cell = f"CAST(NULL AS {sql_type(column.type)})"
        elif column.name in found:
            cell = found[column.name].removed()
        elif column.name in made:
            cell = f"CASE WHEN NOT ({made[column.name]}) THEN {_present(column, same=same)} END"
        else:
            cell = _present(column, same=same)
        yield name if cell == name else f"{cell} AS {name}"


def _present(column: Column, *, same: bool) -> str:
    name = identifier(column.name)
    return name if same else f"CAST({name} AS {sql_type(column.type)})"


def _hidden(unknown: Sequence[str], found: Mapping[str, Leaves], made: Mapping[str, str]) -> str:
    lists = [_CELLS]
    if unknown:
        lists.append(f"CAST([{', '.join(map(text, unknown))}] AS VARCHAR[])")
    for leaves in found.values():
        told = f"list_zip({leaves.paths()}, {leaves.texts()})"
        spoken = f"pair[1] || {text(UNLISTED)} || left(pair[2], {LONGEST})"
        lists += [with_marks_sql(leaves.paths()), f"list_transform({told}, lambda pair: {spoken})"]
    for title, lost in made.items():
        if title not in unknown:
            lists.append(f"CASE WHEN {lost} THEN [{text(title)}] ELSE CAST([] AS VARCHAR[]) END")
    return f"list_concat({', '.join(lists)})" if lists[1:] else _CELLS


def written(
    table: Table, file: Path, room: Path, *, unknown: Sequence[str], same: bool, strange: Sequence[Strange]
) -> Path:
    """Write what is selected from a sealed file into a file of its own, for engines that cannot select it."""
    made = room / f"{table.name}.parquet"
    columns = selected(table, unknown=unknown, same=same, strange=strange)
    rows = f"SELECT {columns} FROM read_parquet({pattern(file)})"
    with opened(room, file.parent) as engine:
        try:
            aside(engine, lambda: engine.execute(f"COPY ({rows}) TO {text(str(made))} (FORMAT parquet)"))
        except duckdb.Error as error:
            raise EvaluationError(str(error).splitlines()[0]) from None
    return made
