"""Outcomes over time: what each kept result counted, and the lines that this makes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from orglint.model.result import Outcome
from orglint.model.rule import Severity


class By(StrEnum):
    """What the lines of a history are about."""

    TOTAL = "total"
    SEVERITY = "severity"
    FAMILY = "family"
    RULE = "rule"


class RulePoint(NamedTuple):
    """What one rule counted in one result; `decided` says whether all of its rows were.

    `digest` is that of what decides the rule. A rule that waits for a setting was not `judged`.
    """

    title: str
    severity: Severity
    outcome: Outcome
    failed: int
    waived: int
    unknown: int
    decided: bool
    judged: bool
    digest: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One kept result: of which snapshot, when it was kept, and what each rule counted.

    `gap` says why it is a part of no line: it cannot be read, rules were left out, or there is a doubt about all of it.
    It is `narrowed` if rules were left out: then those that are not there were not taken away. `marks` are what changed
    in the rules since the result before.
    """

    snapshot: str
    taken_at: datetime | None
    kept_at: datetime
    outcome: Outcome = Outcome.UNKNOWN
    exit_code: int = 3
    decided: bool = False
    gap: str = ""
    rules: Mapping[str, RulePoint] = field(default_factory=dict)
    narrowed: bool = False
    marks: tuple[str, ...] = ()

    def count_failed(self, chosen: Callable[[str, RulePoint], bool]) -> int | None:
        """Return how many rows fail in the chosen rules; None if that is not known, or there is no such rule."""
        found = [it for id_, it in self.rules.items() if it.judged and chosen(id_, it)]
        if self.gap or not found or not all(it.decided for it in found):
            return None
        return sum(it.failed for it in found)


@dataclass(frozen=True, slots=True)
class Line:
    """How many rows fail in something, point by point of a history; None where that is not known."""

    name: str
    values: tuple[int | None, ...]

    @property
    def known(self) -> tuple[int, ...]:
        """The values that are known."""
        return tuple(it for it in self.values if it is not None)


@dataclass(frozen=True, slots=True)
class Trend:
    """The kept results of an organization, by the time of their snapshots."""

    organization: str
    name: str
    points: tuple[TrendPoint, ...]

    @property
    def incomplete(self) -> tuple[TrendPoint, ...]:
        """The results in which not everything was decided, or that cannot be read."""
        return tuple(it for it in self.points if it.gap or not it.decided)

    def build_lines(self, by: By) -> tuple[Line, ...]:
        """Return the lines, the worst first: critical before high; rules and families by name."""
        return tuple(
            Line(name, tuple(point.count_failed(chosen) for point in self.points)) for name, chosen in self._choose(by)
        )

    def _choose(self, by: By) -> Iterator[tuple[str, Callable[[str, RulePoint], bool]]]:
        """Yield the name of each line, and which rules go into it."""
        if by is By.TOTAL:
            yield "all rules", lambda _, __: True
        elif by is By.SEVERITY:
            there = {rule.severity for point in self.points for rule in point.rules.values()}
            for severity in sorted(there, key=lambda it: -it.rank):
                yield severity.value, partial(_has_severity, severity)
        else:
            name_line = find_family if by is By.FAMILY else str
            names = dict.fromkeys(name_line(id_) for id_ in sorted({id_ for it in self.points for id_ in it.rules}))
            for name in names:
                yield name, partial(_has_name, name_line, name)


def _has_severity(severity: Severity, identity: str, rule: RulePoint) -> bool:
    del identity
    return rule.severity is severity


def _has_name(name_line: Callable[[str], str], name: str, identity: str, rule: RulePoint) -> bool:
    del rule
    return name_line(identity) == name


def find_family(rule: str) -> str:
    """Return the family of a rule: the folder that its file is in."""
    return rule.rpartition("/")[0]
