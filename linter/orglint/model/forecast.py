"""What will fail if nothing happens but that time passes, and when."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from orglint.model.findings import Finding
from orglint.model.result import Result
from orglint.model.rule import Rule


class Coming(StrEnum):
    """What becomes of a row that does not fail yet."""

    FAILS = "fails"
    WAIVER_ENDS = "waiver-ends"  # it fails already, and is waived until then
    UNDECIDED = "undecided"  # nobody will know any more


@dataclass(frozen=True, slots=True)
class ComingFinding:
    """A finding that is to come: `on` is the first day on which the rule finds it, as it will be then."""

    kind: Coming
    on: date
    rule: Rule
    finding: Finding


@dataclass(frozen=True, slots=True)
class EndingStatement:
    """A waiver or an attestation that ends; `findings` is how many it excuses now, `until` its last day."""

    kind: str
    rule: str
    subject: str
    owner: str
    until: date
    days_left: int
    findings: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """What comes within some days after `today`, if the organization stays as the snapshot of `result` has it.

    `result` is what is judged now. `undecided` are the rules of which something is not known, with the reason: nor can
    it be known when they will fail. `timed` is the number of rules that look at the time.
    """

    result: Result
    today: datetime
    days: int
    coming: tuple[ComingFinding, ...]
    ending: tuple[EndingStatement, ...]
    undecided: Mapping[str, str] = field(default_factory=dict)
    timed: int = 0

    @property
    def failing(self) -> tuple[ComingFinding, ...]:
        """What will fail at or above the severity that counts."""
        least = self.result.fail_on.rank
        return tuple(it for it in self.coming if it.kind is not Coming.UNDECIDED and it.rule.severity.rank >= least)

    @property
    def can_tell(self) -> bool:
        """Whether it is known now of everything, and will be, whether it fails."""
        known = not self.undecided and not any(it.kind is Coming.UNDECIDED for it in self.coming)
        return self.result.decided and known
