"""An explanation says what a check concludes, and every value in it is the one that CEL's own evaluator gives."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from orglint import expressions, tables
from orglint.engine.duckdb import Engine, open_engine
from orglint.engine.queries import EvaluationError
from orglint.errors import ExpressionError, SnapshotError, UsageError
from orglint.evaluate.explain.explanation import explain_on
from orglint.evaluate.expression import as_json
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import over_rows
from orglint.model.explanation import Chosen, Explanation, State, Step
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome
from orglint.model.table import Table
from orglint.rulebook.rule import CompiledRule
from support.bundled import load_tried_rules
from support.expressions import agreement, small, typed_expressions
from support.rules import compiled_rule
from support.searching import at_full

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
OFFICIAL = small.official()
Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


def rule(where: str, require: str) -> CompiledRule:
    compiled = [expressions.compile_condition(text, SCOPE) for text in (where, require)]
    return compiled_rule(*compiled, table="things")


def explained(engine: Engine, where: str, require: str, rows: Rows, key: str = "") -> Explanation:
    bench = over_rows(engine, rows, TABLES, now=small.NOW)
    return explain_on(bench, rule(where, require), now=small.NOW, key=key)


def every(step: Step) -> Iterator[Step]:
    yield step
    for part in step.parts:
        yield from every(part)


def step_of(explanation: Explanation, text: str) -> Step:
    return next(it for step in explanation.steps.values() for it in every(step) if it.text == text)


@settings(max_examples=at_full(12), deadline=None, suppress_health_check=list(HealthCheck))
@given(where=typed_expressions.booleans(2), require=typed_expressions.booleans(2), seed=st.integers(0, 10_000))
def test_every_value_is_the_one_that_cel_gives(engine: Engine, where: str, require: str, seed: int) -> None:
    rows = {"things": small.random_rows(seed, 2), "others": small.random_rows(seed + 1, 2)}
    try:
        random_rule = rule(where, require)
    except ExpressionError as error:
        assume(not any(reason in str(error) for reason in agreement.REFUSED))
        raise
    bench = over_rows(engine, rows, TABLES, now=small.NOW)
    official = cache(lambda text: small.answers(OFFICIAL.compile(text), rows["things"], rows["others"]))
    outcomes = {finding.key: finding.outcome for finding in judge_on(bench, [random_rule])[0].findings}
    for place, row in enumerate(rows["things"]):
        told = explain_on(bench, random_rule, now=small.NOW, key=row["key"])
        good = {Outcome.PASS, Outcome.NOT_APPLICABLE}
        assert told.outcome == outcomes.get(row["key"], told.outcome)
        assert (told.outcome in good) is (row["key"] not in outcomes)
        assert told.outcome is kleene(told.steps["where"].value, told.steps["require"].value)
        for step in (it for whole in told.steps.values() for it in every(whole)):
            theirs = official(step.text)[place]
            assert same(told_of(step.value), told_of(as_json(theirs, step.type))), f"{step.text} on {row}"
            assert (step.state is State.VALUE) is (theirs is not None)


def told_of(value: Any) -> Any:
    """Return a value without the fields of records that are absent: CEL's own evaluator leaves them out."""
    if isinstance(value, dict):
        return {name: told_of(item) for name, item in value.items() if item is not None}
    return [told_of(item) for item in value] if isinstance(value, list) else value


def kleene(where: Any, require: Any) -> Outcome:
    if where is False:
        return Outcome.NOT_APPLICABLE
    if require is True:
        return Outcome.PASS
    return Outcome.FAIL if where is True and require is False else Outcome.UNKNOWN


def same(mine: Any, official: Any) -> bool:
    """Return whether two values are the same, NaN and the sign of zero included."""
    return json.dumps(mine, sort_keys=True) == json.dumps(official, sort_keys=True)


BUNDLED = load_tried_rules()


def find_needed_tables(rule_: CompiledRule) -> dict[str, Table]:
    """Return the tables that a rule reads: to make all of them for each example would take longer."""
    return {name: tables.known_tables()[name] for name in sorted({rule_.table, *rule_.counts, *dict(rule_.reads)})}


@pytest.mark.parametrize("bundled", BUNDLED, ids=lambda it: it.id)
def test_a_bundled_rule_is_explained_as_it_is_judged(engine: Engine, bundled: CompiledRule) -> None:
    for example in bundled.examples:
        key = tables.known_tables()[bundled.table].key
        row = {key: "x", **example.row}
        rows = {**dict(example.tables), bundled.table: [row]}
        bench = over_rows(engine, rows, find_needed_tables(bundled), now=example.now or small.NOW)
        told = explain_on(bench, bundled, now=example.now or small.NOW, key=row[key])
        assert told.outcome == judge_on(bench, [bundled])[0].outcome
        steps = told.steps
        assert told.outcome is kleene(steps["where"].value, steps["require"].value)
        assert set(steps) == {"where", "require", *(f"let {name}" for name in bundled.let)}


THING = {"key": "k"}


