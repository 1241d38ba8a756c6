"""How long a rule may take, and a query that ends when somebody wants it to.

The engine does not hear signals while it works, so it works in a thread of its own and this one waits for it.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from orglint.errors import UsageError
from orglint.evaluate.engine import EvaluationError, Opener
from orglint.evaluate.engines import Kind

T = TypeVar("T")

MOST = timedelta(minutes=10)
"""How long a query may take unless somebody says otherwise: no rule over a million rows comes near."""
_AGAIN = 0.05  # seconds between two requests to end: one that comes before the engine has begun is lost


@dataclass(frozen=True, slots=True)
class Watch:
    """Runs queries, each for as long as `most` at most; Ctrl-C and SIGTERM end the one that runs."""

    most: timedelta

    def __call__(self, run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        """Return what `run` returns; `EvaluationError` if that takes too long."""
        with ThreadPoolExecutor(max_workers=1) as pool:
            working = pool.submit(run)
            try:
                wait([working], timeout=self.most.total_seconds())
                late = not working.done()
            finally:
                _end(working, interrupt)
            if late:
                raise EvaluationError(f"it took longer than {_spoken(self.most)} (--rule-timeout)")
            return working.result()


def over(engine: Kind, most: timedelta | None) -> Callable[[Opener], Opener]:
    """Return what makes an opener of this engine one whose queries are watched."""
    if most is not None and not most:
        raise UsageError(
            "nothing was judged: --rule-timeout leaves rules no time", "Give them some, such as 30s or 10m."
        )
    if engine.watched:
        return lambda opener: partial(opener, watch=Watch(most or MOST))
    if most:
        message = f"nothing was judged: --rule-timeout is not for the engine {engine.name}"
        raise UsageError(message, "Leave it out: what runs there ends by the limits of that engine.")
    return lambda opener: opener


def _end(working: "Future[Any]", interrupt: Callable[[], None]) -> None:
    """Make the engine stop, and wait until it has."""
    while not working.done():
        interrupt()
        wait([working], timeout=_AGAIN)


def _spoken(length: timedelta) -> str:
    seconds = int(length.total_seconds())
    number, unit = (seconds // 60, "minute") if seconds % 60 == 0 else (seconds, "second")
    return f"{number:,} {unit}{'s' * (number != 1)}"
