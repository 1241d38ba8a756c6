"""Rules and a snapshot → verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from orglint.evaluate import findings, outcomes
from orglint.evaluate.bench import Bench, over_snapshot
from orglint.evaluate.engine import EvaluationError, Opener, identifier
from orglint.evaluate.engines import duckdb
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows of a table have which outcome under one rule."""

    rows: int
    passed: int
    failed: int
    unknown: int


def judge(
    rules: Sequence[Rule],
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    opener: Opener = duckdb.opened,
) -> tuple[Verdict, ...]:
    """Return the verdict of each rule on a snapshot, in the order of the rules' ids."""
    with over_snapshot(snapshot, tables, now=now, opener=opener) as bench:
        return judge_on(bench, rules)


def judge_on(bench: Bench, rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """Return the verdict of each rule on a bench, in the order of the rules' ids."""
    by_table = sorted(rules, key=lambda rule: rule.table)
    verdicts = [
        verdict
        for table, group in groupby(by_table, key=lambda rule: rule.table)
        for verdict in _of_table(bench, bench.tables[table], list(group))
    ]
    return tuple(sorted(verdicts, key=lambda verdict: verdict.rule.id))


def _of_table(bench: Bench, table: Table, rules: list[Rule]) -> Iterator[Verdict]:
    for rule, tally in zip(rules, _tallies(bench, table, rules), strict=True):
        if isinstance(tally, str):
            yield Verdict(rule, Outcome.UNKNOWN, 0, 0, 0, 0, reason=tally)
            continue
        try:
            yield _verdict(bench, table, rule, tally)
        except EvaluationError as error:
            yield Verdict(rule, Outcome.UNKNOWN, tally.rows, 0, 0, 0, reason=f"could not be evaluated: {error}")


def _tallies(bench: Bench, table: Table, rules: list[Rule]) -> list[Tally | str]:
    """Return the tally of each rule: all in one scan, or one by one where that is too much for the engine."""
    try:
        return list(_scan(bench, table, rules))
    except EvaluationError as error:
        if len(rules) == 1:
            return [f"could not be evaluated: {error}"]
        return [tally for rule in rules for tally in _tallies(bench, table, [rule])]


def _scan(bench: Bench, table: Table, rules: list[Rule]) -> Iterator[Tally]:
    codes = ", ".join(f"{outcomes.code(rule)} AS c{number}" for number, rule in enumerate(rules))
    counted = (outcomes.PASS, outcomes.FAIL, outcomes.UNKNOWN)
    counts = ", ".join(
        f"count(*) FILTER (WHERE c{number} = {code})" for number in range(len(rules)) for code in counted
    )
    source = f"{identifier(table.name)} AS {identifier(table.variable)}"
    row = bench.engine.rows(f"SELECT count(*), {counts} FROM (SELECT {codes} FROM {source})", bench.values)[0]
    for number in range(len(rules)):
        yield Tally(row[0], *row[1 + 3 * number : 4 + 3 * number])


def _verdict(bench: Bench, table: Table, rule: Rule, tally: Tally) -> Verdict:
    gap = _gap(bench, rule)
    found = tuple(findings.of(bench, table, rule)) if tally.failed or tally.unknown else ()
    verdict = Verdict(rule, Outcome.PASS, tally.rows, tally.passed, tally.failed, tally.unknown, findings=found)
    if tally.failed:
        return replace(verdict, outcome=Outcome.FAIL, reason=gap)
    if gap or tally.unknown:
        return replace(verdict, outcome=Outcome.UNKNOWN, reason=gap or _most_common(found))
    return verdict if tally.passed else replace(verdict, outcome=Outcome.NOT_APPLICABLE)


def _gap(bench: Bench, rule: Rule) -> str:
    """Return why a table that the rule needs is not complete; empty if all are."""
    needed = [rule.table, *sorted(rule.counts)]
    return "; ".join(f"{name}: {bench.gaps[name]}" for name in dict.fromkeys(needed) if name in bench.gaps)


def _most_common(found: Sequence[Finding]) -> str:
    reasons = [finding.reason for finding in found if finding.outcome is Outcome.UNKNOWN]
    return max(sorted(set(reasons)), key=reasons.count, default="")
