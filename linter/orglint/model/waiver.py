"""Waivers: written excuses for findings, each with an owner and an end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from orglint.model.acceptance import Acceptance
from orglint.model.attestation import Attestation
from orglint.model.findings import match_pattern
from orglint.model.statement import NOTICE, Statement

_WILD = re.compile(r"[*?]")


class Waivable(NamedTuple):
    """What a waiver has to know of a rule: the names of its evidence, and those that a finding about the whole pins.

    `pinned` is empty for a rule about rows, each of which has a key that says what it is about. `attested` are rules
    that ask for a statement.
    """

    names: frozenset[str]
    pinned: frozenset[str] = frozenset()
    attested: bool = False


@dataclass(frozen=True, slots=True)
class Waiver:
    """An excuse for the findings of a rule about one row, or about at most `most` rows whose keys match a pattern.

    In a pattern `*` is any text and `?` one character. `when` pins evidence: the excuse is void as soon as a finding
    has another value there. `email` is a remark for readers, nothing is compared with it.
    """

    rule: str
    subject: str
    statement: Statement
    most: int | None = None
    when: Mapping[str, Any] = field(default_factory=dict)
    email: str = ""

    @property
    def is_pattern(self) -> bool:
        """Whether the subject is a pattern over keys."""
        return is_pattern(self.subject)

    def covers(self, key: str | None) -> bool:
        """Return whether a key is the subject, or matches it; letters in upper and lower case differ."""
        return match_pattern(key, self.subject) if self.is_pattern else key == self.subject

    def agrees(self, evidence: Mapping[str, Any]) -> bool:
        """Return whether the evidence of a finding is what the waiver pins; true, 1 and "1" are three values."""
        return all(name in evidence and is_same_value(evidence[name], value) for name, value in self.when.items())


class WaiverState(StrEnum):
    """What came of a waiver in one run; the value is the word in JSON. Those after `applied` excuse nothing."""

    APPLIED = "applied"
    EXPIRED = "expired"
    OVER_MAX = "over-max"
    CHANGED = "changed"
    UNUSED = "unused"
    UNDECIDED = "undecided"
    NOT_JUDGED = "not-judged"
    ELSEWHERE = "elsewhere"


class WaiverUse(NamedTuple):
    """A waiver in one run: its state, how many failed rows it matches, and the days until its last one.

    The number of days is below 0 if that day is over. `unknown` rows are matched too, and not excused.
    """

    waiver: Waiver
    state: WaiverState
    findings: int
    unknown: int
    days_left: int

    @property
    def ends_soon(self) -> bool:
        """Whether it still holds, and ends within 14 days."""
        return 0 <= self.days_left <= NOTICE.days

    @property
    def needs_attention(self) -> bool:
        """Whether there is something to tell of it besides what it excuses."""
        if self.state is WaiverState.APPLIED:
            return self.ends_soon
        return self.state not in {WaiverState.NOT_JUDGED, WaiverState.ELSEWHERE}


@dataclass(frozen=True, slots=True)
class Exceptions:
    """All that a waiver file says, in its order."""

    waivers: tuple[Waiver, ...] = ()
    accepted: tuple[Acceptance, ...] = ()
    attestations: tuple[Attestation, ...] = ()


def is_pattern(subject: str) -> bool:
    """Return whether a subject is a pattern over keys."""
    return _WILD.search(subject) is not None


def is_same_value(one: Any, other: Any) -> bool:
    """Return whether two values of JSON are the same; a whole number is the same as a decimal one of its size."""
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same_value, one, other))
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)
