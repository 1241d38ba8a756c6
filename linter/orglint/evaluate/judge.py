"""Rules and a snapshot → verdicts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby
from typing import TypeVar

from orglint.evaluate import findings
from orglint.evaluate.bench import Bench, over_snapshot
from orglint.evaluate.decided import asked_by, decided, read_by
from orglint.evaluate.engine import EvaluationError, Opener
from orglint.evaluate.engines import duckdb
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table

T = TypeVar("T")

SCANNED = 100
"""Rules that one scan counts for."""
SOUGHT = 12
"""Rules that one query finds rows for: each row holds what any of them needs."""


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
    with over_snapshot(snapshot, _read(rules, tables), now=now, opener=opener) as bench:
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


def _read(rules: Sequence[Rule], tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables that rules look at, with the columns that they read and no others."""
    read = {name: {tables[name].key} for rule in rules for name in asked_by(rule)}
    for name, column in frozenset().union(*(read_by(rule) for rule in rules)):
        read.setdefault(name, {tables[name].key}).add(column)
    return {
        name: replace(tables[name], columns={c: it for c, it in tables[name].columns.items() if c in columns})
        for name, columns in read.items()
    }


def _of_table(bench: Bench, table: Table, rules: list[Rule]) -> Iterator[Verdict]:
    tallies = _each(rules, SCANNED, partial(_scan, bench, table))
    asked = [rule for rule in rules if isinstance(it := tallies[rule.id], Tally) and (it.failed or it.unknown)]
    found = _each(asked, SOUGHT, partial(findings.of, bench, table))
    for rule in rules:
        yield _verdict(bench, rule, tallies[rule.id], found.get(rule.id, ()))


def _each(rules: Sequence[Rule], most: int, answer: Callable[[Sequence[Rule]], Sequence[T]]) -> dict[str, T | str]:
    """Return the answer for each rule, several asked at once; why there is none for one that is too much by itself."""
    answers: dict[str, T | str] = {}
    waiting = [rules[start : start + most] for start in range(0, len(rules), most)]
    while waiting:
        some = waiting.pop()
        try:
            answers |= {rule.id: one for rule, one in zip(some, answer(some), strict=True)}
        except EvaluationError as error:
            if len(some) == 1:
                answers[some[0].id] = f"could not be evaluated: {error}"
            else:
                waiting += [some[: len(some) // 2], some[len(some) // 2 :]]
    return answers


def _scan(bench: Bench, table: Table, rules: Sequence[Rule]) -> list[Tally]:
    """Return the tally of each rule: all in one scan."""
    seen = decided(table, rules)
    rows, *counts = bench.engine.rows(f"SELECT count(*), {seen.counts()} FROM {seen.source}", bench.values)[0]
    threes = zip(counts[::3], counts[1::3], counts[2::3], strict=True)
    return [Tally(rows, passed, failed, scope - passed - failed) for scope, passed, failed in threes]


def _verdict(bench: Bench, rule: Rule, tally: Tally | str, found: tuple[Finding, ...] | str) -> Verdict:
    if isinstance(tally, str):
        return Verdict(rule, Outcome.UNKNOWN, 0, 0, 0, 0, reason=tally)
    if isinstance(found, str):
        return Verdict(rule, Outcome.UNKNOWN, tally.rows, 0, 0, 0, reason=found)
    gap = _gap(bench, rule)
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
