"""What is unknown below a whole cell is named by its path, in findings and in explanations; marks are never shown."""

from collections.abc import Iterator
from typing import Any

import pytest

from orglint import expressions
from orglint.engine.duckdb import Engine, open_engine
from orglint.evaluate.explain.explanation import explain_on
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import over_rows
from orglint.model.explanation import Explanation, State, Step
from orglint.model.result import Outcome
from orglint.model.unknown import MARK, Unknown
from orglint.rulebook.rule import CompiledRule
from support.expressions import small
from support.rules import compiled_rule

TABLES = {"things": small.table()}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
UNKNOWN = Unknown.UNKNOWN
THING = {
    **dict.fromkeys(small.COLUMNS),
    "key": "k",
    "roles": ["a", UNKNOWN],
    "access": [{"key": "x", "count": UNKNOWN}, {"key": "y", "count": 1}],
    "claim": {"level": UNKNOWN},
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


def rule(require: str) -> CompiledRule:
    compiled = [expressions.compile_condition(text, SCOPE) for text in ("true", require)]
    return compiled_rule(*compiled, table="things")


def reason(engine: Engine, require: str, thing: dict[str, Any]) -> str:
    bench = over_rows(engine, {"things": [thing]}, TABLES, now=small.NOW)
    verdict = judge_on(bench, [rule(require)])[0]
    assert verdict.outcome is Outcome.UNKNOWN
    return str(next(iter(verdict.findings)).reason)


REASONS = [
    ("'b' in thing.roles", "thing.roles[1] is unknown: it is left out"),
    ("thing.roles == ['a', 'b']", "thing.roles[1] is unknown: it is left out"),
    ("has(thing.claim.level)", "thing.claim.level is unknown: it is left out"),
    ("thing.access.all(a, a.count > 0)", "thing.access[0].count is unknown: it is left out"),
    ("thing.access.exists(a, a.key == 'x' && a.seen < now)", "an expression has no value for this row"),
    ("thing.email == 'a' || 'b' in thing.roles", "thing.roles[1] is unknown: it is left out"),
    ("thing.email == 'a'", "thing.email is absent"),
]


@pytest.mark.parametrize(("require", "expected"), REASONS)
def test_a_finding_names_the_element_or_the_member_that_is_unknown(engine: Engine, require: str, expected: str) -> None:
    assert reason(engine, require, THING) == expected


def explained(engine: Engine, require: str) -> Explanation:
    bench = over_rows(engine, {"things": [THING]}, TABLES, now=small.NOW)
    return explain_on(bench, rule(require), now=small.NOW, key="k")


def every(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from every(part)
    for element in step.deciding.elements if step.deciding else ():
        yield from every(element.step)


STEPS = [
    ("thing.roles[1] == 'a'", "thing.roles[1]", "thing.roles[1]"),
    ("'b' in thing.roles", "'b' in thing.roles", "thing.roles[1]"),
    ("thing.roles == ['a', 'b']", "thing.roles == ['a', 'b']", "thing.roles[1]"),
    ("thing.roles.join() == 'a'", "thing.roles.join()", "thing.roles[1]"),
    ("thing.roles.all(r, r == 'a')", "r", "thing.roles[1]"),
    ("has(thing.claim.level)", "has(thing.claim.level)", "thing.claim.level"),
    ("thing.claim.level > 1", "thing.claim.level", "thing.claim.level"),
    ("thing.access[0].count > 1", "thing.access[0].count", "thing.access[0].count"),
    ("thing.access.all(a, a.count > 0)", "a.count", "thing.access[0].count"),
    ("thing.access.all(a, has(a.count))", "has(a.count)", "thing.access[0].count"),
    ("thing.access.filter(a, a.key == 'x').all(b, b.count > 0)", "b.count", "thing.access[0].count"),
]


@pytest.mark.parametrize(("require", "text", "path"), STEPS)
def test_an_explanation_names_it_at_the_part_that_it_makes_unknown(
    engine: Engine, require: str, text: str, path: str
) -> None:
    steps = list(every(explained(engine, require).steps["require"]))
    told = next(step for step in steps if step.text == text and step.state is not State.VALUE)
    assert (told.state, told.reason) == (State.UNKNOWN, f"{path} is unknown: it is left out")
    assert not any(MARK in step.reason for step in steps)


ABSENT = [
    ("thing.access[1].seen < now", "thing.access[1].seen"),
    ("thing.access.exists(a, a.key == 'y' && a.seen < now)", "a.seen"),
]


@pytest.mark.parametrize(("require", "text"), ABSENT)
def test_a_member_of_which_nothing_is_in_doubt_is_absent(engine: Engine, require: str, text: str) -> None:
    steps = every(explained(engine, require).steps["require"])
    absent = next(step for step in steps if step.text == text)
    assert (absent.state, absent.reason) == (State.ABSENT, "the API answered without it")
