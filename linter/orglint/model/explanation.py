"""An explanation: how one rule comes to its outcome for one row, sub-expression by sub-expression."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from orglint.model.acceptance import Acceptance
from orglint.model.result import Outcome, Verdict
from orglint.model.rule import Rule
from orglint.model.snapshot import Snapshot
from orglint.model.values import KnownValues


class State(StrEnum):
    """What is known of a sub-expression for a row."""

    VALUE = "value"
    ABSENT = "absent"  # the API answered, and the field was null or left out
    UNKNOWN = "unknown"


class Chosen(StrEnum):
    """How the row came to be the one that is explained."""

    KEY = "named by its key"
    LABEL = "the only one of that name or e-mail address"
    FINDING = "the first finding"
    SCOPE = "the first row in scope, as there is no finding"
    FIRST = "the first row, as none is in scope"


@dataclass(frozen=True, slots=True)
class DecidingElement:
    """An element of a list that decides what a macro says of it: its place from 0, its value, what is asked of it."""

    place: int
    value: Any
    step: "Step"


@dataclass(frozen=True, slots=True)
class Witnesses:
    """How rows of a table, or elements of a list, answer what is asked of them, and which of them decide.

    `what` is the table, or `element`. `answers` counts those for which it is `true`, `false` and `unknown`, `total` is
    how many there are; `answer` says which of the three decides, `keys` names the first rows of those, `elements` the
    first elements. `gap` says why rows of the table are missing, empty if none is.
    """

    what: str
    total: int
    answers: Mapping[str, int]
    answer: str
    keys: tuple[str, ...] = ()
    elements: tuple[DecidingElement, ...] = ()
    gap: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One sub-expression with its value for the row.

    `needed` is false where the value of another part already decides. `reason` says why there is no value; it is
    empty where a part below says so. `plain` says that the text shows the value.
    """

    text: str
    type: str
    state: State
    value: Any = None
    reason: str = ""
    needed: bool = True
    plain: bool = False
    parts: tuple["Step", ...] = ()
    deciding: Witnesses | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a column that the rule reads comes from, and when its table was read; `column` is empty for every row."""

    table: str
    column: str
    endpoint: str
    source: str
    read_at: datetime | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """How one rule comes to its outcome for one row; `verdict` is what it concludes of the whole table."""

    rule: Rule
    key: str
    chosen: Chosen
    outcome: Outcome
    reason: str
    message: str
    now: datetime
    steps: Mapping[str, Step]
    readings: tuple[Reading, ...]
    verdict: Verdict
    snapshot: Snapshot | None = None
    doubts: tuple[str, ...] = ()
    orglint: str = ""
    known: KnownValues = field(default_factory=dict)
    acceptances: tuple[Acceptance, ...] = ()

    @property
    def exit_code(self) -> int:
        """What the row comes to: 0 it passes or is out of scope, 1 it fails, 3 it or the rule cannot be known."""
        if Outcome.UNKNOWN in {self.outcome, self.verdict.outcome} or self.doubts:
            return 3
        return 1 if self.outcome is Outcome.FAIL else 0
