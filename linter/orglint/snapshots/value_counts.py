"""Compare the values in a column with the numbers that the API's statistics have for them."""

from collections.abc import Sequence

from orglint.engine.connection import Connection
from orglint.model.hidden import INVALID, LEFT_OUT
from orglint.model.table import ListOf, Table
from orglint.snapshots.collecting import ValueCounts
from orglint.snapshots.load import fetch_number
from orglint.sql.quoting import quote_identifier, quote_text
from orglint.tables.values import column_schema


def compare_value_counts(engine: Connection, table: Table, counts: ValueCounts, *, left_out: int) -> str:
    """Return how the rows in `cells` contradict the API's counts of a column; empty if they do not.

    `left_out` is the number of cells that are empty lists because the API left them out. More rows than are counted are
    no contradiction: a statistic need not count everybody.
    """
    if counts.problem:
        return counts.problem
    problems = [
        f"the search lists holders of {value} whose rows do not show it: {lost}"
        for value, keys in counts.holders.items()
        if (lost := _count_lost_rows(engine, table, counts.column, value, keys))
    ]
    if counts.counts is None:
        known = set(_list_known_values(table, counts.column))
        unproven = left_out and not (known and known <= set(counts.holders))
        unproven_cells = f"cells are left out, and {counts.by} could not be read to prove them empty"
        return "; ".join([*problems, *([unproven_cells] if unproven else [])])
    rows = dict(engine.execute(_select_value_counts(table, counts.column)).fetchall())
    if counts.of_all and sum(counts.counts.values()) > sum(rows.values()):
        return ""  # rows are missing: a doubt of the table, and nothing that the column shows
    # The API also counts values that this column cannot hold: only the others are compared.
    its_own = counts.counts.keys() if counts.of_all else {*_list_known_values(table, counts.column), *rows}
    values = sorted((its_own & counts.counts.keys()) - counts.holders.keys())
    problems += [
        f"{counts.by} counts {counts.counts.get(value, 0)} {value}, the rows show {rows.get(value, 0)}"
        for value in values
        if counts.counts.get(value, 0) > rows.get(value, 0)
    ]
    return "; ".join(problems)


def _count_lost_rows(
    engine: Connection,
    table: Table,
    column: str,
    value: str,
    keys: Sequence[str],
) -> int:
    """Count the rows that should show a value, and show others for certain."""
    if not keys:
        return 0
    cell, known = quote_identifier(column), ", ".join(map(quote_text, _list_known_values(table, column)))
    shown = f"len(list_filter({cell}, lambda one: one IS NULL OR one NOT IN ({known}) OR one = {quote_text(value)}))"
    inside = f"path = {quote_text(column)} OR starts_with(path, {quote_text(column + '[')})"
    invalid = f"len(list_filter({INVALID}, lambda path: {inside}))"
    empty = f"list_contains({LEFT_OUT}, {quote_text(column)})"
    certain = f"coalesce({shown} = 0, {empty}, false) AND coalesce({invalid}, 0) = 0"
    among = f"{quote_identifier(table.key)} IN ({', '.join(map(quote_text, keys))})"
    return fetch_number(engine, f"SELECT count(*) FROM cells WHERE {certain} AND {among}")


def _list_known_values(table: Table, column: str) -> tuple[str, ...]:
    described = column_schema(table.name, column)
    return tuple(described.get("items", described).get("x-known-values", ()))


def _select_value_counts(table: Table, column: str) -> str:
    is_list = isinstance(table.columns[column].type, ListOf)
    values = f"SELECT unnest(list_distinct({quote_identifier(column)})) AS value FROM cells"
    alone = f"SELECT {quote_identifier(column)} AS value FROM cells WHERE {quote_identifier(column)} IS NOT NULL"
    return f"SELECT value, count(*) FROM ({values if is_list else alone}) GROUP BY value"
