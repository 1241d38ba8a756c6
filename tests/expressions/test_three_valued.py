"""SQL in three-valued logic against the official evaluator, which calls unknown an error."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from orglint import expressions
from orglint.engine.duckdb import open_engine
from orglint.evaluate.session import Session, over_rows
from support.expressions import agreement, small, typed_expressions
from support.expressions.agreement import ALL_NAMES, TABLES, World
from support.expressions.grammar import Part
from support.searching import at_full

SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
LINES = (Path(__file__).parent / "disagreements.cases").read_text("utf-8").splitlines()
KEPT = [line for line in LINES if line and not line.startswith("#")]
SEARCH = {"deadline": None, "suppress_health_check": list(HealthCheck)}


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with agreement.world(seed=1) as it:
        yield it


@settings(max_examples=at_full(280), **SEARCH)
@given(source=typed_expressions.expressions("bool", 6, ALL_NAMES))
def test_a_random_condition_means_what_it_means_in_cel(world: World, source: Part) -> None:
    assert not [str(found) for found in world.differences([source])]


@settings(max_examples=at_full(280), **SEARCH)
@given(source=typed_expressions.expressions("bool", 2, ALL_NAMES))
def test_a_small_random_condition_means_what_it_means_in_cel(world: World, source: Part) -> None:
    assert not [str(found) for found in world.differences([source])]


@settings(max_examples=at_full(240), **SEARCH)
@given(source=typed_expressions.values(5, ALL_NAMES))
def test_a_random_value_is_what_it_is_in_cel(world: World, source: Part) -> None:
    assert not [str(found) for found in world.differences([source])]


@pytest.mark.parametrize("source", KEPT)
def test_what_was_not_agreed_on_once_is_agreed_on_now(world: World, source: str) -> None:
    part = agreement.part(source)
    assert world.compiled(source)
    assert not [str(found) for found in world.differences([part])]


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
    with open_engine() as engine:
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
    with open_engine() as engine:
        bench = over_rows(engine, {"things": [{"key": "k"}], "others": [{"key": "o", "n": 1}]}, TABLES, now=small.NOW)
        bench.values["complete_others"] = False
        assert ours_of(bench, source) is value


def ours_of(bench: Session, source: str) -> Any:
    sql = expressions.compile_value(source, SCOPE).compiled.sql
    return bench.engine.fetch(f'SELECT {sql} FROM things AS "thing"', bench.values)[0][0]