def test_a_column_that_was_not_seen_is_unknown_and_one_left_out_is_absent(engine: Engine) -> None:
    told = explained(engine, "thing.n == 1", "thing.m == 1", {"things": [{**THING, "m": None}]})
    assert step_of(told, "thing.n").state is State.UNKNOWN
    assert "could not be used" in step_of(told, "thing.n").reason
    assert step_of(told, "thing.m").state is State.ABSENT
    assert (told.outcome, step_of(told, "thing.n == 1").reason) == (Outcome.UNKNOWN, "")


def test_a_whole_column_that_is_unknown_says_why_the_ledger_says_so(engine: Engine) -> None:
    bench = over_rows(engine, {"things": [THING]}, TABLES, now=small.NOW)
    bench = replace(bench, unknown={("things", "n"): Reason(ReasonCode.IN_DOUBT, said="no row has it")})
    told = explain_on(bench, rule("true", "thing.n == 1"), now=small.NOW)
    assert step_of(told, "thing.n").reason == "no row has it"
    assert told.readings[0].reason == "no row has it"


def test_an_error_says_what_kind_it_is(engine: Engine) -> None:
    rows = {"things": [{**THING, "n": 2**63 - 1, "m": 0, "email": "x", "roles": []}]}
    told = explained(engine, "thing.n / thing.m == 1", "thing.n + 1 == 1 && timestamp(thing.email) < now", rows)
    assert step_of(told, "thing.n / thing.m").reason == "this divides by zero or overflows"
    assert "overflow" in step_of(told, "thing.n + 1").reason
    assert step_of(told, "timestamp(thing.email)").reason == "this is no time"


@pytest.mark.parametrize(
    ("source", "unneeded"),
    [
        ("thing.mfa && thing.n == 1", []),
        ("!thing.mfa && thing.n == 1", ["thing.n == 1"]),
        ("thing.n == 1 && !thing.mfa", ["thing.n == 1"]),
        ("thing.mfa || thing.n == 1", ["thing.n == 1"]),
        ("thing.mfa ? thing.m == 2 : thing.n == 1", ["thing.n == 1"]),
        ("(!thing.mfa ? thing.m == 2 : thing.n == 1) || thing.mfa", ["!thing.mfa ? thing.m == 2 : thing.n == 1"]),
    ],
)
def test_what_cel_would_not_need_is_not_needed(engine: Engine, source: str, unneeded: list[str]) -> None:
    told = explained(engine, "true", source, {"things": [{**THING, "mfa": True, "m": 2, "n": None}]})
    found = [part.text for part in told.steps["require"].parts if not part.needed]
    assert found == unneeded


def test_require_is_not_needed_where_the_row_is_out_of_scope(engine: Engine) -> None:
    told = explained(engine, "thing.mfa", "thing.n == 1", {"things": [{**THING, "mfa": False, "n": None}]})
    assert (told.outcome, told.steps["require"].needed) == (Outcome.NOT_APPLICABLE, False)


def test_where_is_not_needed_where_the_row_passes_anyway(engine: Engine) -> None:
    told = explained(engine, "thing.mfa", "thing.n == 1", {"things": [{**THING, "n": 1}]})
    assert (told.outcome, told.steps["where"].needed) == (Outcome.PASS, False)


@pytest.mark.parametrize(
    ("source", "answer", "places", "answers"),
    [
        ("thing.roles.exists(r, r == 'b')", "true", [1, 3], (2, 2, 0)),
        ("thing.roles.exists(r, r == 'z')", "false", [0, 1, 2], (0, 4, 0)),
        ("thing.roles.all(r, r == 'b')", "false", [0, 2], (2, 2, 0)),
        ("thing.roles.exists_one(r, r == 'c')", "true", [2], (1, 3, 0)),
        ("thing.roles.filter(r, r == 'b').size() == 2", "", [], ()),
        ("thing.roles.all(r, r < thing.email)", "unknown", [0, 1, 2], (0, 0, 4)),
        ("['a', 'b'].exists(r, r in thing.roles)", "true", [0, 1], (2, 0, 0)),
        ("thing.roles.exists(r, others.exists(o, o.status == r))", "true", [2], (1, 3, 0)),
    ],
)
def test_the_elements_that_decide_are_named(
    engine: Engine, source: str, answer: str, places: list[int], answers: tuple[int, ...]
) -> None:
    rows = {"things": [{**THING, "roles": ["a", "b", "c", "b"]}], "others": [{"key": "o", "status": "c"}]}
    deciding = explained(engine, "true", source, rows).steps["require"].deciding
    if not answer:
        assert deciding is None
        return
    assert deciding
    assert (deciding.answer, [it.place for it in deciding.elements]) == (answer, places)
    assert tuple(deciding.answers.values()) == answers


def test_what_an_element_is_asked_is_explained_too(engine: Engine) -> None:
    access = [{"key": "a", "count": 1, "seen": None}, {"key": "b", "count": None, "seen": None}]
    told = explained(engine, "true", "thing.access.exists(a, a.count > 3)", {"things": [{**THING, "access": access}]})
    deciding = told.steps["require"].deciding
    assert deciding
    assert [(it.place, it.value["key"]) for it in deciding.elements] == [(1, "b")]
    assert deciding.elements[0].step.parts[0].state is State.ABSENT


