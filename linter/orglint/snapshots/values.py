"""Values that the specification does not list: counted in the rows, and stored as they came."""

from collections.abc import Callable
from functools import partial
from typing import Any

from orglint.model.table import Table
from orglint.model.unknown import column_of
from orglint.model.values import LONGEST, MOST
from orglint.snapshots.load import sent_columns
from orglint.sql.leaves import Condition, Leaves
from orglint.sql.quoting import quote_text
from orglint.tables.values import find_enumerations

RunQuery = Callable[[str], list[Any]]
"""Answers a query with its rows."""


def new_values(ask: RunQuery, table: Table, rows: str = "cells") -> dict[str, dict[str, int]]:
    """Count the rows with each value that the specification does not list, place by place, open or closed.

    A place with any such value is always there; of its values the most frequent ones are, cut where they are long.
    """
    asked = {
        path: Leaves(column.name, column.type, {path: build_unlisted_condition(enumeration.specified)})
        for column in sent_columns(table)
        for path, enumeration in find_enumerations(table.name).items()
        if column_of(path) == column.name
    }
    if not asked:
        return {}
    counts = ", ".join(f"count_if({leaves.test_existence()})" for leaves in asked.values())
    numbers = ask(f"SELECT {counts} FROM {rows}")[0]
    found = [path for path, number in zip(asked, numbers, strict=True) if number]
    return {path: dict(ask(_select_frequent_values(asked[path], rows))) for path in found}


def build_unlisted_condition(listed: tuple[str, ...]) -> Condition:
    """Return the condition that a text is none of those that are listed."""
    return partial(_render_unlisted_condition, ", ".join(map(quote_text, listed)))


def _render_unlisted_condition(listed: str, value: str) -> str:
    return f"{value} NOT IN ({listed})" if listed else f"{value} IS NOT NULL"


def _select_frequent_values(leaves: Leaves, rows: str) -> str:
    cut = f"list_transform({leaves.texts()}, lambda _text: left(_text, {LONGEST}))"
    values = f"SELECT unnest(list_distinct({cut})) AS value FROM {rows} WHERE {leaves.test_existence()}"
    return f"SELECT value, count(*) FROM ({values}) GROUP BY value ORDER BY 2 DESC, 1 LIMIT {MOST}"
