"""Judge many snapshots, one by one or in parallel, in their order; only totals are kept."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from orglint import snapshots
from orglint.engine.interface import EngineFactory
from orglint.errors import SnapshotError
from orglint.evaluate.distribute.judging import Judging
from orglint.model.overview import SnapshotLine
from orglint.model.result import Result
from orglint.snapshots import SnapshotSummary

One = TypeVar("One")
Made = TypeVar("Made")

Find = Callable[[Path, str | None], tuple[SnapshotSummary, ...]]
HISTORY = "history"
FIND: Mapping[str, Find] = {"organizations": snapshots.newest_of_each, HISTORY: snapshots.list_all_snapshots}
"""Which snapshots `--across` means."""


def judge_snapshots(
    found: Sequence[SnapshotSummary], judging: Judging, open_engine: EngineFactory, *, at_once: int
) -> Iterator[Result | SnapshotLine]:
    """Yield the result of each snapshot, in their order; a line with the reason if it could not be judged."""
    return _in_order(lambda summary: _judge_snapshot(summary, judging, open_engine), found, at_once)


def _judge_snapshot(summary: SnapshotSummary, judging: Judging, open_engine: EngineFactory) -> Result | SnapshotLine:
    if summary.problem:
        return _build_problem_line(summary, summary.problem)
    try:
        return judging.result(snapshots.read_snapshot(summary.folder), open_engine)
    except SnapshotError as error:
        return _build_problem_line(summary, error.message)


def _build_problem_line(summary: SnapshotSummary, problem: str) -> SnapshotLine:
    about = (summary.folder, summary.organization, summary.organization_name, summary.taken_at)
    return SnapshotLine(*about, problem=problem)


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
