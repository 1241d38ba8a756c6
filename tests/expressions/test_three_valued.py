"""SQL in three-valued logic against the official evaluator, which calls unknown an error."""

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from expressions import small, typed_expressions
from orglint import expressions
from orglint.errors import ExpressionError
from orglint.evaluate.bench import Bench, over_rows
from orglint.evaluate.engines.duckdb import opened

ROWS = small.random_rows(seed=1, count=120)
OTHERS = small.random_rows(seed=2, count=4)
TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
OFFICIAL = small.official()


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    with opened() as engine:
        yield over_rows(engine, {"things": ROWS, "others": OTHERS}, TABLES, now=small.NOW)


def ours(bench: Bench, source: str) -> list[Any]:
    sql = expressions.compile_value(source, SCOPE).compiled.sql
    query = f'SELECT {sql} FROM things AS "thing" ORDER BY CAST(substr("thing"."key", 2) AS INT)'
    return [row[0] for row in bench.engine.rows(query, bench.values)]


def agree(bench: Bench, source: str) -> None:
    try:
        mines = ours(bench, source)
    except ExpressionError as error:
        # a constant part that is an error, such as days(2 ** 63 - 1), is a mistake when a rule is loaded
        # and one that is too large is refused with the limit named
        assume("this can never be evaluated" not in str(error) and "parts of SQL" not in str(error))
        raise
    theirs = small.answers(OFFICIAL.compile(source), ROWS, OTHERS)
    for row, mine, official in zip(ROWS, mines, theirs, strict=True):
        assert same(mine, official), f"{source} is {mine}, and {official} in CEL, on {row}"


def same(mine: Any, official: Any) -> bool:
    both_odd = mine != mine and official != official  # noqa: PLR0124 - NaN
    return both_odd or (mine, type(mine)) == (official, type(official))


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(source=typed_expressions.booleans(3))
def test_a_random_condition_means_what_it_means_in_cel(bench: Bench, source: str) -> None:
    agree(bench, source)


VALUES = st.one_of(
    typed_expressions.ints("thing", 2),
    typed_expressions.strings("thing", 2),
    typed_expressions.uints("thing", 2),
    typed_expressions.doubles("thing", 2),
    typed_expressions.times("thing", 2),
    typed_expressions.durations("thing", 2),
)


@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(source=VALUES)
def test_a_random_value_is_what_it_is_in_cel(bench: Bench, source: str) -> None:
    agree(bench, source)


@pytest.mark.parametrize(
    ("source", "unknown"),
    [
        ("has(thing.n)", None),
        ("!has(thing.n)", None),
        ("has(thing.n) ? 1 : 2", None),
        ("thing.n == 1 || true", True),
        ("thing.n == 1 && false", False),
        ("thing.n == 1", None),
        ("thing.roles.exists(r, true)", None),
        ("thing.roles.all(r, true)", None),
        ("'a' in thing.roles", None),
        ("thing.n in [1, 2]", None),
        ("thing.access.filter(a, true).size() == 0", None),
        ("others.exists(o, o.n == 1)", None),
        ("others.all(o, o.n == 1)", None),
        ("others.exists(o, true)", None),
        ("others.all(o, true)", None),
        ("others.size() == 0", None),
        ("others.filter(o, true).size() == 0", None),
        ("others.filter(o, true).exists(o, true)", None),
        ("others.exists_one(o, true)", None),
    ],
)
def test_what_was_not_seen_is_unknown(source: str, unknown: bool | None) -> None:  # noqa: FBT001
    with opened() as engine:
        bench = over_rows(engine, {"things": [{"key": "k"}]}, TABLES, now=small.NOW)
        assert ours_of(bench, source) is unknown


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("others.exists(o, o.n == 1)", True),
        ("others.all(o, o.n == 2)", False),
        ("others.exists(o, o.n == 2)", None),
        ("others.all(o, o.n == 1)", None),
        ("others.size() == 1", None),
    ],
)
def test_a_table_with_rows_missing_decides_only_what_its_rows_prove(source: str, value: bool | None) -> None:  # noqa: FBT001
    with opened() as engine:
        bench = over_rows(engine, {"things": [{"key": "k"}], "others": [{"key": "o", "n": 1}]}, TABLES, now=small.NOW)
        bench.values["complete_others"] = False
        assert ours_of(bench, source) is value


def ours_of(bench: Bench, source: str) -> Any:
    sql = expressions.compile_value(source, SCOPE).compiled.sql
    return bench.engine.rows(f'SELECT {sql} FROM things AS "thing"', bench.values)[0][0]
