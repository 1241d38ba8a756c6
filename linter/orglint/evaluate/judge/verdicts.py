"""Rules and a snapshot → verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby

from orglint.engine import duckdb
from orglint.engine.interface import EngineFactory
from orglint.evaluate.judge import findings
from orglint.evaluate.judge.conditions_query import narrow_tables
from orglint.evaluate.judge.outcome_counts import OutcomeCounts, ask_in_batches, count_outcomes
from orglint.evaluate.session import Session, over_snapshot
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues

SOUGHT = 12
"""Rules that one query finds rows for: each row holds what any of them needs."""


def judge_rules(
    rules: Sequence[Rule],
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    opener: EngineFactory = duckdb.open_engine,
    known: KnownValues = NONE_KNOWN,
) -> tuple[Verdict, ...]:
    """Return the verdict of each rule on a snapshot, in the order of the rules' ids.

    `known` are values that the user declares to be listed.
    """
    with over_snapshot(snapshot, narrow_tables(rules, tables), now=now, opener=opener, known=known) as bench:
        return judge_on(bench, rules)


def judge_on(bench: Session, rules: Sequence[Rule]) -> tuple[Verdict, ...]:
    """Return the verdict of each rule on a bench, in the order of the rules' ids."""
    by_table = sorted(rules, key=lambda rule: rule.table)
    verdicts = [
        verdict
        for table, group in groupby(by_table, key=lambda rule: rule.table)
        for verdict in _of_table(bench, bench.tables[table], list(group))
    ]
    return tuple(sorted(verdicts, key=lambda verdict: verdict.rule.id))


def _of_table(bench: Session, table: Table, rules: list[Rule]) -> Iterator[Verdict]:
    tallies = count_outcomes(bench, table, rules)
    asked = [rule for rule in rules if isinstance(it := tallies[rule.id], OutcomeCounts) and (it.failed or it.unknown)]
    found = ask_in_batches(asked, SOUGHT, partial(findings.fetch_findings, bench, table))
    for rule in rules:
        yield _build_verdict(bench, rule, tallies[rule.id], found.get(rule.id, ()))


def _build_verdict(bench: Session, rule: Rule, tally: OutcomeCounts | str, found: tuple[Finding, ...] | str) -> Verdict:
    if isinstance(tally, str):
        return Verdict(rule, Outcome.UNKNOWN, 0, 0, 0, 0, reason=tally)
    if isinstance(found, str):
        return Verdict(rule, Outcome.UNKNOWN, tally.rows, 0, 0, 0, reason=found)
    gap = _find_gap(bench, rule)
    verdict = Verdict(rule, Outcome.PASS, tally.rows, tally.passed, tally.failed, tally.unknown, findings=found)
    if tally.failed:
        return replace(verdict, outcome=Outcome.FAIL, reason=gap)
    if gap or tally.unknown:
        return replace(verdict, outcome=Outcome.UNKNOWN, reason=gap or _most_common(found))
    return verdict if tally.passed else replace(verdict, outcome=Outcome.NOT_APPLICABLE)


def _find_gap(bench: Session, rule: Rule) -> str:
    """Return why a table that the rule needs is not complete; empty if all are."""
    needed = [rule.table, *sorted(rule.counts)]
    return "; ".join(f"{name}: {bench.gaps[name]}" for name in dict.fromkeys(needed) if name in bench.gaps)


def _most_common(found: Sequence[Finding]) -> str:
    reasons = [finding.reason for finding in found if finding.outcome is Outcome.UNKNOWN]
    return max(sorted(set(reasons)), key=reasons.count, default="")
