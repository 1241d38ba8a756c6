"""Variables that are given: their names and the order of their rows are theirs alone."""

from collections.abc import Iterator
from typing import Any

import pytest

from orglint import expressions, tables
from orglint.evaluate import expression as evaluator
from support.expressions.small import NOW


@pytest.fixture(scope="module")
def engine() -> Iterator[evaluator.Engine]:
    with evaluator.open_engine() as it:
        yield it


def value(engine: evaluator.Engine, source: str, variables: dict[str, Any]) -> Any:
    stage = expressions.build_activation(variables, tables.known_tables(), source)
    return evaluator.evaluate_expression(
        engine, expressions.compile_value(source, stage.scope).compiled, stage, now=NOW
    )


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


ANN, BOB = {"name": "Ann", "status": "active"}, {"name": "Bob"}


@pytest.mark.parametrize(
    ("source", "variables", "expected"),
    [
        ("user.name", {"user": ANN, "users": [BOB]}, "Ann"),
        ("users.exists(u, u.name == user.name)", {"user": ANN, "users": [BOB]}, False),
        ("users.exists(u, u.name == user.name)", {"user": ANN, "users": [BOB, ANN]}, True),
        ("users.exists(u, u.name == user.name)", {"user": ANN, "users": []}, False),
        ("users.size()", {"user": ANN, "users": [BOB, BOB, BOB]}, 3),
        ("user.name", {"user": ANN, "users": None}, "Ann"),
        ("user.shoe + users.map(u, u.name).size()", {"user": {"shoe": 44}, "users": [BOB]}, 45),
        ("users.map(u, u.shoe + user.name.size())", {"user": ANN, "users": [{"shoe": 44}]}, [47]),
        ("user.size / 2.0 + users.map(u, u.size)[0]", {"user": {"size": 3.0}, "users": [{"size": 1.5}]}, 3.0),
    ],
)
def test_a_row_is_the_one_that_is_given_whatever_rows_its_table_has(
    engine: evaluator.Engine, source: str, variables: dict[str, Any], expected: Any
) -> None:
    assert value(engine, source, variables) == expected
    assert value(engine, source, dict(reversed(variables.items()))) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("users.exists(u, u.name == 'x')", None),
        ("users.exists(u, u.name == 'x') || true", True),
        ("users.all(u, u.name == 'x') && false", False),
        ("users.filter(u, u.name == 'x').size() == 0", None),
        ("'x' in users.map(u, u.name)", None),
        ("user.name == 'x'", None),
        ("has(user.name)", None),
        ("has(user.name) || true", True),
        ("user.groups.exists(g, g.name == 'x')", None),
        ("users.exists(u, u.name == user.name)", None),
    ],
)
def test_a_row_or_a_table_that_is_null_is_unknown_in_all_that_it_is_asked(
    engine: evaluator.Engine, source: str, expected: Any
) -> None:
    assert value(engine, source, {"user": None, "users": None}) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("l.exists(x, x == 'a')", None),
        ("l.map(x, x + 1)", None),
        ("l[0].n == 1", None),
        ("has(l.n)", None),
        ("l.n.m == 1 || true", True),
        ("l.all(x, users.exists(u, u.name == x)) && false", False),
    ],
)
def test_a_variable_that_is_null_is_unknown_in_all_that_it_is_asked(
    engine: evaluator.Engine, source: str, expected: Any
) -> None:
    assert value(engine, source, {"l": None, "users": [ANN]}) is expected
