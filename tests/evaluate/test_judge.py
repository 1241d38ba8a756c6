"""Judging many rules at once comes to what each comes to by itself, and to what plain Python comes to."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from orglint import expressions
from orglint.engine.duckdb import Engine, open_engine
from orglint.evaluate.judge.batches import SCANNED, SOUGHT
from orglint.evaluate.judge.conditions_query import build_conditions_query, narrow_tables
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import over_rows
from orglint.expressions.compiled import Compiled
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.result import Outcome
from orglint.rulebook.rule import CompiledRule, Message
from support.expressions import small
from support.rules import compiled_rule

TABLES = {"things": small.table(), "others": small.table("others", "other")}
SCOPE = expressions.organization_scope(TABLES).with_row(TABLES["things"])
ROWS = {
    "things": [
        {"key": f"k{number:03}", "n": number % 7 if number % 5 else None, "status": "active" if number % 3 else "gone"}
        for number in reversed(range(300))
    ],
    "others": [{"key": f"o{number}", "n": number} for number in range(4)],
}


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as it:
        yield it


def rule(
    identity: str, require: str, *, where: str = "true", let: Mapping[str, str] | None = None, message: str = ""
) -> CompiledRule:
    scope, named = SCOPE, {}
    for name, source in (let or {}).items():
        named[name] = expressions.compile_value(source, scope)
        scope = scope.with_let(name, named[name])
    compiled = [expressions.compile_condition(text, scope) for text in (where, require)]
    shown = (expressions.compile_value(message, scope).compiled,) if message else ()
    said = Message(message, ("it is ", 0) if message else (), shown)
    lets = {name: it.compiled for name, it in named.items()}
    return compiled_rule(*compiled, table="things", identity=identity, let=lets, message=said)


def verdicts(engine: Engine, *rules: CompiledRule) -> dict[str, Any]:
    bench = over_rows(engine, ROWS, TABLES, now=small.NOW)
    return {verdict.rule.id: verdict for verdict in judge_on(bench, rules)}


def many() -> list[CompiledRule]:
    return [
        rule(f"r{number:03}", f"thing.n < {number % 9}", where=where, message="thing.n")
        for number in range(SCANNED + 2 * SOUGHT)
        for where in ["thing.status == 'active'" if number % 2 else "true"]
    ]


def test_many_rules_at_once_come_to_what_each_comes_to_alone(engine: Engine) -> None:
    together = verdicts(engine, *many())
    assert len(together) == SCANNED + 2 * SOUGHT
    for one in many()[:: SOUGHT - 1]:
        assert together[one.id] == verdicts(engine, one)[one.id]


def test_many_rules_at_once_come_to_what_plain_python_comes_to(engine: Engine) -> None:
    for number, verdict in enumerate(verdicts(engine, *many()).values()):
        scope = [row for row in ROWS["things"] if not number % 2 or row["status"] == "active"]
        failed = [row["key"] for row in scope if row["n"] is not None and row["n"] >= number % 9]
        unknown = [row["key"] for row in scope if row["n"] is None]
        assert (verdict.rows, verdict.failed, verdict.unknown) == (300, len(failed), len(unknown))
        assert verdict.passed == len(scope) - len(failed) - len(unknown)
        assert [finding.key for finding in verdict.findings] == sorted(failed + unknown)


def test_a_row_has_the_outcome_that_its_two_conditions_come_to(engine: Engine) -> None:
    rows = [{"key": f"{n} {m}", "n": n, "m": m} for n in (1, 2, None) for m in (1, 2, None)]
    bench = over_rows(engine, {"things": rows, "others": []}, TABLES, now=small.NOW)
    (verdict,) = judge_on(bench, [rule("r", "thing.m == 1", where="thing.n == 1")])
    assert verdict.outcome is Outcome.FAIL
    assert (verdict.rows, verdict.passed, verdict.failed, verdict.unknown) == (9, 2, 1, 3)
    assert {finding.key: finding.outcome for finding in verdict.findings} == {
        "1 2": Outcome.FAIL,
        "1 None": Outcome.UNKNOWN,
        "None 2": Outcome.UNKNOWN,
        "None None": Outcome.UNKNOWN,
    }


def test_findings_hold_message_and_evidence_of_their_own_rule(engine: Engine) -> None:
    found = verdicts(engine, rule("a", "thing.n < 3", message="thing.n"), rule("b", "thing.status == 'active'"))
    six = next(finding for finding in found["a"].findings if finding.key == "k006")
    assert (six.message, dict(six.evidence)) == ("it is 6", {"thing.n": 6})
    three = next(finding for finding in found["b"].findings if finding.key == "k003")
    assert (three.message, dict(three.evidence)) == ("", {"thing.status": "gone"})


def test_a_rule_that_the_engine_cannot_work_out_is_unknown_and_takes_no_other_with_it(engine: Engine) -> None:
    good = [rule(f"g{number:02}", f"thing.n < {number}") for number in range(40)]
    sql = Compiled("broken", "CAST(error('too large') AS BOOLEAN)", "bool", frozenset())
    broken = replace(rule("broken", "true"), require=sql)
    found = verdicts(engine, *good[:20], broken, *good[20:])
    assert found["broken"].outcome is Outcome.UNKNOWN
    assert "could not be evaluated" in str(found["broken"].reason)
    assert "too large" in str(found["broken"].reason)
    assert {it.id: found[it.id] for it in good} == verdicts(engine, *good)


def test_a_rule_whose_findings_cannot_be_worked_out_is_unknown_with_the_reason(engine: Engine) -> None:
    shown = Compiled("shown", "error('too large')", "string", frozenset())
    fine = rule("a", "thing.n < 3")
    broken = replace(fine, plain=replace(fine.plain, id="b"), message=Message("{shown}", (0,), (shown,)))
    found = verdicts(engine, fine, broken)
    assert (found["b"].outcome, found["b"].failed, [*found["b"].findings]) == (Outcome.UNKNOWN, 0, [])
    assert "could not be evaluated" in str(found["b"].reason)
    assert "too large" in str(found["b"].reason)
    assert found["a"] == verdicts(engine, fine)["a"]


@pytest.mark.parametrize("gap", ["things", "others"])
@pytest.mark.parametrize(
    ("where", "require", "outcome"),
    [
        ("true", "true", Outcome.UNKNOWN),
        ("false", "true", Outcome.UNKNOWN),
        ("true", "false", Outcome.FAIL),
    ],
)
def test_a_rule_that_needs_a_table_of_which_rows_are_missing_is_no_pass(
    engine: Engine, gap: str, where: str, require: str, outcome: Outcome
) -> None:
    bench = replace(
        over_rows(engine, ROWS, TABLES, now=small.NOW), gaps={gap: Reason(ReasonCode.PARTIAL, said="it was cut short")}
    )
    asked = rule("x", f"{require} && others.exists(o, o.n == 1)", where=where)
    verdict = judge_on(bench, [asked])[0]
    assert (verdict.outcome, verdict.unknown) == (outcome, 0)
    assert str(verdict.reason) == f"{gap}: partial, it was cut short"


def test_a_row_that_cannot_be_decided_makes_no_pass_of_a_rule(engine: Engine) -> None:
    found = verdicts(engine, rule("a", "thing.n < 9"), rule("b", "thing.n < 6"), rule("c", "true", where="thing.n < 9"))
    assert [it.outcome for it in found.values()] == [Outcome.UNKNOWN, Outcome.FAIL, Outcome.PASS]
    assert (found["a"].unknown, str(found["a"].reason)) == (60, "thing.n is absent")


def test_a_rule_that_is_about_no_row_is_not_applicable(engine: Engine) -> None:
    verdict = verdicts(engine, rule("x", "true", where="thing.key == 'nowhere'"))["x"]
    assert (verdict.outcome, verdict.rows, verdict.passed) == (Outcome.NOT_APPLICABLE, 300, 0)


def test_a_named_expression_that_asks_a_table_is_asked_once(engine: Engine) -> None:
    asked = rule("x", "few > 3 && few < thing.n", let={"few": "others.filter(o, o.n > 0).size()"}, message="few")
    assert asked.require.sql.count("FROM others") == 2
    assert "others" not in asked.require.sql_with_lets
    verdict = verdicts(engine, asked)["x"]
    assert (verdict.failed, verdict.unknown) == (300, 0)  # three is not more than three, whatever n is
    finding = next(iter(verdict.findings))
    assert dict(finding.evidence)["few"] == 3
    assert finding.message == "it is 3"


def test_names_that_refer_to_names_are_each_written_once(engine: Engine) -> None:
    let = {"few": "others.filter(o, o.n > 0).size()", "more": "few + others.size()", "most": "more + few"}
    asked = rule("x", "most == 10 && few == 3", let=let, message="more")
    told = build_conditions_query(TABLES["things"], [asked], with_told=True)
    assert (told.source.count("FROM others"), asked.require.sql.count("FROM others")) == (2, 4)
    assert build_conditions_query(TABLES["things"], [asked]) == told
    verdict = verdicts(engine, asked)["x"]
    assert (verdict.outcome, verdict.passed) == (Outcome.PASS, 300)
    finding = next(iter(verdicts(engine, rule("x", "most != 10", let=let, message="more"))["x"].findings))
    assert dict(finding.evidence) == {"few": 3, "more": 7, "most": 10}
    assert finding.message == "it is 7"


def test_rows_are_counted_without_the_names_that_only_findings_show(engine: Engine) -> None:
    let = {"few": "others.filter(o, o.n > 0).size()", "told": "few + others.size()"}
    asked = rule("x", "few < 3", let=let, message="told")
    counted = build_conditions_query(TABLES["things"], [asked])
    assert [counted.source.count(asked.let[name].column) > 0 for name in let] == [True, False]
    assert verdicts(engine, asked)["x"].failed == 300


def test_rules_whose_names_say_different_things_do_not_mix(engine: Engine) -> None:
    few = rule("few", "it == 3", let={"it": "others.filter(o, o.n > 0).size()"})
    all_ = rule("all", "it == 4", let={"it": "others.size()"})
    assert {it.outcome for it in verdicts(engine, few, all_).values()} == {Outcome.PASS}


def test_a_name_that_only_findings_show_is_worked_out(engine: Engine) -> None:
    shown = rule(
        "x", "thing.n < 0", let={"idle": "thing.email == 'x'", "other": "others.size()"}, message="others.size()"
    )
    finding = next(iter(verdicts(engine, shown)["x"].findings))
    assert dict(finding.evidence) == {"thing.n": None, "idle": None, "other": 4}
    assert finding.message == "it is 4"


def test_what_a_named_expression_reads_and_asks_is_read_and_asked_by_what_names_it(engine: Engine) -> None:
    let = {"few": "others.filter(o, o.m > 0).size() > thing.m", "both": "few && thing.mfa"}
    asked = rule("x", "both || thing.n < 0", let=let)
    read = {("things", "m"), ("things", "mfa"), ("things", "n"), ("others", "m")}
    assert (asked.reads, asked.counts) == (read, {"others"})
    named = rule("x", "both || thing.n < 0", let={"both": "thing.n == 9 || thing.m > 7"})
    finding = next(iter(verdicts(engine, named)["x"].findings))
    assert dict(finding.evidence) == {"thing.m": None, "thing.n": None, "both": None}
    assert str(finding.reason) == "thing.m is unknown: it is left out"


def test_only_the_tables_and_columns_that_rules_look_at_are_opened() -> None:
    shown = rule("x", "thing.n < 0", let={"idle": "thing.email == 'x'"}, message="others.size()")
    opened_ = narrow_tables([shown], TABLES)
    assert {name: set(table.columns) for name, table in opened_.items()} == {
        "things": {"key", "n", "email"},
        "others": {"key"},
    }
    assert set(narrow_tables([rule("y", "true")], TABLES)) == {"things"}
