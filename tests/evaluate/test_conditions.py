"""Conditions that the engine holds, row by row, come to what they come to when each query works them out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from orglint import expressions
from orglint.engine.duckdb import Engine, open_engine
from orglint.engine.queries import EvaluationError, QueryMemoryError, QueryTimeoutError, Watch
from orglint.evaluate.judge.conditions import Conditions, hold_conditions
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import SMALL_BYTES, SMALL_ROWS, Session, over_rows, over_snapshot
from orglint.model.result import Outcome, Verdict
from orglint.model.snapshot import Snapshot
from orglint.rulebook.rule import CompiledRule, Message
from orglint.tables import known_tables
from support.bundled import load_bundled_rules
from support.expressions import small
from support.rules import compiled_rule
from support.sealing import NOON, sealed, user

T = TypeVar("T")
TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
LETS = {"few": "others.filter(o, o.n > 0).size()", "more": "few + others.size()", "told": "more + thing.n"}
CONDITIONS = (
    ("true", "thing.n > few"),
    ("thing.n > 0", "thing.m == 1"),
    ("thing.n > 0", "'a' in thing.roles || thing.claim.level == more"),
    ("others.exists(o, o.n == thing.n)", "thing.mfa"),
    ("true", "true"),
    ("false", "false"),
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


def rule(number: int, where: str, require: str) -> CompiledRule:
    scope, let = SCOPE, {}
    for name, source in LETS.items():
        let[name] = expressions.compile_value(source, scope)
        scope = scope.with_let(name, let[name])
    compiled = [expressions.compile_condition(text, scope) for text in (where, require)]
    told = tuple(expressions.compile_value(text, scope).compiled for text in ("told", "thing.status"))
    lets = {name: it.compiled for name, it in let.items()}
    said = Message("", ("it is ", 0, ", and ", 1), told)
    return compiled_rule(*compiled, table="things", identity=f"r{number}", let=lets, message=said)


RULES = [rule(number, *texts) for number, texts in enumerate(CONDITIONS)]


def random_session(engine: Engine, seed: int) -> Session:
    rows = {"things": small.random_rows(seed, 60), "others": small.random_rows(seed + 1, 4)}
    for place, row in enumerate(rows["things"]):
        row["key"] = f"k{place}"
    return over_rows(engine, rows, TABLES, now=small.NOW)


def tell(verdicts: Sequence[Verdict]) -> list[Any]:
    """Return verdicts as what can be compared: a number that is none equals no other."""
    return [(replace(it, findings=()), [repr((*one, dict(one.evidence))) for one in it.findings]) for it in verdicts]


@pytest.mark.parametrize("seed", range(8))
def test_a_small_table_is_judged_as_any_other(engine: Engine, seed: int) -> None:
    session = random_session(engine, seed)
    assert session.sizes == {"things": 60, "others": 4}
    assert tell(judge_on(session, RULES)) == tell(judge_on(replace(session, sizes={}), RULES))


def test_bundled_rules_about_a_small_snapshot_come_to_what_they_come_to_about_any_other(tmp_path: Any) -> None:
    admin = {"platformRoles": ["atlassian/org-admin"], "claimStatus": "unmanaged", "mfaEnabled": False}
    users = [user(number, **(admin if number % 3 else {"mfaEnabled": None})) for number in range(9)]
    snapshot = sealed(tmp_path, users=users, groups=[{"id": "g", "name": "G"}, {"id": "h", "name": "g"}])
    rules = load_bundled_rules()
    with over_snapshot(snapshot, known_tables(), now=NOON) as session:
        held = judge_on(session, rules)
        assert tell(held) == tell(judge_on(replace(session, sizes={}), rules))
        assert {it.outcome for it in held} > {Outcome.FAIL, Outcome.UNKNOWN, Outcome.PASS}


@pytest.mark.parametrize(
    ("rows", "size", "sizes"), [(1, 1, {"users": 1}), (SMALL_ROWS + 1, 1, {}), (1, SMALL_BYTES + 1, {})]
)
def test_a_table_is_small_by_its_rows_and_by_its_file(tmp_path: Any, rows: int, size: int, sizes: Any) -> None:
    snapshot = told_as(sealed(tmp_path, users=[user(1)]), rows, size)
    with over_snapshot(snapshot, {"users": known_tables()["users"]}, now=NOON) as session:
        assert session.sizes == sizes


def told_as(snapshot: Snapshot, rows: int, size: int) -> Snapshot:
    """Return a snapshot whose manifest says so of its users."""
    ledger, file = snapshot.tables["users"], snapshot.files["users"]
    return replace(
        snapshot,
        tables={**snapshot.tables, "users": replace(ledger, rows=rows)},
        files={**snapshot.files, "users": replace(file, size=size)},
    )


def test_rows_are_held_as_long_as_they_are_judged(engine: Engine) -> None:
    session = random_session(engine, 1)
    before = list_tables(engine)
    with hold_conditions(session, TABLES["things"], RULES) as conditions:
        assert conditions.held
        assert len(list_tables(engine)) == len(before) + 1
    with pytest.raises(ZeroDivisionError), hold_conditions(session, TABLES["things"], RULES):
        raise ZeroDivisionError
    assert list_tables(engine) == before


def list_tables(engine: Engine) -> list[str]:
    return [name for (name,) in engine.fetch("SELECT table_name FROM duckdb_tables() ORDER BY 1", {})]


def test_conditions_are_held_where_that_is_less_work(engine: Engine) -> None:
    session = random_session(engine, 1)
    for asked, rows, held in (
        (RULES, 60, True),
        (RULES[:1], 60, False),
        (RULES[4:], 60, False),
        (RULES, SMALL_ROWS, False),
    ):
        known = replace(session, sizes={"things": rows})
        with hold_conditions(known, TABLES["things"], asked) as conditions:
            assert bool(conditions.held) is held


def test_conditions_are_worked_out_once(engine: Engine) -> None:
    with hold_conditions(random_session(engine, 1), TABLES["things"], RULES) as conditions:
        told, scanned = conditions.build_query(RULES, with_told=True), Conditions(TABLES["things"]).build_query(RULES)
        assert "others" in scanned.source
        assert "others" not in told.source
        assert RULES[0].let["told"].column in told.source


def refuse_after(asked: int, error: EvaluationError) -> tuple[list[int], Watch]:
    """Return what refuses one query, the one after so many, and the numbers of those that it was given."""
    numbers: list[int] = []

    def watch(run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        del interrupt
        numbers.append(len(numbers))
        if numbers[-1] == asked:
            raise error
        return run()

    return numbers, watch


@pytest.mark.parametrize("error", [QueryMemoryError(), EvaluationError("no")])
def test_rows_that_cannot_be_held_are_judged_all_the_same(engine: Engine, error: EvaluationError) -> None:
    session = random_session(engine, 2)
    numbers, watch = refuse_after(0, error)
    watched = replace(session, engine=replace(session.engine, watch=watch))
    assert tell(judge_on(watched, RULES)) == tell(judge_on(session, RULES))
    assert len(numbers) == 3  # the rows are not held; all outcomes are counted, and rows are found


def test_where_holding_is_late_each_rule_is_asked_alone(engine: Engine) -> None:
    session = random_session(engine, 2)
    numbers, watch = refuse_after(0, QueryTimeoutError("it is late"))
    watched = replace(session, engine=replace(session.engine, watch=watch))
    assert tell(judge_on(watched, RULES)) == tell(judge_on(session, RULES))
    assert len(numbers) == 1 + len(RULES) + 1
