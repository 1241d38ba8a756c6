"""What differs between two folders of rules, and what that does to the findings of snapshots."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from orglint.model.result import Outcome
from orglint.model.rule import Severity

DECIDING = frozenset({"attest", "let", "params", "require", "requires", "table", "where"})
"""The members of a rule that decide about rows; all others say something about it."""


class RuleChangeKind(StrEnum):
    """What happened to a rule."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class MemberChange:
    """A member of a rule's file (`params.max.default`), as text before and after; empty where it is not there."""

    name: str
    before: str
    after: str

    @property
    def decides(self) -> bool:
        """Whether it may change what is decided about a row."""
        return self.name.partition(".")[0] in DECIDING


@dataclass(frozen=True, slots=True)
class RuleChange:
    """A rule that is not the same in both folders; `before` is its earlier id, and empty for one that was added."""

    kind: RuleChangeKind
    id: str
    before: str
    title: str
    severity: Severity
    members: tuple[MemberChange, ...] = ()

    @property
    def decides(self) -> bool:
        """Whether rows may be judged otherwise."""
        return self.kind is not RuleChangeKind.CHANGED or any(it.decides for it in self.members)


class FindingChangeKind(StrEnum):
    """What a change of rules does to a finding.

    A finding is taken away only where the rule as it is now decides the row, and does not find it. Where it cannot
    decide, the finding is undecided; where no rule looks at the row any more, it is not looked for.
    """

    ADDED = "added"
    TAKEN_AWAY = "taken-away"
    UNDECIDED = "undecided"
    NOT_LOOKED_FOR = "not-looked-for"


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that a change of rules adds, or that it no longer makes."""

    kind: FindingChangeKind
    table: str
    key: str
    subject: str
    message: str


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """What one rule concludes about a snapshot before and after; None where there is no such rule.

    `reason` says why the later outcome is not decided, where it is not.
    """

    rule: str
    before: Outcome | None
    after: Outcome | None
    reason: str = ""
    findings: tuple[FindingChange, ...] = ()

    def count(self, kind: FindingChangeKind) -> int:
        """Return how many findings changed so."""
        return sum(it.kind is kind for it in self.findings)


@dataclass(frozen=True, slots=True)
class SnapshotChange:
    """What a change of rules does to one snapshot, rule by rule."""

    id: str
    organization: str
    taken_at: datetime
    rules: tuple[OutcomeChange, ...]

    def count(self, kind: FindingChangeKind) -> int:
        """Return how many findings of all rules changed so."""
        return sum(it.count(kind) for it in self.rules)


@dataclass(frozen=True, slots=True)
class RulesDiff:
    """The rules that differ between two folders; `unchanged` is the number of those that do not."""

    before: str
    after: str
    rules: tuple[RuleChange, ...]
    unchanged: int
    snapshots: tuple[SnapshotChange, ...] = ()

    def count(self, kind: FindingChangeKind) -> int:
        """Return how many findings of all snapshots changed so."""
        return sum(it.count(kind) for it in self.snapshots)
