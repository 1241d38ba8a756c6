"""What is known from before, if anything: what changed, since when findings are there, and other days."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeAlias

from orglint.history.since import Sinces
from orglint.history.standing import Row
from orglint.model.changes import Change, ResultChanges
from orglint.model.dated_findings import is_dated
from orglint.model.result import Outcome, Result, Verdict
from orglint.model.rule import Severity
from orglint.model.since import Since

_Kinds: TypeAlias = Mapping[tuple[str, Row], Change]


@dataclass(frozen=True, slots=True)
class Day:
    """A result of some day: how many rows failed, and whether all was decided, so that there are no more."""

    as_of: datetime
    failed: Mapping[Severity, int]
    undecided: int
    complete: bool


@dataclass(frozen=True, slots=True)
class Past:
    """What changed since an earlier result, days before and including this one, and since when findings are there.

    `sinces` says of the findings when they came; without it they may be `dated`, that is, say so themselves.
    """

    changes: ResultChanges | None = None
    days: tuple[Day, ...] = ()
    sinces: Sinces = field(default_factory=dict)
    dated: bool = False
    _kinds: _Kinds = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        found = self.changes.findings if self.changes else ()
        kinds = {(it.finding.rule, Row(it.finding.table, it.finding.key)): it.kind for it in found if it.after}
        object.__setattr__(self, "_kinds", kinds)

    @property
    def knows_since(self) -> bool:
        """Whether it is known since when findings are there."""
        return self.dated or any(self.sinces.values())

    def look_at_dates(self, result: Result) -> "Past":
        """Return this as it is for the findings of a result, which may say themselves when they came."""
        certain = next((it.findings for it in result.verdicts if it.failed or it.waived), None)
        return self if self.knows_since or certain is None else replace(self, dated=is_dated(certain))

    def find_change(self, rule: str, row: Row) -> Change | None:
        """Return what happened to a finding of a rule since the earlier result; None if nothing did."""
        return self._kinds.get((rule, row))

    def find_since(self, rule: str, row: Row, own: Since | None) -> Since | None:
        """Return since when a finding of a rule is there; `own` is what it says itself."""
        return own if self.dated else self.sinces.get(rule, {}).get(row)

    def find_oldest(self, verdict: Verdict) -> Since | None:
        """Return since when the oldest finding of a rule is there."""
        own = (it.since for it in verdict.findings if it.since)
        known = own if self.dated else self.sinces.get(verdict.rule.id, {}).values()
        return min(known, key=lambda it: it.at, default=None)


NO_PAST = Past()


def summarize_day(result: Result) -> Day:
    """Return what a trend has of a result."""
    failed = {severity: result.count_failed(severity) for severity in Severity}
    return Day(result.as_of, failed, result.counts[Outcome.UNKNOWN], result.decided)
