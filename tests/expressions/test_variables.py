"""Variables that are given: their names and the order of their rows are theirs alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from expressions.small import NOW
from orglint import expressions, tables
from orglint.evaluate import expression as evaluator


@pytest.fixture(scope="module")
def engine() -> Iterator[evaluator.Engine]:
    with evaluator.opened() as it:
        yield it


def value(engine: evaluator.Engine, source: str, variables: dict[str, Any]) -> Any:
    stage = expressions.stage(variables, tables.known(), source)
    return evaluator.value(engine, expressions.compile_value(source, stage.scope).compiled, stage, now=NOW)


@pytest.mark.parametrize(
    "name", ["t1", "e1", "v1", "it", "asked", "groups_", "rows", "pair", "each", "x", "a", "given"]
)
def test_a_variable_may_be_called_like_a_part_of_the_sql(engine: evaluator.Engine, name: str) -> None:
    source = f"l.exists(y, y == {name}.n) && l.map(y, users.filter(u, u.k == y).size()) == [0, {name}.n]"
    rows = [{"k": 7}, {"k": 5}]
    assert value(engine, source, {name: {"n": 1}, "l": [1, 5], "users": rows}) is True
    assert value(engine, f"l.exists(y, y == {name})", {name: 5, "l": [1, 5]}) is True


def test_rows_without_a_key_keep_their_order(engine: evaluator.Engine) -> None:
    assert value(engine, "users.map(u, u.n)", {"users": [{"n": 3}, {"n": 1}, {"n": 2}]}) == [3, 1, 2]


def test_rows_with_a_key_come_in_its_order(engine: evaluator.Engine) -> None:
    rows = [{"accountId": "b", "name": "x"}, {"accountId": "a", "name": "y"}]
    assert value(engine, "users.map(u, u.name)", {"users": rows}) == ["y", "x"]
