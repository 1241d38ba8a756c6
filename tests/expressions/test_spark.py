"""Spark gives what the cases say, what the official evaluator gives, and so what DuckDB gives."""

import os
import random
from collections.abc import Iterator, Mapping
from itertools import count, islice
from typing import Any

import pytest

from expressions.test_overloads import CASES, parts
from expressions.test_three_valued import KEPT
from expressions.test_unknown_elements import ELEMENTS, MEMBERS, THING
from orglint import expressions
from orglint.engine.interface import Engine
from orglint.evaluate.session import over_rows
from orglint.expressions.spark import RefusedError, spark_sql
from support.expressions import agreement, grammar, naive, small, spark_cases
from support.expressions.agreement import ALL_NAMES, World
from support.expressions.grammar import Part
from support.spark_session import needs_java, spark

pytestmark = needs_java

SEED = 1 if os.environ.get("CI") else random.randrange(2**32)
KINDS = ("bool", "bool", *grammar.SCALARS, "list(string)", "list(timestamp)", "list(double)")
AT_ONCE, FEW, BATCHES = 15, 6, 2
LONGEST = 8_000
"""Characters of SQL: Spark takes seconds to plan what is longer; the search on DuckDB has no such bound."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with spark()() as it:
        yield it


@pytest.fixture(scope="module")
def values(engine: Engine) -> Mapping[str, Any]:
    return spark_cases.values(engine, CASES)


@pytest.fixture
def world(engine: Engine) -> World:
    """Return the rows in both evaluators, put again for each test: another may have put its own in their place."""
    return agreement.world_of(engine, small.random_rows(1, 40), small.random_rows(2, 4))


@pytest.mark.parametrize("case", CASES)
def test_spark_gives_what_the_case_says(case: str, values: Mapping[str, Any]) -> None:
    _, _, expected = parts(case)
    assert (values[case], type(values[case])) == (expected, type(expected))


def test_what_was_not_agreed_on_once_is_agreed_on_by_spark(world: World) -> None:
    kept = [agreement.part(source) for source in KEPT]
    assert not _differences(world, [it for it in kept if _is_translated(world, it)])


def test_spark_knows_of_what_is_unknown_inside_of_cells(engine: Engine) -> None:
    bench = over_rows(engine, {"things": [THING]}, naive.TABLES, now=small.NOW)
    asked = [(source, expected) for source, expected in (*ELEMENTS, *MEMBERS) if "others" not in source]
    for start in range(0, len(asked), FEW):
        some = asked[start : start + FEW]
        listed = ", ".join(expressions.compile_value(source, naive.SCOPE).compiled.sql for source, _ in some)
        said = bench.engine.fetch(f'SELECT {listed} FROM things AS "thing"', bench.values)[0]
        assert list(zip((source for source, _ in some), said, strict=True)) == some


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_random_expression_is_on_spark_what_it_is_in_cel(world: World, batch: int) -> None:
    dice = random.Random(SEED + batch)
    depths = (1, 2, 2, 3, 3, 4)
    drawn = (grammar.grow(dice.choice(KINDS), dice.choice(depths), ALL_NAMES, dice.randrange) for _ in count())
    sources = list(
        islice(
            (it for it in drawn if len(world.compiled(str(it)) or "") <= LONGEST and _is_translated(world, it)), AT_ONCE
        )
    )
    assert not _differences(world, sources), f"with the seed {SEED}"


def _differences(world: World, sources: list[Part]) -> list[str]:
    return [str(found) for found in world.differences(sources)]


def _is_translated(world: World, source: Part) -> bool:
    """Return whether Spark is asked: not about some patterns, nor a table about doubles of another row."""
    sql = world.compiled(str(source))
    try:
        return sql is not None and bool(spark_sql(f'SELECT {sql} FROM things AS "thing"'))
    except RefusedError as error:
        why = str(error)
    assert ".matches(" in str(source) or "matches(" in str(source) or why.startswith("a double of a row")
    return False
