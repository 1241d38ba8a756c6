"""Explain a rule for one row: each sub-expression with its value, and where its columns come from."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from orglint.engine import duckdb
from orglint.engine.duckdb import EngineFactory
from orglint.errors import UsageError
from orglint.evaluate.explain import row_selection, steps
from orglint.evaluate.explain.values import Subject
from orglint.evaluate.judge import outcomes
from orglint.evaluate.judge.verdicts import judge_on
from orglint.evaluate.session import Session, over_snapshot
from orglint.expressions.compile.parts import split_compiled
from orglint.model.explanation import Explanation, Reading, Step
from orglint.model.reasons import Reason
from orglint.model.result import Finding, Outcome, Verdict
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues
from orglint.rulebook.rule import CompiledRule


def explain_row(
    rule: CompiledRule,
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    key: str = "",
    open_engine: EngineFactory = duckdb.open_engine,
    known: KnownValues = NONE_KNOWN,
) -> Explanation:
    """Return how a rule comes to its outcome for the row of a key; without one, for the first finding or row in scope.

    `known` are values that the user declares to be listed.
    Raises `UsageError` if no row, or more than one, is called so, and `SnapshotError` if there is no row at all.
    """
    with over_snapshot(snapshot, tables, now=now, open_engine=open_engine, known=known) as session:
        read_at = {name: ledger.read_at for name, ledger in snapshot.tables.items()}
        return replace(explain_on(session, rule, now=now, key=key, read_at=read_at), snapshot=snapshot)


def explain_on(
    session: Session, rule: CompiledRule, *, now: datetime, key: str = "", read_at: Mapping[str, datetime | None] = {}
) -> Explanation:
    """Return how a rule comes to its outcome for a row of a session; `read_at` says when each table was read."""
    if rule.plain.attest:
        hint = "`orglint waivers list FILE` shows what is stated, `orglint rules show` how to verify it by hand."
        raise UsageError(f"nothing was explained: a statement decides {rule.id}, and no row", hint)
    table = session.tables[rule.table]
    verdict = judge_on(session, [rule])[0]
    chosen_key, chosen = (
        row_selection.find_named_row(session, table, key)
        if key
        else row_selection.find_first_row(session, table, rule, verdict)
    )
    row = Subject(session, table, chosen_key)
    outcome = _read_outcome(row, rule)
    finding = next((it for it in verdict.findings if it.key == chosen_key), None)
    return Explanation(
        rule.plain,
        chosen_key,
        chosen,
        outcome,
        reason=str(_find_reason(finding, verdict, outcome) or ""),
        message=finding.message if finding else "",
        now=now.astimezone(UTC),
        steps=_build_steps(row, rule),
        readings=tuple(_list_readings(session, rule, read_at)),
        verdict=verdict,
    )


def _find_reason(finding: Finding | None, verdict: Verdict, outcome: Outcome) -> Reason | None:
    if finding:
        return finding.reason
    return verdict.reason if outcome is Outcome.UNKNOWN else None


def _read_outcome(row: Subject, rule: CompiledRule) -> Outcome:
    """Return the outcome of the row by what decides it in every check; unknown if that cannot be worked out."""
    code = row.values([outcomes.render_rule_outcome(rule)])[0]
    if code == outcomes.OUT_OF_SCOPE:
        return Outcome.NOT_APPLICABLE
    return outcomes.BY_CODE[code] if isinstance(code, int) else Outcome.UNKNOWN


def _build_steps(row: Subject, rule: CompiledRule) -> dict[str, Step]:
    """Return the named expressions, `where` and `require`, each in the scope that it was compiled in."""
    found = {f"let {name}": steps.explain_part(row, split_compiled(it)) for name, it in rule.let.items()}
    where = steps.explain_part(row, split_compiled(rule.where))
    require = steps.explain_part(row, split_compiled(rule.require))
    if where.value is False:
        require = steps.mark_unneeded(require)
    elif require.value is True and where.value is not True:
        where = steps.mark_unneeded(where)
    return {**found, "where": where, "require": require}


def _list_readings(session: Session, rule: CompiledRule, read_at: Mapping[str, datetime | None]) -> Iterator[Reading]:
    named = {table for table, _ in rule.reads}
    whole = [(name, "") for name in {rule.table, *rule.counts} - named]
    for name, column in sorted([*rule.reads, *whole]):
        table = session.tables[name]
        missing = session.unknown.get((name, column)) or session.gaps.get(name)
        described = table.columns[column] if column else None
        expand = f", with expand {described.expand}" if described and described.expand else ""
        yield Reading(
            name,
            f"{table.variable}.{column}" if column else "",
            table.endpoint,
            f"{described.source}{expand}" if described else "",
            read_at.get(name),
            str(missing or ""),
        )
