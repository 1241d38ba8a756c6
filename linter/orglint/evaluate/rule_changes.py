"""What a change of rules does to the findings of a snapshot."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from orglint.evaluate.judge.verdicts import judge_rules
from orglint.model.findings import Finding
from orglint.model.reasons import ReasonCode
from orglint.model.result import Outcome, Verdict
from orglint.model.rules_diff import FindingChange, FindingChangeKind, OutcomeChange, RuleChange, SnapshotChange
from orglint.model.snapshot import Snapshot
from orglint.model.table import Table
from orglint.model.values import NONE_KNOWN, KnownValues
from orglint.rulebook.rule import CompiledRule


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of two folders, by their ids."""

    before: Mapping[str, CompiledRule]
    after: Mapping[str, CompiledRule]


def compare_findings(
    changes: Iterable[RuleChange],
    rules: Rules,
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    *,
    now: datetime,
    known: KnownValues = NONE_KNOWN,
    conceal: Callable[[Verdict], Verdict] = lambda it: it,
) -> SnapshotChange:
    """Return what changes of rules do to a snapshot; those that decide as before are not judged.

    `conceal` returns a verdict as it may be shown; equal keys must stay equal.
    """
    pairs = [it for it in changes if it.decides]
    asked = [rules.before[it.before] for it in pairs if it.before]
    earlier = _judge(asked, snapshot, tables, now, known)
    later = _judge([rules.after[it.id] for it in pairs if it.id in rules.after], snapshot, tables, now, known)
    earlier, later = ({id_: conceal(it) for id_, it in them.items()} for them in (earlier, later))
    found = (_compare_verdicts(it.id, earlier.get(it.before), later.get(it.id)) for it in pairs)
    return SnapshotChange(snapshot.id, snapshot.organization, snapshot.taken_at, tuple(found))


def _judge(
    rules: Sequence[CompiledRule],
    snapshot: Snapshot,
    tables: Mapping[str, Table],
    now: datetime,
    known: KnownValues,
) -> dict[str, Verdict]:
    verdicts = judge_rules(rules, snapshot, tables, now=now, known=known) if rules else ()
    return {verdict.rule.id: verdict for verdict in verdicts}


def _compare_verdicts(rule: str, before: Verdict | None, after: Verdict | None) -> OutcomeChange:
    return OutcomeChange(
        rule,
        before.outcome if before else None,
        after.outcome if after else None,
        str(after.reason or "") if after and after.outcome is not Outcome.PASS else "",
        tuple(_compare_rows(before, after)),
    )


def _compare_rows(before: Verdict | None, after: Verdict | None) -> Iterator[FindingChange]:
    """Yield the findings that one of two verdicts has; of those that are gone, why."""
    same = before is not None and after is not None and before.rule.table == after.rule.table
    earlier = {it.key for it in _list_failed(before)} if same else set[str]()
    for finding in _list_failed(after):
        if finding.key not in earlier:
            yield _build_change(FindingChangeKind.ADDED, finding)
    failed = {it.key for it in _list_failed(after)} if same else set[str]()
    open_ = {it.key for it in after.findings.select_outcome(Outcome.UNKNOWN)} if same and after else set[str]()
    for finding in _list_failed(before):
        if finding.key in failed:
            continue
        if not same or after is None:
            yield _build_change(FindingChangeKind.NOT_LOOKED_FOR, finding)
        elif finding.key in open_ or _decides_nothing(after):
            yield _build_change(FindingChangeKind.UNDECIDED, finding)
        else:
            yield _build_change(FindingChangeKind.TAKEN_AWAY, finding)


def _list_failed(verdict: Verdict | None) -> Iterator[Finding]:
    return verdict.findings.select_outcome(Outcome.FAIL) if verdict else iter(())


def _decides_nothing(verdict: Verdict) -> bool:
    """Return whether a verdict says nothing about single rows: the rule was not judged, or could not be evaluated."""
    failed = verdict.reason is not None and verdict.reason.code is ReasonCode.NOT_EVALUATED
    return verdict.rule.attest or not verdict.was_judged or failed


def _build_change(kind: FindingChangeKind, finding: Finding) -> FindingChange:
    return FindingChange(kind, finding.table, finding.key, finding.subject, finding.message)
