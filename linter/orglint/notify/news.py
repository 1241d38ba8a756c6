"""What of a change is news for a channel."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from orglint.model.attestation import AttestationUse
from orglint.model.changes import CAME, Change, ChangedFinding, ChangedRule, ResultChanges
from orglint.model.findings import Finding, Outcome
from orglint.model.ordering import sort_by_severity
from orglint.model.result import Result, Verdict
from orglint.model.waiver import WaiverState, WaiverUse
from orglint.settings.channels import Channel, Event

LEFT = (Change.FIXED, Change.GONE, Change.NO_LONGER_FOUND)
SinceWhen = Callable[[Finding], datetime | None]
"""Says since when a finding of the later result is there; None where that is not known."""


class RuleNews(NamedTuple):
    """Findings of one rule that changed alike."""

    verdict: Verdict
    changes: tuple[ChangedFinding, ...]


class StillFailing(NamedTuple):
    """A rule with findings that have been there for so many days by now."""

    verdict: Verdict
    number: int
    oldest: datetime


class Ending(NamedTuple):
    """An exception that ends soon: what it is about, and in how many days."""

    rule: str
    use: WaiverUse | AttestationUse


@dataclass(frozen=True, slots=True)
class News:
    """What a channel wants to know of a change, each kind with the worst first."""

    came: tuple[RuleNews, ...] = ()
    left: tuple[RuleNews, ...] = ()
    undecided: tuple[Verdict, ...] = ()
    not_looked_for: tuple[RuleNews, ...] = ()
    other_rule: tuple[RuleNews, ...] = ()
    doubts: tuple[str, ...] = ()
    failing: tuple[StillFailing, ...] = ()
    decided: tuple[Verdict, ...] = ()
    ending: tuple[Ending, ...] = ()
    rules: tuple[ChangedRule, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell; that rules changed tells why something else did, and is no news alone."""
        told = (self.came, self.left, self.undecided, self.not_looked_for, self.other_rule, self.doubts)
        return not any((*told, self.failing, self.decided, self.ending))


def find_news(channel: Channel, changes: ResultChanges, since: SinceWhen) -> News:
    """Return what of a change is news for a channel."""
    asked = channel.events
    before, after = _find_verdicts(changes.before, channel), _find_verdicts(changes.after, channel)
    left = _group_changes(changes.select_kind(*LEFT), {**before, **after})
    missed = _group_changes(changes.select_kind(Change.NOT_LOOKED_FOR), before)
    otherwise = _group_changes(changes.select_kind(Change.OTHER_RULE), {**before, **after})
    doubts = tuple(it for it in changes.after.doubts if it not in changes.before.doubts)
    failing = _list_failing(channel, changes, after.values(), since)
    return News(
        _group_changes(changes.select_kind(*CAME), after) if Event.NEW in asked else (),
        left if Event.FIXED in asked else (),
        tuple(sort_by_severity(_list_opened(before, after))) if Event.UNDECIDED in asked else (),
        missed if Event.UNDECIDED in asked else (),
        otherwise if Event.UNDECIDED in asked else (),
        doubts if Event.UNDECIDED in asked else (),
        tuple(failing) if Event.FAILING in asked else (),
        tuple(sort_by_severity(_list_closed(before, after))) if Event.DECIDED in asked else (),
        tuple(_list_ending(changes, after)) if Event.WAIVERS in asked else (),
        changes.rules,
    )


def is_open(verdict: Verdict) -> bool:
    """Return whether anything about a rule is not decided, or it waits for something that is not set up."""
    return verdict.undecided or verdict.not_set_up


def _find_verdicts(result: Result, channel: Channel) -> Mapping[str, Verdict]:
    return {it.rule.id: it for it in result.verdicts if channel.is_about(it.rule)}


def _group_changes(changes: Iterable[ChangedFinding], verdicts: Mapping[str, Verdict]) -> tuple[RuleNews, ...]:
    grouped: dict[str, list[ChangedFinding]] = defaultdict(list)
    for change in changes:
        grouped[change.finding.rule].append(change)
    ours = sort_by_severity(verdicts[rule] for rule in grouped if rule in verdicts)
    return tuple(RuleNews(it, tuple(grouped[it.rule.id])) for it in ours)


def _list_opened(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> Iterator[Verdict]:
    """Yield the rules about which something is not decided, and was, or nothing was known."""
    for rule, verdict in after.items():
        if is_open(verdict) and not (rule in before and is_open(before[rule])):
            yield verdict


def _list_closed(before: Mapping[str, Verdict], after: Mapping[str, Verdict]) -> Iterator[Verdict]:
    """Yield the rules that are decided, and were not."""
    for rule, verdict in after.items():
        if rule in before and is_open(before[rule]) and not is_open(verdict):
            yield verdict


def _list_failing(
    channel: Channel, changes: ResultChanges, verdicts: Iterable[Verdict], since: SinceWhen
) -> Iterator[StillFailing]:
    """Yield the rules with findings that have reached the days after which they are told: each of them once."""
    span = timedelta(channel.failing_days)
    for verdict in sort_by_severity(verdicts):
        known = (since(it) for it in verdict.findings if it.outcome is Outcome.FAIL)
        reached = [it for it in known if it and changes.before.as_of < it + span <= changes.after.as_of]
        if reached:
            yield StillFailing(verdict, len(reached), min(reached))


def _list_ending(changes: ResultChanges, verdicts: Mapping[str, Verdict]) -> Iterator[Ending]:
    """Yield the exceptions that end soon and were not yet told of."""
    told = {_identify_ending(it) for it in _list_all_ending(changes.before, None)}
    yield from (it for it in _list_all_ending(changes.after, verdicts) if _identify_ending(it) not in told)


def _list_all_ending(result: Result, verdicts: Mapping[str, Verdict] | None) -> Iterator[Ending]:
    for use in result.waivers:
        if use.ends_soon and use.state is not WaiverState.ELSEWHERE:
            yield from [Ending(use.waiver.rule, use)] * (verdicts is None or use.waiver.rule in verdicts)
    for verdict in result.verdicts:
        if verdict.attestation and verdict.attestation.ends_soon and (verdicts is None or verdict.rule.id in verdicts):
            yield Ending(verdict.rule.id, verdict.attestation)


def _identify_ending(ending: Ending) -> tuple[object, ...]:
    use = ending.use
    if isinstance(use, WaiverUse):
        return ending.rule, use.waiver.subject, use.waiver.statement.until
    return ending.rule, use.attestation.statement.until
