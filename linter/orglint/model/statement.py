"""Who answers for an exception, why, and until when."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

HORIZON = timedelta(days=366)
"""How far ahead the end of an exception may be: the same day a year later always is."""

NOTICE = timedelta(days=14)
"""How long before its end an exception is told of."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a written exception says of itself: it holds through its last day in UTC.

    `organization` is the only one that it is for, every one if empty; `place` is the file and line where it is written.
    """

    reason: str
    owner: str
    until: date
    ticket: str = ""
    organization: str = ""
    place: str = ""

    def count_days(self, at: datetime) -> int:
        """Return how many days are left until its last one: 0 on that day, below 0 when it is over."""
        return (self.until - to_day(at)).days

    def holds(self, at: datetime) -> bool:
        """Return whether it has not ended yet."""
        return self.count_days(at) >= 0

    def ends_soon(self, at: datetime) -> bool:
        """Return whether it still holds, and ends within 14 days."""
        return 0 <= self.count_days(at) <= NOTICE.days

    def is_for(self, organization: str) -> bool:
        """Return whether it is for an organization."""
        return not self.organization or self.organization == organization


def to_day(at: datetime) -> date:
    """Return the day of a moment in UTC; the moment must have a zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without a zone is on no day")
    return at.astimezone(UTC).date()
