"""docs/language.md says what is true: each of its examples, and each overload that it calls supported or refused."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from cel_expr_python import cel

from orglint import expressions, tables
from orglint.errors import ExpressionError
from orglint.evaluate import expression as evaluator
from orglint.expressions.cel import functions
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.cel.tree import Call, walk_nodes
from orglint.expressions.compile import maps, overloads
from orglint.model.table import Column, ColumnType, ListOf, Scalar, Struct
from support.expressions.small import NOW, as_official

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text("utf-8")
EXAMPLE = re.compile(r"^\| `(.+?)` \| `(\{.*?\})` \| (?:`(.+?)`|unknown) \|", re.MULTILINE)
SUPPORTED, REFUSED = PAGE.partition("## Every overload")[2].split("Refused, by name and place:")
REFUSAL = re.compile(r"^\| `(\w+)` \| `(.+?)` \| (.+) \|$", re.MULTILINE)
RECORD = cel.Type.Map(cel.Type.STRING, cel.Type.DYN)
TYPES = {bool: cel.Type.BOOL, int: cel.Type.INT, float: cel.Type.DOUBLE, str: cel.Type.STRING, dict: RECORD}


def examples() -> list[tuple[str, dict[str, Any], Any]]:
    found = EXAMPLE.findall(PAGE)
    return [(bare(source), json.loads(given), json.loads(value or "null")) for source, given, value in found]


def bare(source: str) -> str:
    return source.replace(r"\|", "|")


@pytest.mark.parametrize(("source", "given", "value"), examples())
def test_an_example_has_the_value_that_the_page_says(
    engine: evaluator.Engine, source: str, given: dict[str, Any], value: Any
) -> None:
    stage = expressions.build_activation(given, tables.known_tables(), source)
    ours = evaluator.evaluate_expression(
        engine, expressions.compile_value(source, stage.scope).compiled, stage, now=NOW
    )
    assert (ours, type(ours)) == (value, type(value))


@pytest.mark.parametrize(("source", "given", "value"), examples())
def test_an_example_has_that_value_in_cel(source: str, given: dict[str, Any], value: Any) -> None:
    kinds = {name: official_type(it) for name, it in given.items()}
    program = cel.NewEnv(variables=kinds | {"now": cel.Type.TIMESTAMP}, extensions=functions.build_extensions())
    answers = [_answer(program.compile(source), filled | {"now": NOW}) for filled in completions(typed(given))]
    assert answers == [value] * len(answers) if value is not None else answers in ([None], *_UNDECIDED)


_UNDECIDED = ([True, False], [False, True], ["aa", "ab"])
"""Answers of two completions of which neither is known to be right."""


def completions(given: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what variables may be once the elements that are null are known."""
    ways = ["a", "b"] if any(None in it for it in given.values() if isinstance(it, list)) else ["a"]
    return [
        {
            name: [way if one is None else one for one in it] if isinstance(it, list) else it
            for name, it in given.items()
        }
        for way in ways
    ]


def typed(given: dict[str, Any]) -> dict[str, Any]:
    """Return variables with times where they are rows of a table that has times there."""
    known = tables.known_tables()
    rows = {it.variable: it for it in known.values()} | dict(known)
    return {name: _with_times(it, rows[name].columns) if name in rows else it for name, it in given.items()}


def _with_times(value: Any, columns: Mapping[str, Column]) -> Any:
    if isinstance(value, list):
        return [_with_times(row, columns) for row in value]
    return {name: _as_type(inner, columns[name].type) for name, inner in value.items()}


def _as_type(value: Any, kind: ColumnType) -> Any:
    if isinstance(kind, ListOf):
        return [_as_type(item, kind.element) for item in value]
    if isinstance(kind, Struct):
        fields = {field.name: field.type for field in kind.fields}
        return {name: _as_type(inner, fields[name]) for name, inner in value.items()}
    return datetime.fromisoformat(value) if kind is Scalar.TIMESTAMP else value


def _answer(program: Any, given: dict[str, Any]) -> Any:
    result = program.eval(data={name: as_official(it) for name, it in given.items()})
    plain = None if result.type() == cel.Type.ERROR else result.plain_value()
    return plain.isoformat() if isinstance(plain, datetime) else plain


def official_type(value: Any) -> cel.Type:
    return cel.Type.List(TYPES[type(value[0])]) if isinstance(value, list) else TYPES[type(value)]


def test_the_page_has_an_example_of_each_of_our_functions() -> None:
    used = " ".join(source for source, _, _ in examples())
    assert [function.name for function in functions.FUNCTIONS if f"{function.name}(" not in used] == []


def test_the_page_names_every_overload_that_is_supported_and_no_other() -> None:
    named = re.findall(r"`([a-z0-9_]+_[a-z0-9_]+|equals|conditional|matches)`", SUPPORTED.partition("`has(...)`")[0])
    assert len(named) == len(set(named))
    assert set(named) == {name.partition(":")[0] for name in overloads.OVERLOADS} | set(maps.ASKED)


@pytest.mark.parametrize(("overload", "source"), [(name, bare(source)) for name, source, _ in REFUSAL.findall(REFUSED)])
def test_what_the_page_calls_refused_is_refused(overload: str, source: str) -> None:
    stage = expressions.build_activation({"s": "a", "i": 1}, {}, source)
    checked = check_expression(source, stage.scope.types, stage.scope.variables)
    assert overload in {node.overload for node in walk_nodes(checked.tree) if isinstance(node, Call)}
    with pytest.raises(ExpressionError, match=r"not supported here|is a type"):
        expressions.compile_value(source, stage.scope)
