"""Judge rules on a snapshot."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from itertools import groupby

from orglint.engine import duckdb
from orglint.engine.duckdb import EngineFactory
from orglint.evaluate.judge import findings
from orglint.evaluate.judge.batches import ask_in_batches, batch_by_findings, group_rules
from orglint.evaluate.judge.conditions import Conditions, hold_conditions
from orglint.evaluate.judge.conditions_query import narrow_tables
from orglint.evaluate.judge.outcome_counts import OutcomeCounts, count_outcomes
from orglint.evaluate.session import Session, over_snapshot
from orglint.model.findings import NO_FINDINGS, Findings
from orglint.model.reasons import Reason, ReasonCode, join_reasons
from orglint.model.result import Outcome, Verdict
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues
from orglint.rulebook.rule import CompiledRule

NOT_ATTESTED = Reason(ReasonCode.NOT_SET_UP, said="the waiver file has no statement about it, under attestations")


def judge_rules(
    rules: Sequence[CompiledRule],
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    open_engine: EngineFactory = duckdb.open_engine,
    known: KnownValues = NONE_KNOWN,
) -> tuple[Verdict, ...]:
    """Return the verdict of each rule on a snapshot, in the order of the rules' ids.

    `known` are values that the user declares to be listed.
    """
    with over_snapshot(
        snapshot, narrow_tables(rules, tables), now=now, open_engine=open_engine, known=known
    ) as session:
        return judge_on(session, rules)


def judge_on(session: Session, rules: Sequence[CompiledRule]) -> tuple[Verdict, ...]:
    """Return the verdict of each rule in a session, in the order of the rules' ids.

    A rule that waits for a setting is not applicable, whatever its rows are: nobody said what they should be. So is one
    that requires what the plan does not have, and one that a statement decides, as a session has none.
    """
    by_table = sorted((rule for rule in rules if rule.is_judged), key=lambda rule: rule.table)
    verdicts = [
        *(_describe_waiting(rule) for rule in rules if not rule.is_judged),
        *_judge_tables(session, by_table),
    ]
    return tuple(sorted(verdicts, key=lambda verdict: verdict.rule.id))


def _describe_waiting(rule: CompiledRule) -> Verdict:
    names = tuple(f"settings.{name}" for name in rule.waits_for)
    if rule.lacks:
        reason = Reason(ReasonCode.NOT_IN_PLAN, values=(rule.lacks,))
        return Verdict(rule.plain, Outcome.NOT_APPLICABLE, 0, 0, 0, 0, reason=reason)
    reason = NOT_ATTESTED if rule.plain.attest else Reason(ReasonCode.NOT_SET_UP, values=names)
    return Verdict(rule.plain, Outcome.NOT_APPLICABLE, 0, 0, 0, 0, reason=reason)


def _judge_tables(session: Session, by_table: Sequence[CompiledRule]) -> Iterator[Verdict]:
    for table, group in groupby(by_table, key=lambda rule: rule.table):
        for rules in group_rules(list(group), session.large):
            with hold_conditions(session, session.tables[table], rules) as conditions:
                yield from _judge_rows(session, conditions, rules)


def _judge_rows(session: Session, conditions: Conditions, rules: Sequence[CompiledRule]) -> Iterator[Verdict]:
    counts = count_outcomes(session, conditions, rules)
    counted = {name: it for name, it in counts.items() if isinstance(it, OutcomeCounts) and it.found}
    asked = [rule for rule in rules if rule.id in counted]
    batches = batch_by_findings(asked, {name: it.found for name, it in counted.items()})
    found = ask_in_batches(batches, partial(findings.fetch_findings, session, conditions, counted))
    for rule in rules:
        yield _build_verdict(session, rule, counts[rule.id], found.get(rule.id, NO_FINDINGS))


def _build_verdict(
    session: Session, rule: CompiledRule, counts: OutcomeCounts | Reason, found: Findings | Reason
) -> Verdict:
    if isinstance(counts, Reason):
        return Verdict(rule.plain, Outcome.UNKNOWN, 0, 0, 0, 0, reason=counts)
    if isinstance(found, Reason):
        return Verdict(rule.plain, Outcome.UNKNOWN, counts.rows, 0, 0, 0, reason=found)
    gap = _find_gap(session, rule)
    verdict = Verdict(
        rule.plain, Outcome.PASS, counts.rows, counts.passed, counts.failed, counts.unknown, findings=found
    )
    if counts.failed:
        return replace(verdict, outcome=Outcome.FAIL, reason=gap)
    if gap or counts.unknown:
        return replace(verdict, outcome=Outcome.UNKNOWN, reason=gap or choose_common_reason(found))
    return verdict if counts.passed else replace(verdict, outcome=Outcome.NOT_APPLICABLE)


def _find_gap(session: Session, rule: CompiledRule) -> Reason | None:
    """Return why tables that the rule needs are not complete; None if all are."""
    needed = [rule.table, *sorted(rule.counts - session.by_key)]
    gaps = {name: session.gaps[name] for name in needed if name in session.gaps}
    return join_reasons(gap._replace(table=name) for name, gap in gaps.items())


def choose_common_reason(found: Findings) -> Reason | None:
    """Return the reason of most unknown rows, the first in the alphabet of as many."""
    counts = {reason: number for (outcome, reason), number in found.counts.items() if outcome is Outcome.UNKNOWN}
    return min((reason for reason in counts if reason), key=lambda it: (-counts[it], str(it)), default=None)
