"""Judge many snapshots on the Spark that a URL names: in a Java machine of this process, on a cluster, by Connect."""

import logging
import warnings
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from importlib import import_module
from typing import TypeVar

from orglint.errors import UsageError
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged
from orglint.evaluate.distribute.spark.jobs import Jobs
from orglint.evaluate.distribute.spark.reached import Spark
from orglint.snapshots import SnapshotSummary

PATIENCE = 30.0
"""Seconds after which one is told that nothing has come from Spark."""
TASKS = 4
"""Tasks of a job for each processor: enough to make up for those that take long, few enough to hold their results."""
AHEAD = 2
"""Jobs that run at a time, so that processors that are done with one have another."""

_NOISY = ("DataFrameQueryContextLogger", "SQLQueryContextLogger")
_CONNECT = "sc://"

T = TypeVar("T")
Tell = Callable[[str], None]


def judge_on_spark(found: Sequence[SnapshotSummary], judging: Judging, url: str, *, tell: Tell) -> Generator[Judged]:
    """Yield what comes of each snapshot, in their order; `tell` is called when nothing has come for long.

    Raises `UsageError` where something has to be installed or a URL is wrong, `UnreachableError` where a Spark cannot
    be reached or is lost.
    """
    with ExitStack() as stack:
        pool = ThreadPoolExecutor(AHEAD)
        stack.callback(pool.shutdown, cancel_futures=True)  # once the session is over, which ends its jobs
        spark = stack.enter_context(_open_spark(url))
        yield from judge_in_jobs(Jobs(spark, found, judging), len(found), pool, tell=tell)


def judge_in_jobs(jobs: Jobs, total: int, pool: ThreadPoolExecutor, *, tell: Tell) -> Generator[Judged]:
    """Yield what comes of each snapshot, in their order; the jobs are waited for in a pool of threads."""
    size = TASKS * _wait(pool.submit(jobs.count_processors), tell, "no worker of Spark has answered yet")
    starts = deque(range(0, total, size))
    waiting: deque[Future[list[Judged]]] = deque()
    while starts or waiting:
        while starts and len(waiting) < AHEAD:
            start = starts.popleft()
            waiting.append(pool.submit(jobs.judge, range(start, min(start + size, total))))
        yield from _wait(waiting.popleft(), tell, "still waiting for Spark")


def _wait(future: "Future[T]", tell: Tell, note: str) -> T:
    while not wait([future], timeout=PATIENCE).done:
        tell(note)
    return future.result()


@contextmanager
def _open_spark(url: str) -> Iterator[Spark]:
    where = "connect" if url.startswith(_CONNECT) else "classic"
    with _silence():
        try:
            module = import_module(f"orglint.evaluate.distribute.spark.{where}")
        except ImportError as error:
            raise _build_missing_error(error) from None
        with module.open_spark(url) as spark:
            yield spark


def _build_missing_error(error: ImportError) -> UsageError:
    assert not (error.name or "").startswith("orglint"), error
    what = error.name or str(error).splitlines()[0]
    return UsageError(
        f"nothing was judged: what --engine spark needs is not installed ({what})",
        "Install orglint again with its extra: orglint[spark] in place of orglint.",
    )


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the libraries from printing what orglint says itself: errors, and that somebody has stopped it."""
    nowhere = logging.NullHandler()
    logging.getLogger().addHandler(nowhere)  # without any, Python would print
    for name in _NOISY:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", module="pyspark")
            yield
    finally:
        logging.getLogger().removeHandler(nowhere)
