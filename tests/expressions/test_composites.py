"""Maps that are written out, and lists and records compared: the official evaluator agrees."""

from typing import Any

import pytest
from cel_expr_python import cel

from orglint import expressions
from orglint.errors import ExpressionError
from orglint.evaluate import expression as evaluator
from support.expressions import small
from support.expressions.naive import agree

COMPOSITES = [
    "{thing.status: 1, 'abc': 2}[thing.email]",
    "{thing.status: 1, thing.email: 2}['a']",
    "{'a': thing.n / thing.m, 'active': 2}[thing.status]",
    "{'a': {'b': thing.n}, 'active': {'c': thing.m}}[thing.status]['b']",
    "{'a': {'b': thing.n}}.a.b",
    "has({'a': {'b': thing.n}}.a.c)",
    "has({'a': {'b': thing.n}}.a.b)",
    "has({'a': {'b': thing.n}}.x.c)",
    "has({'a': thing.n}.x)",
    "{thing.status: thing.n}.exists(k, k == 'a')",
    "{thing.status: thing.n, thing.email: 1}.all(k, k != 'a')",
    "{thing.status: thing.n, thing.email: 1}.exists_one(k, k == thing.claim.status)",
    "{thing.status: thing.n, thing.email: 1}.size()",
    "thing.email in {thing.status: thing.n, 'a': 2}",
    "(thing.mfa ? {'a': thing.n} : {'a': 2}).a",
    "{'a': thing.sizes}['a'][1]",
    "{'a': thing.access}['a'].exists(a, a.key == 'a')",
    "{true: 1, false: thing.n}[thing.mfa]",
    "{uint(thing.n): 1}[1u]",
    "{thing.n: 1, thing.m: 2}[3]",
    "{'a': {thing.status: 1, thing.email: 2}, 'b': {'x': 4}}.b.x",
    "thing.access[0] == thing.access[1]",
    "thing.access == thing.access",
    "thing.access != thing.access",
    "thing.access[0] != thing.access[1]",
    "thing.access[0] in thing.access",
    "thing.claim == thing.claim",
    "[thing.claim] == [thing.claim]",
    "[thing.score, 0.0 / 0.0] == [thing.score, 1.5]",
    "[thing.score] == [thing.score]",
    "[thing.score] != [1.5]",
    "[thing.score / 0.0] == [thing.score / 0.0]",
    "[[thing.score]] == [[1.5]]",
    "[thing.score] in [[1.5], [thing.score]]",
    "[[thing.score / 0.0]] != [[thing.score / 0.0]]",
    "thing.score == 0.0 / 0.0",
    "thing.score != 0.0 / 0.0",
    "thing.score <= thing.score / 0.0",
    "0.0 / 0.0 > thing.score",
    "[uint(thing.n)] == [1u, uint(thing.m)]",
    "uint(thing.n) in [1u, 3u]",
    "[thing.last - thing.since] == [duration('0s')]",
    "thing.last - thing.since in [duration('0s'), duration('2160h')]",
    "thing.last in [thing.since, now]",
    "[thing.roles] == [thing.roles]",
    "thing.roles in [thing.roles, ['a']]",
    "[[thing.n]] == [[thing.m]]",
    "thing.status.reverse()",
    "thing.status.lastIndexOf('a', 1)",
    "thing.status.lastIndexOf(thing.email, thing.m)",
    "[thing.mfa] == [true]",
    "thing.mfa in [true]",
]


@pytest.mark.parametrize("source", COMPOSITES)
def test_a_composite_means_what_it_means_in_cel(engine: evaluator.Engine, source: str) -> None:
    agree(engine, source, small.random_rows(seed=5, count=60), [])


RECORDS = [
    {"d": 1.5, "s": "a"},
    {"d": 1.5},
    {"s": "a"},
    {"d": 1.5, "s": "a"},
    {"d": -0.0, "s": "b"},
    {"d": 0.0, "s": "b"},
]


@pytest.mark.parametrize(
    "source", ["l.map(x, x == l[0])", "l.map(x, x in l)", "l.map(x, [x, x] == [l[4], l[5]])", "l == l"]
)
def test_records_with_doubles_are_compared_field_by_field(engine: evaluator.Engine, source: str) -> None:
    variables: dict[str, Any] = {"l": RECORDS}
    stage = expressions.build_activation(variables, {}, source)
    ours = evaluator.evaluate_expression(
        engine, expressions.compile_value(source, stage.scope).compiled, stage, now=small.NOW
    )
    record = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
    official = cel.NewEnv(variables={"l": cel.Type.List(record)}).compile(source).eval(data=variables)
    assert ours == official.plain_value()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{'a': thing.n}.map(k, k)", "have no order"),
        ("{'a': 1, 'a': 2}.size() == thing.n", "twice"),
        ("[{'a': thing.n}][0].a", "only a map that is written out"),
    ],
)
def test_what_a_map_cannot_be_asked_is_refused(source: str, expected: str) -> None:
    tables = {"things": small.table()}
    with pytest.raises(ExpressionError, match=expected):
        expressions.compile_value(source, expressions.organization_scope(tables).with_row(tables["things"]))
