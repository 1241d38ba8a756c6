"""Tables that were asked for some keys only: decided for these, unknown for others, and never against the truth.

The truth is the official evaluator over every row that there is. Ours sees the rows of the keys that were answered.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from expressions.test_tables_asked import ASKED
from orglint import expressions
from orglint.engine.duckdb import Engine, open_engine
from orglint.errors import ExpressionError
from orglint.evaluate.session import over_rows
from orglint.expressions.compiled import KeyQuestion
from support.expressions import agreement, grammar, small
from support.expressions.grammar import Names
from support.expressions.naive import OFFICIAL
from support.searching import at_full

BY_KEY = replace(small.table("others", "other"), parent="things", asked_by="status")
TABLES = {"things": small.table(), "others": BY_KEY}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
NAMES = Names()
STATUS = ["active", "suspended", "a", "A", "", "a\0b", "é", "'"]
Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


def random_world(seed: int) -> tuple[Rows, Rows, list[str]]:
    """Return rows that ask, every row that there is to be asked for, and the keys that were answered."""
    dice = random.Random(seed)
    things = [_with_status(dice, row, 0.7) for row in small.random_rows(seed, 8)]
    truth = [_with_status(dice, row, 1.0) for row in small.random_rows(seed + 1000, 7)]
    return things, truth, dice.sample(STATUS, dice.randint(0, len(STATUS)))


def _with_status(dice: random.Random, row: dict[str, Any], share: float) -> dict[str, Any]:
    return {**row, "status": dice.choice(STATUS)} if dice.random() < share else row


def seen_through_keys(engine: Engine, source: str, world: tuple[Rows, Rows, Sequence[str]]) -> list[Any]:
    """Return what an expression is for each thing where only the rows of answered keys are seen."""
    things, truth, keys = world
    visible = [row for row in truth if row["status"] in keys]
    sql = expressions.compile_value(source, SCOPE).compiled.sql
    session = over_rows(engine, {"things": things, "others": visible}, TABLES, now=small.NOW, keys={"others": keys})
    query = f'SELECT {sql} FROM things AS "thing" ORDER BY CAST(substr("thing"."key", 2) AS INT)'
    return [row[0] for row in engine.fetch(query, session.values)]


def by_truth(source: str, world: tuple[Rows, Rows, Sequence[str]]) -> list[Any]:
    return list(small.answers(OFFICIAL.compile(source), world[0], world[1]))


def lies(engine: Engine, source: str, official: str, seed: int) -> list[str]:
    """Return the things for which an answer from some keys is not what it is over all rows, nor unknown."""
    world = random_world(seed)
    pairs = zip(seen_through_keys(engine, source, world), by_truth(official, world), strict=True)
    return [
        f"{source} is {mine!r}, in truth {truth!r}"
        for mine, truth in pairs
        if not agreement.same(mine, truth) and mine is not None
    ]


@pytest.mark.parametrize("source", ASKED)
def test_no_answer_for_some_keys_is_against_the_truth(engine: Engine, source: str) -> None:
    assert [lie for seed in range(6) for lie in lies(engine, source, source, seed)] == []


@settings(max_examples=at_full(80), deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 100_000), kind=st.sampled_from(["bool", "int", "list(string)"]))
def test_no_random_answer_is_against_the_truth(engine: Engine, seed: int, kind: str) -> None:
    source = grammar.grow(kind, 3, NAMES, random.Random(seed).randrange)
    assume(is_compiled(str(source)))
    assert lies(engine, str(source), source.official, seed) == []


def is_compiled(source: str) -> bool:
    """Return whether a text is an expression; one that is refused is so for a reason that the language has."""
    try:
        expressions.compile_value(source, SCOPE)
    except ExpressionError as error:
        if not any(reason in str(error) for reason in agreement.REFUSED):
            raise
        return False
    return True


DECIDED = [
    "others.exists(o, o.status == thing.status)",
    "others.exists(o, thing.status == o.status && o.mfa)",
    "others.exists(o, o.status == thing.status && o.n > thing.n)",
    "others.all(o, o.status != thing.status || o.mfa)",
    "others.all(o, !(o.status == thing.status && o.mfa))",
    "others.exists_one(o, o.status == thing.status)",
    "others.filter(o, o.status == thing.status).size()",
    "others.filter(o, o.status == thing.status).exists(o, o.mfa)",
    "others.filter(o, o.status == thing.status).all(o, o.n == thing.n)",
    "others.filter(o, o.status == thing.status && has(o.email)).map(o, o.email).size()",
    "others.exists(o, o.status == thing.status && (o.mfa || thing.mfa))",
    "others.exists(o, o.status == thing.status && o.mfa || o.status == thing.status && o.n == 1)",
    "thing.n in others.filter(o, o.status == thing.status).map(o, o.n)",
    "others.exists(o, o.status == thing.status && o.roles.exists(r, r == 'a'))",
    "others.filter(o, o.status == thing.status).filter(o, o.mfa).size()",
]
"""They compare the key of the parent: for a key that was answered they are what they are over all rows."""


@pytest.mark.parametrize("source", DECIDED)
def test_what_compares_the_key_is_decided_for_answered_keys_and_for_no_other(engine: Engine, source: str) -> None:
    decided, undecided = 0, 0
    for seed in range(12):
        world = random_world(seed)
        for row, mine, truth in zip(
            world[0], seen_through_keys(engine, source, world), by_truth(source, world), strict=True
        ):
            if row["status"] in world[2]:
                assert agreement.same(mine, truth), (source, row)
                decided += 1
            else:
                assert mine is None, (source, row)
                undecided += 1
    assert decided > 20
    assert undecided > 20


UNDECIDED = [
    "others.exists(o, o.n == 99)",
    "others.all(o, o.n != 99)",
    "others.size()",
    "others.filter(o, o.mfa).size()",
    "others.exists(o, o.email == thing.status)",
    "others.exists(o, o.status in thing.roles && o.n == 99)",
    "others.exists(o, o.status > thing.status && o.n == 99)",
    "others.exists(o, o.status == thing.status || o.n == 99)",
    "others.map(o, o.status)",
]


@pytest.mark.parametrize("source", UNDECIDED)
def test_what_does_not_compare_the_key_is_not_decided_by_some_keys(engine: Engine, source: str) -> None:
    for seed in range(6):
        things, truth, keys = random_world(seed)
        found = seen_through_keys(engine, source, (things, [row for row in truth if row["n"] != 99], keys))
        assert {it for it in found if not it} <= {None}, source  # what was found stays found


def asks(source: str) -> frozenset[KeyQuestion]:
    return expressions.compile_value(source, SCOPE).compiled.asks


@pytest.mark.parametrize("source", DECIDED)
def test_what_compares_the_key_says_for_which_keys_it_asks(source: str) -> None:
    assert asks(source) == {KeyQuestion("others", '"thing"."status"', frozenset({"thing"}))}


@pytest.mark.parametrize("source", UNDECIDED)
def test_what_does_not_compare_the_key_asks_for_every_key(source: str) -> None:
    assert KeyQuestion("others") in asks(source)


def test_a_named_expression_hands_on_for_which_keys_it_asks() -> None:
    named = expressions.compile_value("others.exists(o, o.status == thing.status)", SCOPE)
    assert (
        expressions.compile_value("known || thing.mfa", SCOPE.with_let("known", named)).compiled.asks
        == named.compiled.asks
    )


def test_who_asks_from_an_element_of_a_list_needs_every_key() -> None:
    (question,) = asks("thing.roles.exists(r, others.exists(o, o.status == r))")
    assert question.rows != {"thing"}


def test_a_table_that_is_read_as_a_list_asks_for_no_keys() -> None:
    plain = expressions.organization_scope(agreement.TABLES).with_row(agreement.TABLES["things"])
    assert expressions.compile_value(DECIDED[0], plain).compiled.asks == frozenset()
