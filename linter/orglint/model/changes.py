"""What differs between two results of an organization: which findings, and which rules found them."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from orglint.model.findings import Finding, Outcome
from orglint.model.organization_changes import OrganizationChanges
from orglint.model.result import Result
from orglint.model.rule import Rule
from orglint.model.rules_diff import MemberChange


class Change(StrEnum):
    """What happened to a finding from one result to the next; one that is in both with the same outcome is still there.

    A finding is fixed only where the later result knows that its row is there and that the same rule does not find it.
    """

    NEW = "new"  # was not there, and nothing says that it was there before
    REOPENED = "reopened"  # was not there, and was in an earlier result
    WAIVER_ENDED = "waiver-ended"
    DECIDED_AGAIN = "decided-again"  # was unknown; it may have been there all the time
    FIXED = "fixed"
    GONE = "gone"  # its subject left the organization
    NO_LONGER_FOUND = "no-longer-found"  # fixed or gone: the later result does not tell which
    OTHER_RULE = "not-found-by-changed-rule"  # its rule decides otherwise than before, and does not find it
    NEWLY_WAIVED = "newly-waived"
    NO_LONGER_DECIDED = "no-longer-decided"
    NOT_LOOKED_FOR = "not-looked-for"  # its rule did not run, or is about another table now
    UNDECIDED = "undecided"  # a row is unknown, and was not decided before


CAME = (Change.NEW, Change.REOPENED, Change.WAIVER_ENDED)
"""What became of a finding that people have to look at now, and had not before."""


class RuleEvent(StrEnum):
    """What happened to a rule from one result to the next."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    CHANGED = "changed"
    SET_UP = "set-up"  # it waited for a setting, or for what the plan lacked, and is judged now
    NOT_SET_UP = "not-set-up"  # it was judged, and waits now


class ChangedFinding(NamedTuple):
    """One finding that is not the same in two results.

    `finding` is as the later result has it, else as the earlier one does, under the present id of its rule. `before`
    and `after` are its outcomes in the two; None where it was no finding. `cause` says more, for people. Where the rule
    itself decides otherwise than before, `by_rule` says that this may be why.
    """

    kind: Change
    finding: Finding
    before: Outcome | None
    after: Outcome | None
    cause: str = ""
    by_rule: bool = False


@dataclass(frozen=True, slots=True)
class ChangedRule:
    """A rule that is not the same in two results; `before` is its earlier id, `after` its present one, empty if none.

    `cause` says why it does not run, where that is known; `members` are what differs in it.
    """

    event: RuleEvent
    before: str
    after: str
    rule: Rule
    cause: str = ""
    members: tuple[MemberChange, ...] = ()
    decides: bool = True

    @property
    def id(self) -> str:
        """What it is called now, or was called last."""
        return self.after or self.before


class Balance(NamedTuple):
    """How the findings of one outcome became those of the later result, so that a reader can add them up."""

    before: int
    left: Mapping[Change, int]
    still: int
    arrived: Mapping[Change, int]
    after: int

    @property
    def adds_up(self) -> bool:
        """Whether both sums are true."""
        left, arrived = sum(self.left.values()), sum(self.arrived.values())
        return self.before - left == self.still and self.still + arrived == self.after


@dataclass(frozen=True, slots=True)
class ResultChanges:
    """What differs between two results, worst first: rules, then findings by rule and key.

    `unchanged` counts, by the present id of a rule and by outcome, the findings that both results have.
    """

    before: Result
    after: Result
    rules: tuple[ChangedRule, ...] = ()
    findings: tuple[ChangedFinding, ...] = ()
    unchanged: Mapping[str, Mapping[Outcome, int]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not self.rules and not self.findings

    @property
    def counts(self) -> Mapping[Change, int]:
        """How many findings changed in each way, those that did not left out."""
        return Counter(it.kind for it in self.findings)

    @property
    def changed_rules(self) -> frozenset[str]:
        """The present ids of rules that may find something else than before though nothing changed."""
        deciding = {RuleEvent.ADDED, RuleEvent.CHANGED, RuleEvent.SET_UP}
        return frozenset(it.after for it in self.rules if it.event in deciding and it.decides)

    def select_kind(self, *kinds: Change) -> Iterator[ChangedFinding]:
        """Yield the findings that changed in one of these ways."""
        return (it for it in self.findings if it.kind in kinds)

    def count_still(self, outcome: Outcome) -> int:
        """Return how many findings have the outcome in both results."""
        return sum(counts.get(outcome, 0) for counts in self.unchanged.values())

    def build_balance(self, outcome: Outcome) -> Balance:
        """Return how the findings of an outcome became those that the later result has."""
        start, end = (_count_findings(it, outcome) for it in (self.before, self.after))
        left = Counter(it.kind for it in self.findings if it.before is outcome)
        arrived = Counter(it.kind for it in self.findings if it.after is outcome)
        return Balance(start, left, self.count_still(outcome), arrived, end)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that is told of what changed: in the findings, and in the organization itself, where each is known.

    `notes` say what could not be compared, and why.
    """

    results: ResultChanges | None = None
    organization: OrganizationChanges | None = None
    notes: tuple[str, ...] = ()


def _count_findings(result: Result, outcome: Outcome) -> int:
    return sum(verdict.findings.count_outcome(outcome) for verdict in result.verdicts)
