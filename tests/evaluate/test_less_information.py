"""Removing information never turns fail or unknown into pass, waived or not-applicable."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from expressions import small, typed_expressions
from orglint import expressions, rulebook, tables
from orglint.errors import ExpressionError
from orglint.evaluate.bench import over_rows
from orglint.evaluate.engine import Engine
from orglint.evaluate.engines.duckdb import opened
from orglint.evaluate.judge import judge_on
from orglint.model.result import Outcome
from orglint.model.rule import Message, Rule, Severity

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
DECIDED_WELL = {Outcome.PASS, Outcome.WAIVED, Outcome.NOT_APPLICABLE}

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with opened() as it:
        yield it


def rule(where: str, require: str) -> Rule:
    compiled = [expressions.compile_condition(text, SCOPE) for text in (where, require)]
    return Rule("r", "", Severity.LOW, "things", compiled[0], compiled[1], Message("", (), ()), "", "", "", 1)


def outcome(engine: Engine, rule_: Rule, rows: Rows, cut_short: frozenset[str] = frozenset()) -> Outcome:
    bench = over_rows(engine, rows, TABLES, now=small.NOW)
    lost = dict.fromkeys(cut_short, "cut short")
    values = bench.values | {f"complete_{name}": False for name in cut_short}
    return judge_on(replace(bench, gaps=bench.gaps | lost, values=values), [rule_])[0].outcome


@st.composite
def organizations(draw: st.DrawFn) -> Rows:
    seed = draw(st.integers(0, 10_000))
    return {
        "things": small.random_rows(seed, draw(st.integers(0, 4))),
        "others": small.random_rows(seed + 1, draw(st.integers(0, 3))),
    }


@st.composite
def with_less(draw: st.DrawFn, rows: Rows) -> tuple[Rows, frozenset[str]]:
    """Draw the same organization with cells, rows or whole tables unknown, the ledger told of what is missing."""
    less: Rows = {}
    cut_short = set()
    for name, table in rows.items():
        fate = draw(st.sampled_from(["cells", "rows", "table"] if name == "others" else ["cells", "rows"]))
        if fate == "table":
            continue
        less[name] = [dict(row) for row in table]
        if fate == "rows" and table:
            less[name].pop(draw(st.integers(0, len(table) - 1)))
            cut_short.add(name)
        for row in less[name]:
            for column in draw(st.sets(st.sampled_from([c for c in small.COLUMNS if c != "key"]), max_size=4)):
                row.pop(column, None)
    return less, frozenset(cut_short)


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data(), where=typed_expressions.booleans(1), require=typed_expressions.booleans(2), rows=organizations())
def test_less_information_never_helps_a_random_rule(
    engine: Engine, data: st.DataObject, where: str, require: str, rows: Rows
) -> None:
    try:
        random_rule = rule(where, require)
    except ExpressionError as error:
        assume("this can never be evaluated" not in str(error) and "parts of SQL" not in str(error))
        raise
    before = outcome(engine, random_rule, rows)
    less, cut_short = data.draw(with_less(rows))
    after = outcome(engine, random_rule, less, cut_short)
    assert before in DECIDED_WELL or after not in DECIDED_WELL, f"{where} / {require}: {before} became {after}"


BUNDLED = rulebook.load(rulebook.bundled(), tables.known())


@pytest.mark.parametrize("rule_", BUNDLED, ids=lambda it: it.id)
def test_no_column_that_a_bundled_rule_reads_can_vanish_without_doubt(engine: Engine, rule_: Rule) -> None:
    """Each example that passes or fails: with any column that it names unknown, a fail or unknown stays no pass."""
    asked = 0
    for example in rule_.examples:
        for column in example.row:
            rows = {rule_.table: [{"id": "x", "accountId": "x", **example.row}], **dict(example.tables)}
            less = {**rows, rule_.table: [{k: v for k, v in rows[rule_.table][0].items() if k != column}]}
            before, after = (judge_example(engine, rule_, it, example.now) for it in (rows, less))
            assert before in DECIDED_WELL or after not in DECIDED_WELL, f"{column}: {before} became {after}"
            asked += 1
        for name in example.tables:
            rows = {rule_.table: [{"id": "x"}], **dict(example.tables)}
            less = {kept: it for kept, it in rows.items() if kept != name}
            assert judge_example(engine, rule_, less, example.now) not in DECIDED_WELL
            asked += 1
    assert asked > 0


def judge_example(engine: Engine, rule_: Rule, rows: Any, now: Any) -> Outcome:
    bench = over_rows(engine, rows, tables.known(), now=now or small.NOW)
    return judge_on(bench, [rule_])[0].outcome


def test_the_bundled_rules_are_found() -> None:
    assert {rule_.id for rule_ in BUNDLED} >= {"admins/managed-accounts", "admins/count", "policies/required"}
    assert Path(BUNDLED[0].source).is_file()
