"""Removing information never turns fail or unknown into pass, waived or not-applicable."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from evaluate.less import helped
from orglint import expressions, tables
from orglint.engine.duckdb import Engine, open_engine
from orglint.errors import ExpressionError
from orglint.evaluate.examples import NOW
from orglint.evaluate.judge.conditions import Conditions
from orglint.evaluate.judge.outcome_counts import OutcomeCounts, count_outcomes
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import over_rows
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome, Verdict
from orglint.model.table import Table
from orglint.model.unknown import Unknown
from orglint.rulebook.rule import CompiledRule, Example
from support.bundled import load_tried_rules
from support.expressions import agreement, small, typed_expressions
from support.expressions.agreement import ALL_NAMES, TABLES
from support.expressions.grammar import Name
from support.rules import compiled_rule
from support.searching import at_full

DECIDED_WELL = {Outcome.PASS, Outcome.WAIVED, Outcome.NOT_APPLICABLE}
SCOPE = agreement.scope()
WITH_LET = ALL_NAMES.having(Name("promise", "bool", asks=True))
SEARCH = {"deadline": None, "suppress_health_check": list(HealthCheck)}

CUT_SHORT = Reason(ReasonCode.PARTIAL, said="cut short")

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


@st.composite
def rules(draw: st.DrawFn) -> CompiledRule:
    """Draw a rule; one that is refused for a reason that the language has is no example."""
    where, promise = (draw(typed_expressions.expressions("bool", 2, ALL_NAMES)) for _ in range(2))
    require = draw(typed_expressions.expressions("bool", 3, WITH_LET))
    try:
        named = expressions.compile_value(str(promise), SCOPE)
        scope = SCOPE.with_let("promise", named)
        compiled = [expressions.compile_condition(str(part), scope) for part in (where, require)]
    except ExpressionError as error:
        assume(not any(reason in str(error) for reason in agreement.REFUSED))
        raise
    let = {"promise": named.compiled}
    return compiled_rule(*compiled, table="things", let=let)


def judged(
    engine: Engine, rule_: CompiledRule, rows: Rows, known: Mapping[str, Table], now: datetime, *cut: str
) -> Verdict:
    """Return the verdict on rows, of which those of the tables that were cut short are not all there are."""
    bench = over_rows(engine, rows, known, now=now)
    values = bench.values | {f"complete_{name}": False for name in cut}
    return judge_on(replace(bench, gaps=bench.gaps | dict.fromkeys(cut, CUT_SHORT), values=values), [rule_])[0]


def is_decided_well(engine: Engine, rule_: CompiledRule, rows: Rows, known: Mapping[str, Table], now: datetime) -> bool:
    """Return whether the verdict on rows is a good one: whoever counts one that fails, or is unknown, needs no more."""
    bench = over_rows(engine, rows, known, now=now)
    counts = count_outcomes(bench, Conditions(known[rule_.table]), [rule_])[rule_.id]
    if isinstance(counts, OutcomeCounts) and (counts.failed or counts.unknown):
        return False
    return judge_on(bench, [rule_])[0].outcome in DECIDED_WELL


@st.composite
def organizations(draw: st.DrawFn) -> Rows:
    seed = draw(st.integers(0, 10_000))
    return {
        "things": small.random_rows(seed, draw(st.integers(0, 6))),
        "others": small.random_rows(seed + 1, draw(st.integers(0, 4))),
    }


@st.composite
def with_less(draw: st.DrawFn, rows: Rows, known: Mapping[str, Table]) -> tuple[Rows, list[str]]:
    """Draw the same organization with less known of it, and the tables whose ledger says that rows are missing."""
    less: Rows = {}
    cut: list[str] = []
    for name, listed in rows.items():
        columns = st.sampled_from([column for column in known[name].columns if column != known[name].key])
        lost = draw(st.sets(st.sampled_from(["cells", "parts", "columns", "rows", "table"]), max_size=3))
        if "table" in lost:
            continue
        less[name] = [dict(row) for row in listed]
        if "rows" in lost:
            cut.append(name)
            for _ in range(draw(st.integers(0, len(listed)))):
                less[name].pop(draw(st.integers(0, len(less[name]) - 1)))
        gone = draw(st.sets(columns, max_size=3)) if "columns" in lost else set()
        for row in less[name]:
            for column in gone | (draw(st.sets(columns, max_size=5)) if "cells" in lost else set()):
                row.pop(column, None)
            for column in draw(st.sets(columns, max_size=5)) if "parts" in lost else ():
                row.update({column: _with_holes(draw, row[column])} if column in row else {})
    return less, cut


def _with_holes(draw: st.DrawFn, value: Any) -> Any:
    """Return a cell of which an element of a list, or a member of a record, is unknown, if it has any."""
    if not isinstance(value, list | dict) or not value:
        return value
    at = draw(st.integers(0, len(value) - 1))
    place = sorted(value)[at] if isinstance(value, dict) else at
    below = isinstance(value[place], list | dict) and draw(st.booleans())
    put = _with_holes(draw, value[place]) if below else Unknown.UNKNOWN
    if isinstance(value, dict):
        return {**value, place: put}
    return [put if number == place else it for number, it in enumerate(value)]


@settings(max_examples=at_full(60), **SEARCH)
@given(data=st.data(), random_rule=rules(), rows=organizations())
def test_less_information_never_helps_a_random_rule(
    engine: Engine, data: st.DataObject, random_rule: CompiledRule, rows: Rows
) -> None:
    more = judged(engine, random_rule, rows, TABLES, small.NOW)
    less, cut = data.draw(with_less(rows, TABLES))
    fewer = judged(engine, random_rule, less, TABLES, small.NOW, *cut)
    assert helped(more, fewer, {row["key"] for row in less.get("things", ())}) == []


BUNDLED = load_tried_rules()
KNOWN = tables.known_tables()


def example_rows(table: str) -> list[dict[str, Any]]:
    """Return every row of a table that an example of a bundled rule shows."""
    own = [dict(example.row) for it in BUNDLED for example in it.examples if it.table == table and example.row]
    others = [dict(row) for it in BUNDLED for example in it.examples for row in dict(example.tables).get(table, ())]
    return own + others


@st.composite
def organizations_of_examples(draw: st.DrawFn, rule_: CompiledRule) -> Rows:
    """Draw an organization whose rows the examples of the bundled rules show."""
    return {name: [{**row, KNOWN[name].key: f"k{number}"} for number, row in enumerate(_some(draw, name))]
            for name in sorted(needed(rule_))}  # fmt: skip


def _some(draw: st.DrawFn, table: str) -> list[dict[str, Any]]:
    shown = example_rows(table)
    if table == "organization":
        return [shown[draw(st.integers(0, len(shown) - 1))] if shown else {}]
    return draw(st.lists(st.sampled_from(shown), max_size=6)) if shown else []


def needed(rule_: CompiledRule) -> set[str]:
    return {rule_.table} | {name for name, _ in rule_.reads} | rule_.counts


@pytest.mark.parametrize("rule_", BUNDLED, ids=lambda it: it.id)
@settings(max_examples=at_full(12), **SEARCH)
@given(data=st.data())
def test_less_information_never_helps_a_bundled_rule(engine: Engine, rule_: CompiledRule, data: st.DataObject) -> None:
    known = {name: KNOWN[name] for name in needed(rule_)}
    rows = data.draw(organizations_of_examples(rule_))
    now = next((example.now for example in rule_.examples if example.now), small.NOW)
    more = judged(engine, rule_, rows, known, now)
    less, cut = data.draw(with_less(rows, known))
    fewer = judged(engine, rule_, less, known, now, *cut)
    assert helped(more, fewer, {row[KNOWN[rule_.table].key] for row in less.get(rule_.table, ())}) == []


def is_alone(rule_: CompiledRule, example: Example) -> bool:
    """Return whether an example is one row, perhaps beside other tables, and shows no other row of its own table."""
    return bool(example.row) and rule_.table not in example.tables


def gather_bad_rows(rule_: CompiledRule) -> Iterator[tuple[datetime, Rows, list[dict[str, Any]]]]:
    """Yield a time, other tables, and the rows of all examples with just these that fail or are unknown.

    Whether they are is what the examples say themselves, and the tests of the bundled rules' examples prove.
    """
    groups: dict[str, tuple[datetime, Rows, list[dict[str, Any]]]] = {}
    for example in rule_.examples:
        if is_alone(rule_, example) and Outcome(example.expected) not in DECIDED_WELL:
            now, beside = example.now or NOW, {name: [*rows] for name, rows in example.tables.items()}
            group = groups.setdefault(repr((now, beside)), (now, beside, []))
            group[2].append({KNOWN[rule_.table].key: "x", **example.row})
    yield from groups.values()


@pytest.mark.parametrize("rule_", BUNDLED, ids=lambda it: it.id)
def test_no_column_that_a_bundled_rule_reads_can_vanish_without_doubt(engine: Engine, rule_: CompiledRule) -> None:
    """Each example that fails or is unknown: with any column that it names unknown, it becomes no pass."""
    assert any(example.row or example.tables for example in rule_.examples)
    key, known = KNOWN[rule_.table].key, {name: KNOWN[name] for name in needed(rule_)}
    for now, beside, bad in gather_bad_rows(rule_):
        fewer = [{kept: it for kept, it in row.items() if kept != gone} for row in bad for gone in row if gone != key]
        check_none_is_decided_well(engine, rule_, beside, fewer, known, now=now)
    for example in rule_.examples:
        rows = {rule_.table: [{key: "x", **example.row}], **dict(example.tables)}
        row, now = rows[rule_.table][0], example.now or NOW
        if example.row and not is_alone(rule_, example) and not is_decided_well(engine, rule_, rows, known, now):
            fewer = [{kept: it for kept, it in row.items() if kept != column} for column in example.row]
            check_none_is_decided_well(engine, rule_, rows, fewer, known, now=now)


@pytest.mark.parametrize("rule_", BUNDLED, ids=lambda it: it.id)
def test_no_table_that_a_bundled_rule_asks_can_vanish_without_doubt(engine: Engine, rule_: CompiledRule) -> None:
    """A row of which nothing is known, beside the tables of each example: without one of these, it becomes no pass."""
    key, known = KNOWN[rule_.table].key, {name: KNOWN[name] for name in needed(rule_)}
    beside = {repr((it.now, it.tables)): (it.now or NOW, dict(it.tables)) for it in rule_.examples}
    for now, others in beside.values():
        rows = {rule_.table: [{key: "x"}], **others}
        for name in others:
            less = {kept: it for kept, it in rows.items() if kept != name}
            assert not is_decided_well(engine, rule_, less, known, now)


def check_none_is_decided_well(
    engine: Engine,
    rule_: CompiledRule,
    rows: Rows,
    instead: list[dict[str, Any]],
    known: Mapping[str, Table],
    *,
    now: datetime,
) -> None:
    """Judge the rule with each of these rows as the one row of its table; fail if one is decided well.

    Rows are judged apart from each other, unless the rule asks the table that they are in: so all are judged at once,
    which takes as long as for one. If not every row fails or is unknown, each is judged alone, to find the one.
    """
    if instead and rule_.table not in rule_.counts:
        bench = over_rows(engine, {**rows, rule_.table: instead}, known, now=now)
        together = count_outcomes(bench, Conditions(known[rule_.table]), [rule_])[rule_.id]
        if isinstance(together, OutcomeCounts) and together.failed + together.unknown == len(instead):
            return
    for less in instead:
        assert not is_decided_well(engine, rule_, {**rows, rule_.table: [less]}, known, now), less


@pytest.mark.parametrize("rule_", BUNDLED, ids=lambda it: it.id)
def test_nothing_inside_of_a_cell_can_vanish_without_doubt(engine: Engine, rule_: CompiledRule) -> None:
    """Each example that does not pass: with any element, or any member, unknown it stays so."""
    key, known = KNOWN[rule_.table].key, {name: KNOWN[name] for name in needed(rule_)}
    for now, beside, bad in gather_bad_rows(rule_):
        holes = [less for row in bad for (less,) in _each_hole([row])]
        check_none_is_decided_well(engine, rule_, beside, holes, known, now=now)
        for name, rows in beside.items():
            for less in _each_hole(rows):
                check_none_is_decided_well(engine, rule_, {**beside, name: less}, bad, known, now=now)
    for example in (it for it in rule_.examples if not is_alone(rule_, it)):
        now = example.now or NOW
        rows = {rule_.table: [{key: "x", **example.row}], **dict(example.tables)}
        if not is_decided_well(engine, rule_, rows, known, now):
            for name, listed in rows.items():
                for less in _each_hole(list(listed)):
                    assert not is_decided_well(engine, rule_, {**rows, name: less}, known, now), less


def _each_hole(value: Any, depth: int = 0) -> Iterator[Any]:
    """Yield rows with one place below a whole cell unknown, for each such place."""
    for place in sorted(value) if isinstance(value, dict) else range(len(value)):
        puts = [Unknown.UNKNOWN] if depth > 1 else []
        inner = _each_hole(value[place], depth + 1) if isinstance(value[place], list | dict) else ()
        for put in (*puts, *inner):
            yield (
                {**value, place: put}
                if isinstance(value, dict)
                else [put if at == place else it for at, it in enumerate(value)]
            )


def test_the_bundled_rules_are_found() -> None:
    assert {rule_.id for rule_ in BUNDLED} >= {"admins/managed-accounts", "admins/count", "policies/required"}
    assert Path(BUNDLED[0].source).is_file()
