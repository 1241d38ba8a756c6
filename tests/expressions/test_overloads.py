"""The meaning of every supported overload, as overloads.cases has it: the official evaluator and ours agree."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from cel_expr_python import cel

from orglint import expressions
from orglint.evaluate import expression as evaluator
from orglint.expressions.cel import functions
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.cel.tree import Call, walk_nodes
from orglint.expressions.compile import overloads
from support.expressions.small import NOW, as_official

LINES = (Path(__file__).parent / "overloads.cases").read_text("utf-8").splitlines()
CASES = [line for line in LINES if line and not line.startswith("#")]
UNKNOWN = "unknown"
TYPES = {bool: cel.Type.BOOL, int: cel.Type.INT, float: cel.Type.DOUBLE, str: cel.Type.STRING}


def parts(case: str) -> tuple[str, dict[str, Any], Any]:
    source, variables, value = case.rsplit(" | ", 2)
    return source, json.loads(variables), UNKNOWN if value == UNKNOWN else json.loads(value)


@pytest.fixture(scope="module")
def engine() -> Iterator[evaluator.Engine]:
    with evaluator.open_engine() as it:
        yield it


@pytest.mark.parametrize("case", CASES)
def test_ours_gives_what_the_case_says(case: str, engine: evaluator.Engine) -> None:
    source, variables, expected = parts(case)
    stage = expressions.build_activation(variables, {}, source)
    value = evaluator.evaluate_expression(
        engine, expressions.compile_value(source, stage.scope).compiled, stage, now=NOW
    )
    assert (UNKNOWN if value is None else value) == expected


@pytest.mark.parametrize("case", CASES)
def test_the_official_evaluator_gives_what_the_case_says(case: str) -> None:
    source, variables, expected = parts(case)
    kinds = {name: official_type(value) for name, value in variables.items()}
    program = cel.NewEnv(variables=kinds, extensions=functions.build_extensions()).compile(source)
    result = program.eval(data={name: as_official(value) for name, value in variables.items()})
    value = UNKNOWN if result.type() == cel.Type.ERROR else result.plain_value()
    assert (value.isoformat().replace("+00:00", "Z") if hasattr(value, "isoformat") else value) == expected


def official_type(value: Any) -> cel.Type:
    return cel.Type.List(TYPES[type(value[0])]) if isinstance(value, list) else TYPES[type(value)]


def test_every_overload_has_a_case() -> None:
    used = {overload for case in CASES for overload in _overloads(case)}
    known = {name.partition(":")[0] for name in overloads.OVERLOADS}
    assert known <= used, known - used


def _overloads(case: str) -> Iterator[str]:
    source, variables, _ = parts(case)
    stage = expressions.build_activation(variables, {}, source)
    checked = check_expression(source, stage.scope.types, stage.scope.variables)
    yield from (node.overload for node in walk_nodes(checked.tree) if isinstance(node, Call))
