"""Work that a signal can end: the engine does not hear signals, so it works in a thread and this one waits for it.

In the main thread DuckDB would look for signals itself, and turn what their handlers raise into a RuntimeError. What
a handler raises may come between any two steps here, so nothing is used that would be left in a state between two:
bare locks, no pools, futures or conditions.
"""

from _thread import start_new_thread
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Generic, TypeVar

T = TypeVar("T")

_LOOK = 0.01  # seconds between two checks: an engine fills a gigabyte of memory in half a second
_AGAIN = 0.05  # seconds between two interrupts: one that comes before the query has begun is lost


@dataclass(slots=True, eq=False)
class _Work(Generic[T]):
    """Work that a thread does: whoever takes `begun` first decides whether it is done; `ended` is free when it is."""

    run: Callable[[], T]
    begun: Any = field(default_factory=Lock)
    ended: Any = field(default_factory=Lock)
    done: bool = False
    results: list[T] = field(default_factory=list)
    error: BaseException | None = None

    def do(self) -> None:
        """Do it, unless it was given up before."""
        if not self.begun.acquire(blocking=False):
            return
        try:
            self.results.append(self.run())
        except BaseException as error:  # noqa: BLE001 - whoever waits for the result raises it
            self.error = error
        self.done = True
        self.ended.release()

    def wait(self, look: Callable[[], None] | None) -> T:
        """Return the result when it is there."""
        while not self.ended.acquire(timeout=-1 if look is None else _LOOK):
            if look is not None:
                look()
        if self.error is not None:
            raise self.error
        return self.results[0]

    def end(self, interrupt: Callable[[], None]) -> None:
        """Make the engine stop, and wait until it has; what has not begun never does."""
        if self.begun.acquire(blocking=False):
            return
        while not self.done:
            interrupt()
            self.ended.acquire(timeout=_AGAIN)


def run_interruptibly(run: Callable[[], T], interrupt: Callable[[], None], look: Callable[[], None] | None = None) -> T:
    """Return what `run` returns; whatever is raised here meanwhile ends it and stays what it is.

    `interrupt` makes the engine give up. `look` is called every hundredth of a second, and may raise.
    """
    work = _Work(run)
    work.ended.acquire()
    try:
        start_new_thread(work.do, ())
        return work.wait(look)
    finally:
        work.end(interrupt)
