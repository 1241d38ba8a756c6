"""Limit the time and memory of queries, and end one that takes more, or on a signal."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from time import monotonic
from typing import TypeVar

from orglint.engine.interruptible import run_interruptibly
from orglint.engine.limits import memory
from orglint.engine.queries import QueryMemoryError, QueryTimeoutError
from orglint.errors import UsageError
from orglint.model.wording import format_limit

T = TypeVar("T")

MOST = timedelta(minutes=10)
"""How long a query may take unless somebody says otherwise: no rule over a million rows comes near."""
ROOM = 2**30
"""Bytes by which the process may grow in a query: what DuckDB counts, what it does not, and the answer itself."""
EXPLAINED = 5
"""Times of one rule that a whole explanation may take."""
_OVER = "the time for the whole explanation ran out before it was done"


@dataclass(slots=True)
class TimeBudget:
    """Seconds that are left for several queries together."""

    left: float


@dataclass(frozen=True, slots=True)
class LimitedWatch:
    """A `Watch` that ends a query after `most`, on Ctrl-C or SIGTERM, or when the process grows by `ROOM` bytes.

    With a `budget`, all queries together may take that long.
    """

    most: timedelta
    budget: TimeBudget = field(default_factory=lambda: TimeBudget(float("inf")))

    def __call__(self, run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        """Return what `run` returns; raises `QueryTimeoutError` or `QueryMemoryError` if it takes too much."""
        if self.budget.left <= 0:
            raise QueryTimeoutError(f"{_OVER} (--rule-timeout)")
        begun = monotonic()
        try:
            return self._run_query(run, interrupt)
        finally:
            self.budget.left -= monotonic() - begun

    def _run_query(self, run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        before, deadline = memory.resident(), monotonic() + min(self.most.total_seconds(), self.budget.left)
        with memory.limited(ROOM):
            try:
                return run_interruptibly(run, interrupt, lambda: self._check_limits(before, deadline))
            except MemoryError:
                raise QueryMemoryError from None

    def _check_limits(self, before: int, deadline: float) -> None:
        """Raise the error of the limit that the running query has reached, if any."""
        if monotonic() > deadline:
            whole = f"it took longer than {format_limit(self.most)}"
            raise QueryTimeoutError(
                f"{whole if self.budget.left > self.most.total_seconds() else _OVER} (--rule-timeout)"
            )
        if memory.resident() - before > ROOM:
            raise QueryMemoryError


def make_watch(most: timedelta | None, *, explaining: bool = False) -> LimitedWatch:
    """Return a watch for queries that may take `most` each; raises `UsageError` if that is no time at all."""
    if most is not None and not most:
        raise UsageError("nothing was judged: --rule-timeout must be longer than 0", "Give a time such as 30s or 10m.")
    time = most or MOST
    return LimitedWatch(time, TimeBudget(EXPLAINED * time.total_seconds())) if explaining else LimitedWatch(time)
