"""Findings that stay in the engine are those that are objects, however they are counted, selected and read."""

import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from orglint import expressions
from orglint.engine.duckdb import Engine, open_engine
from orglint.evaluate.judge.conditions import hold_conditions
from orglint.evaluate.judge.evidence import Evidence
from orglint.evaluate.judge.findings import Room, fetch_findings
from orglint.evaluate.judge.kept_findings import KeptFindings
from orglint.evaluate.judge.outcome_counts import OutcomeCounts, count_outcomes
from orglint.evaluate.session import Session, over_rows
from orglint.model.findings import Finding, Findings, ListedFindings, Order
from orglint.model.found_columns import NOT_KNOWN, FoundColumns
from orglint.model.ordering import group_unknown, in_order
from orglint.model.result import Outcome, Verdict
from orglint.model.unknown import Unknown
from orglint.results import encode_result
from orglint.rulebook.rule import CompiledRule, Message
from support import results
from support.expressions import small
from support.rules import compiled_rule

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
SHOWN = ("thing.status", "thing.n", "thing.score", "thing.last", "thing.roles", "thing.claim.status", "thing.flags")
CONDITIONS = (
    ("true", "thing.status == 'active'"),
    ("thing.n > 0", "thing.m == 1"),
    ("thing.status != 'gone'", "'a' in thing.roles || thing.claim.level == 2"),
    ("has(thing.email)", "thing.access.all(a, a.count > 0)"),
    ("thing.mfa", "thing.last < now && others.exists(o, o.n == thing.n)"),
    ("thing.text != ''", "thing.marks.exists(x, x > 1.0)"),
)
WORST = ("thing.last", "thing.n", "thing.score")
KEPT, LISTED = Room(few=-1), Room(few=1 << 40)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


def rule(number: int, where: str, require: str, *shown: str) -> CompiledRule:
    compiled = [expressions.compile_condition(text, SCOPE) for text in (where, require)]
    values = tuple(expressions.compile_value(text, SCOPE).compiled for text in shown)
    parts = [part for place in range(len(values)) for part in (f" {shown[place]} %s is ", place)]
    message = Message("", tuple(parts), values)
    let = {"both": expressions.compile_value("[thing.m, thing.n]", SCOPE).compiled} if number % 2 else {}
    made = compiled_rule(*compiled, table="things", identity=f"r{number}", message=message, let=let)
    subject = expressions.compile_first(["thing.email", "thing.key"], SCOPE)
    return replace(made, shown={it: expressions.compile_value(it, SCOPE).compiled for it in WORST}, subject=subject)


RULES = [rule(number, *it, *SHOWN[number : number + 3]) for number, it in enumerate(CONDITIONS)]


def random_session(engine: Engine, seed: int, number: int) -> Session:
    """Return a session over rows with holes: whole cells that are not known, elements and members of them."""
    rows = small.random_rows(seed, number)
    for place, row in enumerate(rows):
        row["key"] = f"k{(place * 7919) % number:05}{chr(place % 300)}"
        if place % 5 == 0:
            row["roles"] = ["a", Unknown.UNKNOWN][place % 2 :]
        if place % 7 == 0:
            row["claim"] = {"level": Unknown.UNKNOWN}
        if place % 11 == 0:
            del row["status"]
    tables = {"things": rows, "others": small.random_rows(seed + 1, 3)}
    return over_rows(engine, tables, TABLES, now=small.NOW)


def find(session: Session, room: Room, rules: Sequence[CompiledRule] = RULES) -> list[Findings]:
    with hold_conditions(session, TABLES["things"], rules) as conditions:
        counted = count_outcomes(session, conditions, rules)
        counts = {name: it for name, it in counted.items() if isinstance(it, OutcomeCounts)}
        return fetch_findings(session, conditions, counts, rules, room)


def tell(findings: Iterator[Finding]) -> list[tuple[Any, ...]]:
    """Return findings as what can be compared: a number that is none equals no other."""
    return [(*it[:5], repr(dict(it.evidence)), *it[6:]) for it in findings]


def tell_columns(found: FoundColumns) -> list[Any]:
    values = {name: ["?" if it is NOT_KNOWN else repr(it) for it in column] for name, column in found.values.items()}
    return [values, *(list(it) for it in found._replace(values={}))]


def name_keys(findings: Findings) -> list[str]:
    return [it.key for it in findings]


READINGS: dict[str, Callable[[Findings], Any]] = {
    "every one": lambda found: tell(iter(found)),
    "in order": lambda found: tell(in_order(found)),
    "number": len,
    "counts": lambda found: dict(found.counts),
    "all reasons": lambda found: found.reasons,
    "by outcome": lambda found: [tell(found.select_outcome(it, most)) for it in Outcome for most in (None, 0, 1, 7)],
    "by column": lambda found: [
        [tell_columns(it) for it in found.select_columns(outcome, (*SHOWN, "both", "no"), most)]
        for outcome in Outcome
        for most in (None, 0, 1, 7)
    ],
    "the worst": lambda found: [
        tell(found.select_worst(it, Order(name, name != WORST[0]), most))
        for it in (Outcome.FAIL, Outcome.UNKNOWN)
        for name in (*WORST, "no")
        for most in (0, 90)
    ],
    "by key": lambda found: tell(found.select_keys(["", "no", "k00007\x07", *name_keys(found)[::3]])),
    "like a pattern": lambda found: [
        sorted(found.list_keys(it))
        for it in ("*", "k*0?", "*%*", "*_", "*[*", "*\\", "?????*\xff", "K*", "k0???_?", "")
    ],
    "by reason": lambda found: [
        (it.words, it.number, tell(iter(it.shown)))
        for most in (0, 1, 9, 40, 9_000)
        for it in group_unknown(found, most)
    ],
}