@pytest.mark.parametrize(
    ("source", "answer", "keys", "answers"),
    [
        ("others.exists(o, o.n == thing.n)", "true", ("a", "c", "d"), (4, 1, 1)),
        ("others.exists(o, o.n == 99)", "unknown", ("f",), (0, 5, 1)),
        ("others.all(o, o.n == thing.n)", "false", ("b",), (4, 1, 1)),
        ("others.filter(o, has(o.n)).all(o, o.n < 9)", "true", (), (5, 0, 0)),
        ("others.filter(o, o.key != 'f').exists(o, o.n == 2)", "true", ("b",), (1, 4, 0)),
        ("others.filter(o, o.key > 'd').size() == 2", "true", ("e", "f"), (2, 4, 0)),
        ("others.filter(o, o.n == 1).size() == 2", "unknown", ("f",), (4, 1, 1)),
        ("others.size() == 6", "true", (), (6, 0, 0)),
        ("2 in others.filter(o, o.key < 'f').map(o, o.n)", "true", ("b",), (1, 4, 0)),
        ("thing.n in others.map(o, o.n)", "unknown", ("f",), (4, 1, 1)),
        ("others.filter(o, o.key < 'c').map(o, o.n) == [1, 2]", "true", ("a", "b"), (2, 0, 0)),
    ],
)
def test_the_rows_that_decide_are_named(
    engine: Engine, source: str, answer: str, keys: tuple[str, ...], answers: tuple[int, ...]
) -> None:
    others = [{"key": key, "n": n} for key, n in zip("abcdef", [1, 2, 1, 1, 1, None], strict=True)]
    told = explained(engine, "true", source, {"things": [{**THING, "n": 1}], "others": others})
    deciding = next(it.deciding for it in every(told.steps["require"]) if it.deciding)
    assert (deciding.answer, deciding.keys, tuple(deciding.answers.values())) == (answer, keys, answers)


def test_a_table_that_was_not_read_says_so(engine: Engine) -> None:
    told = explained(engine, "true", "others.exists(o, o.n == 1)", {"things": [THING]})
    assert told.steps["require"].reason == "others: not given"
    assert "others: not given" in told.reason


@pytest.mark.parametrize(
    ("rows", "where", "key", "chosen"),
    [
        ([{"key": "a", "n": 1}, {"key": "b", "n": 2}], "true", "b", Chosen.FINDING),
        ([{"key": "a"}, {"key": "b", "n": 2}], "true", "b", Chosen.FINDING),
        ([{"key": "b", "n": 1}, {"key": "a", "n": 1}], "true", "a", Chosen.SCOPE),
        ([{"key": "b", "n": 1}, {"key": "a", "n": 1}], "false", "a", Chosen.FIRST),
    ],
)
def test_without_a_key_it_is_the_row_that_says_most(
    engine: Engine, rows: list[dict[str, Any]], where: str, key: str, chosen: Chosen
) -> None:
    told = explained(engine, where, "thing.n == 1", {"things": rows})
    assert (told.key, told.chosen) == (key, chosen)


def test_a_row_may_be_named_by_what_people_call_it(engine: Engine) -> None:
    rows = {"things": [{"key": "a", "email": "x@y"}, {"key": "b", "email": "z"}, {"key": "c", "email": "z"}]}
    assert explained(engine, "true", "true", rows, key="x@y").key == "a"
    with pytest.raises(UsageError, match=r"several rows of things are called z\n.*b, c"):
        explained(engine, "true", "true", rows, key="z")


def test_a_key_that_no_row_has_gets_the_nearest(engine: Engine) -> None:
    rows = {"things": [{"key": f"user-{number}"} for number in range(600)]}
    with pytest.raises(UsageError, match="Did you mean user-11"):
        explained(engine, "true", "true", rows, key="user-11x")
    with pytest.raises(UsageError, match=r"there is no row of things whose key .*is '; DROP"):
        explained(engine, "true", "true", rows, key="'; DROP TABLE things")


def test_nothing_can_be_explained_of_no_rows(engine: Engine) -> None:
    with pytest.raises(SnapshotError, match="holds no row of things"):
        explained(engine, "true", "true", {"things": []})


class Tired:
    """An engine that has no room for one column."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def fetch(self, query: str, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        if '"m"' in query:
            raise EvaluationError("too large")
        return self._engine.fetch(query, values)


def test_a_part_that_the_engine_cannot_work_out_leaves_the_others_their_values(engine: Engine) -> None:
    bench = over_rows(engine, {"things": [{**THING, "n": 1, "m": 2}]}, TABLES, now=small.NOW)
    told = explain_on(
        replace(bench, engine=cast(Engine, Tired(engine))), rule("true", "thing.m == 1 && thing.n == 1"), now=small.NOW
    )
    assert step_of(told, "thing.n").value == 1
    assert step_of(told, "thing.m").reason == "could not be evaluated: too large"
    assert (told.outcome, told.reason) == (Outcome.UNKNOWN, "could not be evaluated: too large")
