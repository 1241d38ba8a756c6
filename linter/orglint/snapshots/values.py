"""New values: what the rows hold that the specification does not list; kept as they came, and counted."""

from collections.abc import Callable
from functools import partial
from typing import Any

from orglint.model.table import Table
from orglint.model.unknown import column_of
from orglint.model.values import LONGEST, MOST
from orglint.snapshots.engine import text
from orglint.snapshots.leaves import Condition, Leaves
from orglint.snapshots.load import own
from orglint.tables.values import enumerations

Ask = Callable[[str], list[Any]]
"""Answers a query with its rows."""


def new_values(ask: Ask, table: Table, rows: str = "cells") -> dict[str, dict[str, int]]:
    """Count the rows with each value that the specification does not list, place by place, open or closed.

    A place with any such value is always there; of its values the most frequent ones are, cut where they are long.
    """
    asked = {
        path: Leaves(column.name, column.type, {path: unlisted(enumeration.specified)})
        for column in own(table)
        for path, enumeration in enumerations(table.name).items()
        if column_of(path) == column.name
    }
    if not asked:
        return {}
    counts = ", ".join(f"count_if({leaves.exist()})" for leaves in asked.values())
    numbers = ask(f"SELECT {counts} FROM {rows}")[0]
    found = [path for path, number in zip(asked, numbers, strict=True) if number]
    return {path: dict(ask(_frequent(asked[path], rows))) for path in found}


def unlisted(listed: tuple[str, ...]) -> Condition:
    """Return the condition that a text is none of those that are listed."""
    return partial(_unlisted, ", ".join(map(text, listed)))


def _unlisted(listed: str, value: str) -> str:
    return f"{value} NOT IN ({listed})" if listed else f"{value} IS NOT NULL"


def _frequent(leaves: Leaves, rows: str) -> str:
    cut = f"list_transform({leaves.texts()}, lambda _text: left(_text, {LONGEST}))"
    values = f"SELECT unnest(list_distinct({cut})) AS value FROM {rows} WHERE {leaves.exist()}"
    return f"SELECT value, count(*) FROM ({values}) GROUP BY value ORDER BY 2 DESC, 1 LIMIT {MOST}"
