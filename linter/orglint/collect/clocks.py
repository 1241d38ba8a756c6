"""Compare this machine's clock with the API's, and decide when a snapshot was taken."""

from collections.abc import Callable
from datetime import datetime, timedelta
from statistics import median_low

import httpx

from orglint.http.retry import server_time
from orglint.model.wording import format_time

AGREED = timedelta(minutes=5)
BELIEVED = timedelta(days=1)


class Clocks:
    """Compares this machine's clock with the `Date` header of the answers; `first` takes the first difference."""

    def __init__(self, clock: Callable[[], datetime], first: Callable[[float], None]) -> None:
        self._clock = clock
        self._first = first
        self._ahead: list[float] = []

    def note_server_time(self, response: httpx.Response) -> None:
        """Take note of what an answer says the time is."""
        there = server_time(response)
        if there is None:
            return
        self._ahead.append((there - self._clock()).total_seconds())
        if len(self._ahead) == 1:
            self._first(self._ahead[0])

    @property
    def ahead(self) -> float | None:
        """By how many seconds the API's clock is ahead, in the middle of all answers: one may come out of a cache."""
        return median_low(self._ahead) if self._ahead else None


def decide_taken_at(here: datetime, ahead: float | None, earlier: datetime | None) -> tuple[datetime, tuple[str, ...]]:
    """Return when a snapshot was taken that began at a time of this machine's clock, and why that may be doubted.

    Snapshots are ordered by this time, so it is never before that of an `earlier` one.
    """
    apart = timedelta(seconds=ahead or 0)
    there = here + apart
    if abs(apart) <= BELIEVED:
        taken, doubts = (there if abs(apart) > AGREED else here), []
    else:
        # The sooner of the two: a clock that is ahead would make all later snapshots look older than this one.
        taken = min((time for time in (here, there) if earlier is None or time > earlier), default=here)
        said = f"this machine's clock said {format_time(here)} when the API's said {format_time(there)}"
        doubts = [f"{said}: neither can be believed; set this machine's clock and collect again"]
    if earlier is not None and taken < earlier:
        doubts.append(
            f"by its clock the snapshot was taken at {format_time(taken)}, before an earlier one of "
            f"{format_time(earlier)}: one of the two clocks was wrong; if it was the earlier one's, "
            "move that snapshot out of the store"
        )
        taken = earlier + timedelta(seconds=1)
    return taken, tuple(doubts)
