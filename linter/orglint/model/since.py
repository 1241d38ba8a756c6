"""Since when a finding is there."""

from datetime import datetime
from typing import NamedTuple

from orglint.model.wording import format_count


class Since(NamedTuple):
    """Since when a finding is there: the time of the snapshot in which it was found first, and never otherwise since.

    `not_before` is the time of the last snapshot before that in which it was not there; None where none was looked at,
    so that it may be older.
    """

    at: datetime
    not_before: datetime | None = None

    def count_days(self, now: datetime) -> int:
        """Return for how many whole days it has been there at a time, at least."""
        return max((now - self.at).days, 0)

    def describe(self, now: datetime) -> str:
        """Return since when it is there, and for how long, in words."""
        days = self.count_days(now)
        age = format_count(days, "day") if days else "less than a day"
        return f"{self.describe_start()}, {age}"

    def describe_start(self) -> str:
        """Return since when it is there, in words."""
        return f"since {self.at.date().isoformat()}{' or before' if self.not_before is None else ''}"
