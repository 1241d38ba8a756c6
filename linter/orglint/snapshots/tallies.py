"""Cross-checks: what the rows show of a column against what the API says it holds."""

import duckdb

from orglint.model.table import ListOf, Table
from orglint.snapshots.collecting import Tally
from orglint.snapshots.engine import name
from orglint.tables.values import schema


def doubt(engine: duckdb.DuckDBPyConnection, table: Table, tally: Tally, left_out: int) -> str:
    """Return how the rows in `cells` disagree with the tally; empty if they do not."""
    if tally.problem:
        return tally.problem
    if tally.counts is None:
        return f"cells are left out, and {tally.by} could not be read to prove them empty" if left_out else ""
    rows = dict(engine.execute(_count(table, tally.column)).fetchall())
    if tally.of_all and sum(tally.counts.values()) != sum(rows.values()):
        return ""  # the API counts other people here: nothing to compare
    # The API also counts values that are no business of this column: only those that it can hold are compared.
    values = sorted({*_known(table, tally.column), *(rows.keys() & tally.counts.keys())})
    wrong = [value for value in values if rows.get(value, 0) != tally.counts.get(value, 0)]
    return "; ".join(
        f"{tally.by} counts {tally.counts.get(value, 0)} {value}, the rows show {rows.get(value, 0)}" for value in wrong
    )


def _known(table: Table, column: str) -> tuple[str, ...]:
    described = schema(table.name, column)
    return tuple(described.get("items", described).get("x-known-values", ()))


def _count(table: Table, column: str) -> str:
    is_list = isinstance(table.columns[column].type, ListOf)
    values = f"SELECT unnest(list_distinct({name(column)})) AS value FROM cells"
    alone = f"SELECT {name(column)} AS value FROM cells WHERE {name(column)} IS NOT NULL"
    return f"SELECT value, count(*) FROM ({values if is_list else alone}) GROUP BY value"
