"""Many snapshots: judged one by one or several at a time, reported in their order, and none kept with its findings."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from orglint import snapshots
from orglint.cli import choose
from orglint.cli.judging import Judging
from orglint.errors import SnapshotError
from orglint.evaluate.engine import Opener
from orglint.model.overview import Line
from orglint.model.result import Result
from orglint.snapshots import Headline

One = TypeVar("One")
Made = TypeVar("Made")

Find = Callable[[Path, str | None], tuple[Headline, ...]]
HISTORY = "history"
FIND: Mapping[str, Find] = {"organizations": snapshots.newest_of_each, HISTORY: snapshots.history}
"""Which snapshots `--across` means."""


def judged(found: Sequence[Headline], judging: Judging, opener: Opener, *, at_once: int) -> Iterator[Result | Line]:
    """Yield what came of each snapshot, in their order; a line that says why where it could not be judged."""
    return _in_order(lambda headline: _one(headline, judging, opener), found, at_once)


def _one(headline: Headline, judging: Judging, opener: Opener) -> Result | Line:
    if headline.problem:
        return _line(headline, headline.problem)
    try:
        return judging.result(choose.trusted(snapshots.read(headline.folder)), opener)
    except SnapshotError as error:
        return _line(headline, error.message)


def _line(headline: Headline, problem: str) -> Line:
    about = (headline.folder, headline.organization, headline.organization_name, headline.taken_at)
    return Line(*about, problem=problem)


def _in_order(make: Callable[[One], Made], ones: Iterable[One], at_once: int) -> Iterator[Made]:
    """Yield what is made of each, in their order, several at a time, and never many more than are asked for."""
    if at_once == 1:
        yield from map(make, ones)
        return
    pool = ThreadPoolExecutor(at_once)
    waiting: deque[Future[Made]] = deque()
    try:
        for one in ones:
            waiting.append(pool.submit(make, one))
            if len(waiting) > at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
