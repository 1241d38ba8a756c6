"""Which rules fail in a result that its baseline was judged by otherwise, or not at all: its findings tell nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from orglint.model.changes import ChangedRule, ResultChanges, RuleEvent
from orglint.model.findings import Outcome
from orglint.model.result import Verdict
from orglint.model.rule import Rule


@dataclass(frozen=True, slots=True)
class OtherRule:
    """A rule of which nobody knows what is new: how many findings fail, and how it differs from the baseline's."""

    id: str
    why: str
    findings: int


def list_other_rules(changes: ResultChanges) -> Iterator[OtherRule]:
    """Yield the rules that make a result fail and that are not what its baseline was judged by."""
    ids = {it.after: it.before for it in changes.rules if it.event is RuleEvent.RENAMED}
    earlier = {it.rule.id: it for it in changes.before.verdicts}
    for verdict in changes.after.verdicts:
        failed = verdict.findings.count_outcome(Outcome.FAIL)
        if not failed or verdict.rule.severity.rank < changes.after.fail_on.rank:
            continue
        id_ = verdict.rule.id
        told = [it for it in changes.rules if it.after == id_]
        why = _explain_difference(earlier.get(ids.get(id_, id_)), verdict.rule, told, changes)
        if why:
            yield OtherRule(id_, why, failed)


def _explain_difference(before: Verdict | None, rule: Rule, told: list[ChangedRule], changes: ResultChanges) -> str:
    """Return how a rule differs from that of the baseline; empty if its findings then are those of now."""
    cause = next((f" ({it.cause})" for it in told if it.cause), "")
    if before is None:
        return f"the baseline does not have it{cause}"
    if not before.was_judged:
        return f"the baseline did not judge it{cause}"
    if _decides_otherwise(before.rule, rule, told):
        members = dict.fromkeys(it.name for one in told for it in one.members)
        return f"it is another one now ({', '.join(members) or 'file'})"
    if before.rule.severity.rank < changes.after.fail_on.rank:
        return f"its severity was {before.rule.severity}, and is {rule.severity}"
    if before.rule.severity.rank < changes.before.fail_on.rank:
        return f"its severity, {before.rule.severity}, was below --fail-on, which was {changes.before.fail_on}"
    return ""


def _decides_otherwise(before: Rule, after: Rule, told: list[ChangedRule]) -> bool:
    """Return whether a rule may decide otherwise; where an older orglint did not sign what decides, its file tells."""
    if before.deciding_sha256 and after.deciding_sha256:
        return before.deciding_sha256 != after.deciding_sha256
    return before.sha256 != after.sha256 or any(it.event is RuleEvent.CHANGED and it.decides for it in told)
