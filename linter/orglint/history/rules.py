"""Which rules of two results are the same, and what differs in those that are not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from orglint.documents.json_text import encode_line
from orglint.model.changes import ChangedRule, RuleEvent
from orglint.model.result import Result, Verdict
from orglint.model.rule import Rule
from orglint.model.rules_diff import MemberChange

_SETTINGS = MemberChange("settings", "", "")


@dataclass(frozen=True, slots=True)
class Names:
    """What the rules of two results are called now, by the ids that they have in each."""

    before: Mapping[str, str]
    after: Mapping[str, str]


def name_rules(before: Result, after: Result) -> Names:
    """Return the present ids of rules: what the packs call them now, and of whose file the same was there before.

    What the packs of the later result say counts; where only those of the earlier one know a new name, it is newer.
    """
    said = {**before.choice.renamed, **after.choice.renamed}
    ran = {it.rule.id for it in after.verdicts}
    earlier = {it.rule.id: it.rule for it in before.verdicts}
    new = {it.rule.sha256: it.rule.id for it in after.verdicts if it.rule.id not in earlier and it.rule.sha256}
    moved = {
        id_: new[rule.sha256]
        for id_, rule in earlier.items()
        if id_ not in ran and said.get(id_) not in ran and rule.sha256 in new
    }
    taken = {said.get(it, it) for it in earlier}
    moved = {old: id_ for old, id_ in moved.items() if id_ not in taken and list(moved.values()).count(id_) == 1}
    return Names({**said, **moved}, said)


def compare_judged_rules(
    before: Mapping[str, Verdict], after: Mapping[str, Verdict], results: tuple[Result, Result]
) -> tuple[ChangedRule, ...]:
    """Return what differs in the rules of two results, whose verdicts are given by the present ids of the rules."""
    found = (it for id_ in sorted({*before, *after}) for it in _compare(id_, before.get(id_), after.get(id_), results))
    return tuple(found)


def _compare(
    id_: str, before: Verdict | None, after: Verdict | None, results: tuple[Result, Result]
) -> Iterator[ChangedRule]:
    if before is None and after is not None:
        yield ChangedRule(RuleEvent.ADDED, "", after.rule.id, after.rule, _explain_missing(id_, results[0]))
    if before is not None and after is None:
        yield ChangedRule(RuleEvent.REMOVED, before.rule.id, "", before.rule, _explain_missing(id_, results[1]))
    if before is None or after is None:
        return
    ids = (before.rule.id, after.rule.id, after.rule)
    if before.rule.id != after.rule.id:
        yield ChangedRule(RuleEvent.RENAMED, *ids, decides=False)
    members = tuple(_list_members(before.rule, after.rule))
    if members:
        yield ChangedRule(RuleEvent.CHANGED, *ids, members=members, decides=_decides(before.rule, after.rule, members))
    if before.was_judged != after.was_judged:
        event = RuleEvent.SET_UP if after.was_judged else RuleEvent.NOT_SET_UP
        waiting = before if after.was_judged else after
        yield ChangedRule(event, *ids, cause=str(waiting.reason or ""))


def _explain_missing(id_: str, result: Result) -> str:
    """Return why a rule did not run in a result, as far as it tells."""
    reason = next((it.reason for it in result.off if it.id == id_), None)
    if any(it.id == id_ for it in result.off):
        return f"off: {reason}" if reason else "off"
    if id_ in result.choice.beyond:
        return f"not in profile {result.choice.profile}"
    return "left out by options, or not in the packs" if result.left_out else "not in the packs"


def _decides(before: Rule, after: Rule, members: tuple[MemberChange, ...]) -> bool:
    if before.deciding_sha256 and after.deciding_sha256:
        return before.deciding_sha256 != after.deciding_sha256
    return any(it.decides for it in members)


def _list_members(before: Rule, after: Rule) -> Iterator[MemberChange]:
    """Yield what differs in a rule; what an older result does not say of it is no difference."""
    one, other = dict(_list_values(before)), dict(_list_values(after))
    names = [it for it in dict.fromkeys((*one, *other)) if one.get(it) != other.get(it)]
    found = [MemberChange(name, _to_text(one.get(name)), _to_text(other.get(name))) for name in names]
    yield from found
    if _differs(before.deciding_sha256, after.deciding_sha256) and not any(it.decides for it in found):
        yield _SETTINGS
    elif not found and _differs(before.sha256, after.sha256):
        yield MemberChange("file", before.sha256, after.sha256)


def _differs(one: str, other: str) -> bool:
    return bool(one and other and one != other)


def _list_values(rule: Rule) -> Iterator[tuple[str, Any]]:
    yield "severity", rule.severity
    yield "title", rule.title
    yield "table", rule.table
    yield from ((f"let.{name}", text) for name, text in rule.let.items())
    yield "where", rule.where
    yield "require", rule.require
    yield "requires", rule.requires
    yield "attest", rule.attest
    yield from ((f"params.{name}", it.value) for name, it in rule.parameters.items())


def _to_text(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else encode_line(value)
