"""Rows that ask and rows that are asked, and what ours makes of an expression for each row that asks."""

import random
from collections.abc import Iterator
from typing import Any

from orglint import expressions
from orglint.evaluate import expression as evaluator
from orglint.evaluate.session import over_rows
from support.expressions import small

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
OFFICIAL = small.official()
Rows = list[dict[str, Any]]


def worlds() -> Iterator[tuple[Rows, Rows]]:
    """Yield rows that ask and rows that are asked: none, a few with holes, and a few with almost none."""
    yield small.random_rows(seed=1, count=6), []
    for seed in range(2, 5):
        others = small.random_rows(seed=100 + seed, count=5)
        yield small.random_rows(seed=seed, count=10), [filled(row) for row in others] if seed % 2 else others


def filled(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of which most holes are filled with values that others have too."""
    dice = random.Random(str(row))
    whole = {"status": "a", "n": 1, "m": 1, "email": "a", "mfa": True, "roles": ["a", "active", "a"]}
    return {name: whole.get(name) if value is None and dice.random() < 0.8 else value for name, value in row.items()}


def ours(engine: evaluator.Engine, source: str, things: Rows, others: Rows, *, complete: bool = True) -> list[Any]:
    """Return what an expression is for each thing."""
    sql = expressions.compile_value(source, SCOPE).compiled.sql
    bench = over_rows(engine, {"things": things, "others": others}, TABLES, now=small.NOW)
    values = {**bench.values, "complete_others": complete}
    query = f'SELECT {sql} FROM things AS "thing" ORDER BY CAST(substr("thing"."key", 2) AS INT)'
    return [row[0] for row in bench.engine.fetch(query, values)]


def agree(engine: evaluator.Engine, source: str, things: Rows, others: Rows) -> None:
    """Assert that ours gives what the official evaluator gives, unknown where that gives an error."""
    theirs = small.answers(OFFICIAL.compile(source), things, others)
    for row, mine, official in zip(things, ours(engine, source, things, others), theirs, strict=True):
        assert (mine, type(mine)) == (official, type(official)), (source, row, others)
