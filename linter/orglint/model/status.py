"""How old the newest result of an organization is, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from orglint.model.result import Outcome
from orglint.model.rule import Severity

UNDECIDED = 3


@dataclass(frozen=True, slots=True)
class RunStatus:
    """The newest result of an organization; `problems` say why nobody may rely on it, `notes` what else is to be said.

    Without a result there is no `snapshot`, and a problem that says so.
    """

    organization: str
    name: str = ""
    snapshot: str = ""
    taken_at: datetime | None = None
    kept_at: datetime | None = None
    age: timedelta | None = None
    outcome: Outcome = Outcome.UNKNOWN
    result_exit_code: int = UNDECIDED
    failed: Mapping[Severity, int] = field(default_factory=dict)
    unknown: int = 0
    problems: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """3 if nobody may rely on it, else 0, whatever was found."""
        return UNDECIDED if self.problems else 0
