"""Rules and a snapshot → verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby

from orglint.evaluate import findings
from orglint.evaluate.bench import Bench, over_snapshot
from orglint.evaluate.decided import narrowed
from orglint.evaluate.engine import Opener
from orglint.evaluate.engines import duckdb
from orglint.evaluate.tally import Tally, each, tallied
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues

SOUGHT = 12
"""Rules that one query finds rows for: each row holds what any of them needs."""


def judge(
    rules: Sequence[Rule],
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    opener: Opener = duckdb.opened,
    known: KnownValues = NONE_KNOWN,
) -> tuple[Verdict, ...]:
    """Return the verdict of each rule on a snapshot, in the order of the rules' ids.

    `known` are values that the user declares to be listed.
    """
    with over_snapshot(snapshot, narrowed(rules, tables), now=now, opener=opener, known=known) as bench:
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
    tallies = tallied(bench, table, rules)
    asked = [rule for rule in rules if isinstance(it := tallies[rule.id], Tally) and (it.failed or it.unknown)]
    found = each(asked, SOUGHT, partial(findings.of, bench, table))
    for rule in rules:
        yield _verdict(bench, rule, tallies[rule.id], found.get(rule.id, ()))


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