@pytest.mark.parametrize("reading", READINGS)
@pytest.mark.parametrize("seed", range(4))
def test_kept_findings_are_those_that_are_listed(engine: Engine, seed: int, reading: str) -> None:
    session = random_session(engine, seed, 200)
    kept, listed = find(session, KEPT), find(session, LISTED)
    assert {type(it) for it in kept} == {KeptFindings}
    assert {type(it) for it in listed} == {ListedFindings}
    assert [READINGS[reading](it) for it in kept] == [READINGS[reading](it) for it in listed]
    assert sum(len({reason for reason in it.reasons if reason}) for it in kept) > 10


def test_more_rows_than_become_objects_at_a_time_are_all_read(engine: Engine) -> None:
    rows = [{"key": f"k{(place * 7919) % 20_011:05}", "status": "gone", "n": place} for place in range(20_011)]
    session = over_rows(engine, {"things": rows, "others": []}, TABLES, now=small.NOW)
    (found,) = find(session, KEPT, RULES[:1])
    assert [it.key for it in found] == sorted(row["key"] for row in rows)
    assert [it.key for it in found.select_outcome(Outcome.FAIL, 2)] == ["k00000", "k00001"]
    by_column = [it.keys for it in found.select_columns(Outcome.FAIL, ())]
    assert [key for keys in by_column for key in keys] == sorted(row["key"] for row in rows)
    assert len(by_column) > 1


def test_findings_stay_when_the_engine_is_closed_and_go_with_the_last_who_holds_them() -> None:
    with open_engine() as engine:
        kept = find(random_session(engine, 5, 50), KEPT)
        listed = find(random_session(engine, 5, 50), LISTED)
    assert [tell(iter(it)) for it in kept] == [tell(iter(it)) for it in listed]


def test_without_room_findings_become_objects_and_the_engine_has_its_memory_back(engine: Engine) -> None:
    session = random_session(engine, 6, 3_000)
    before = engine.count_table_bytes()
    found = find(session, Room(few=-1, kept=0))
    assert {type(it) for it in found} == {ListedFindings}
    assert [tell(iter(it)) for it in found] == [tell(iter(it)) for it in find(session, LISTED)]
    after = engine.count_table_bytes()
    assert after <= before
    kept = find(session, KEPT)
    assert engine.count_table_bytes() > after
    assert {type(it) for it in kept} == {KeptFindings}


def test_findings_that_have_room_when_they_are_compressed_stay_in_the_engine(engine: Engine) -> None:
    rows = [{"key": f"k{place:06}", "status": f"gone {place % 9}" * 20, "n": place % 7} for place in range(40_000)]
    session = over_rows(engine, {"things": rows, "others": []}, TABLES, now=small.NOW)
    empty = engine.count_table_bytes()
    (plain,) = find(session, KEPT, RULES[:1])
    room = empty + (engine.count_table_bytes() - empty) // 2
    assert isinstance(plain, KeptFindings)
    told = tell(iter(plain))
    plain.rows.drop()
    (compressed,) = find(session, Room(few=-1, kept=room), RULES[:1])
    assert isinstance(compressed, KeptFindings)
    assert engine.count_table_bytes() <= room
    assert tell(iter(compressed)) == told


def peak_of(run: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_report_of_many_findings_holds_some_at_a_time(engine: Engine) -> None:
    rows = [{"key": f"k{place:06}", "status": f"gone {place}" * 20, "n": place} for place in range(60_000)]
    session = over_rows(engine, {"things": rows, "others": []}, TABLES, now=small.NOW)
    (found,) = find(session, KEPT, RULES[:1])
    verdict = Verdict(results.dormant().rule, Outcome.FAIL, 60_000, 0, 60_000, 0, findings=found)
    result = results.result(verdict, snapshot=results.whole())
    written = peak_of(lambda: sum(len(piece) for piece in encode_result(result)))
    assert written < peak_of(lambda: list(found)) / 2
    listed = results.result(replace(verdict, findings=ListedFindings(found)), snapshot=results.whole())
    assert "".join(encode_result(result)) == "".join(encode_result(listed))


def test_evidence_is_read_as_json_has_it(engine: Engine) -> None:
    finding = next(iter(find(random_session(engine, 7, 50), KEPT)[2]))
    assert isinstance(finding.evidence, Evidence)
    assert list(finding.evidence) == ["thing.claim", "thing.roles", "thing.status", *sorted(WORST)]
