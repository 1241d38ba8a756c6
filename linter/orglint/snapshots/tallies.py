"""Cross-checks: what the rows show of a column against what the API says it holds."""

from collections.abc import Sequence

import duckdb

from orglint.model.table import ListOf, Table
from orglint.snapshots.collecting import Tally
from orglint.snapshots.engine import name, text
from orglint.snapshots.load import INVALID, LEFT_OUT, number
from orglint.tables.values import schema


def doubt(engine: duckdb.DuckDBPyConnection, table: Table, tally: Tally, *, left_out: int) -> str:
    """Return how the rows in `cells` disagree with the tally; empty if they do not.

    `left_out` is the number of cells that are empty lists because they were left out. Rows that show more than is
    counted are no disagreement: a statistic need not count everybody.
    """
    if tally.problem:
        return tally.problem
    problems = [
        f"the search lists holders of {value} whose rows do not show it: {lost}"
        for value, keys in tally.holders.items()
        if (lost := _lost(engine, table, tally.column, value, keys))
    ]
    if tally.counts is None:
        known = set(_known(table, tally.column))
        unproven = left_out and not (known and known <= set(tally.holders))
        told = f"cells are left out, and {tally.by} could not be read to prove them empty"
        return "; ".join([*problems, *([told] if unproven else [])])
    rows = dict(engine.execute(_count(table, tally.column)).fetchall())
    if tally.of_all and sum(tally.counts.values()) > sum(rows.values()):
        return ""  # rows are missing: a doubt of the table, and nothing that the column shows
    # The API also counts values that are no business of this column: only those that it can hold are compared.
    its_own = tally.counts.keys() if tally.of_all else {*_known(table, tally.column), *rows}
    values = sorted((its_own & tally.counts.keys()) - tally.holders.keys())
    problems += [
        f"{tally.by} counts {tally.counts.get(value, 0)} {value}, the rows show {rows.get(value, 0)}"
        for value in values
        if tally.counts.get(value, 0) > rows.get(value, 0)
    ]
    return "; ".join(problems)


def _lost(
    engine: duckdb.DuckDBPyConnection,
    table: Table,
    column: str,
    value: str,
    keys: Sequence[str],
) -> int:
    """Count the rows that should show a value, and show others for certain."""
    if not keys:
        return 0
    cell, known = name(column), ", ".join(map(text, _known(table, column)))
    shown = f"len(list_filter({cell}, lambda one: one IS NULL OR one NOT IN ({known}) OR one = {text(value)}))"
    invalid = (
        f"len(list_filter({INVALID}, lambda path: path = {text(column)} OR starts_with(path, {text(column + '[')})))"
    )
    empty = f"list_contains({LEFT_OUT}, {text(column)})"
    certain = f"coalesce({shown} = 0, {empty}, false) AND coalesce({invalid}, 0) = 0"
    return number(
        engine,
        f"SELECT count(*) FROM cells WHERE {certain} AND {name(table.key)} IN ({', '.join(map(text, keys))})",
    )


def _known(table: Table, column: str) -> tuple[str, ...]:
    described = schema(table.name, column)
    return tuple(described.get("items", described).get("x-known-values", ()))


def _count(table: Table, column: str) -> str:
    is_list = isinstance(table.columns[column].type, ListOf)
    values = f"SELECT unnest(list_distinct({name(column)})) AS value FROM cells"
    alone = f"SELECT {name(column)} AS value FROM cells WHERE {name(column)} IS NOT NULL"
    return f"SELECT value, count(*) FROM ({values if is_list else alone}) GROUP BY value"
