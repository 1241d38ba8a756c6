"""Work that a signal can end: the engine does not hear signals, so it works in a thread and this one waits for it.

In the main thread DuckDB would look for signals itself, and turn what their handlers raise into a RuntimeError.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

T = TypeVar("T")

_LOOK = 0.01  # seconds between two checks: an engine fills a gigabyte of memory in half a second
_AGAIN = 0.05  # seconds between two interrupts: one that comes before the query has begun is lost


def run_interruptibly(run: Callable[[], T], interrupt: Callable[[], None], look: Callable[[], None] | None = None) -> T:
    """Return what `run` returns; whatever is raised here meanwhile ends it and stays what it is.

    `interrupt` makes the engine give up. `look` is called every hundredth of a second, and may raise.
    """
    with ThreadPoolExecutor(max_workers=1) as pool:
        working = pool.submit(run)
        try:
            while look is not None and not working.done():
                look()
                wait([working], timeout=_LOOK)
            return working.result()
        finally:
            _end(working, interrupt)


def _end(working: "Future[Any]", interrupt: Callable[[], None]) -> None:
    """Make the engine stop, and wait until it has."""
    while not working.done():
        interrupt()
        wait([working], timeout=_AGAIN)
