"""How much time and memory a rule may take, and a query that ends when it takes more, or when somebody wants it to.

The engine does not hear signals while it works, so it works in a thread of its own and this one waits for it.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from time import monotonic
from typing import Any, TypeVar

from orglint.cli import memory
from orglint.errors import UsageError
from orglint.evaluate.engine import GreedyError, LateError, Opener
from orglint.evaluate.engines import Kind

T = TypeVar("T")

MOST = timedelta(minutes=10)
"""How long a query may take unless somebody says otherwise: no rule over a million rows comes near."""
ROOM = 2**30
"""Bytes by which the process may grow in a query: what DuckDB counts, what it does not, and the answer itself."""
EXPLAINED = 5
"""Times of one rule that a whole explanation may take."""
_LOOK = 0.01  # seconds between two looks at the memory: an engine fills a gigabyte in half a second
_AGAIN = 0.05  # seconds between two requests to end: one that comes before the engine has begun is lost
_OVER = "the time for the whole explanation was over before it was done"


@dataclass(slots=True)
class Purse:
    """Seconds that are left for several queries together."""

    left: float


@dataclass(frozen=True, slots=True)
class Watch:
    """Runs queries, each for as long as `most` at most; Ctrl-C and SIGTERM end the one that runs.

    With a purse, all of them together run for as long as that lasts.
    """

    most: timedelta
    purse: Purse = field(default_factory=lambda: Purse(float("inf")))

    def __call__(self, run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        """Return what `run` returns; `LateError` or `GreedyError` if that takes too much time or memory."""
        if self.purse.left <= 0:
            raise LateError(f"{_OVER} (--rule-timeout)")
        begun = monotonic()
        try:
            return self._run(run, interrupt)
        finally:
            self.purse.left -= monotonic() - begun

    def _run(self, run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        before, deadline = memory.resident(), monotonic() + min(self.most.total_seconds(), self.purse.left)
        with ThreadPoolExecutor(max_workers=1) as pool, memory.limited(ROOM):
            working = pool.submit(run)
            try:
                while not working.done():
                    self._look(before, deadline)
                    wait([working], timeout=_LOOK)
            except MemoryError:
                raise GreedyError from None
            finally:
                _end(working, interrupt)
            return working.result()

    def _look(self, before: int, deadline: float) -> None:
        """Raise what is the matter with a query that runs, if anything is."""
        if monotonic() > deadline:
            whole = f"it took longer than {_spoken(self.most)}"
            raise LateError(f"{whole if self.purse.left > self.most.total_seconds() else _OVER} (--rule-timeout)")
        if memory.resident() - before > ROOM:
            raise GreedyError


def over(engine: Kind, most: timedelta | None, *, explaining: bool = False) -> Callable[[Opener], Opener]:
    """Return what makes an opener of this engine one whose queries are watched."""
    if engine.watched:
        return lambda opener: partial(opener, watch=watch(most, explaining=explaining))
    if most is not None:
        message = f"nothing was judged: --rule-timeout is not for the engine {engine.name}"
        raise UsageError(message, "Leave it out: what runs there ends by the limits of that engine.")
    return lambda opener: opener


def watch(most: timedelta | None, *, explaining: bool = False) -> Watch:
    """Return a watch for rules that may take so long."""
    if most is not None and not most:
        raise UsageError(
            "nothing was judged: --rule-timeout leaves rules no time", "Give them some, such as 30s or 10m."
        )
    time = most or MOST
    return Watch(time, Purse(EXPLAINED * time.total_seconds())) if explaining else Watch(time)


def _end(working: "Future[Any]", interrupt: Callable[[], None]) -> None:
    """Make the engine stop, and wait until it has."""
    while not working.done():
        interrupt()
        wait([working], timeout=_AGAIN)


def _spoken(length: timedelta) -> str:
    seconds = int(length.total_seconds())
    number, unit = (seconds // 60, "minute") if seconds % 60 == 0 else (seconds, "second")
    return f"{number:,} {unit}{'s' * (number != 1)}"
