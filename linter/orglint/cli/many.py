"""Where many snapshots are judged: here, in how many processes, or on a Spark."""

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from orglint.cli.options import SPARK
from orglint.cli.output.judging_progress import show_progress, tell_note
from orglint.cli.output.targets import Target
from orglint.engine.limits import memory
from orglint.engine.limits.watch import ROOM
from orglint.errors import UsageError
from orglint.evaluate.distribute.across import judge_in_turn
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged
from orglint.snapshots import SnapshotSummary

PAYS = 4
"""Snapshots for each process at least: starting one takes as long as judging a few small snapshots."""


@dataclass(frozen=True, slots=True)
class Where:
    """The URL of a Spark, or (if it is empty) this machine and the number of processes, None for as many as suit."""

    spark_url: str = ""
    jobs: int | None = None


def choose_where(engine: str, spark_url: str, jobs: int | None, *, across: bool) -> Where:
    """Return where snapshots are judged; `UsageError` if options contradict each other."""
    if jobs is not None and (engine == SPARK or not across):
        why = "Spark decides how many tasks run at a time" if engine == SPARK else "it is about many snapshots"
        raise UsageError(f"nothing was judged: --jobs cannot be used here: {why}", "Leave out --jobs.")
    if engine == SPARK and not across:
        raise UsageError(
            "nothing was judged: --engine spark judges many snapshots, each on one machine of a cluster, not one alone",
            "Add --across organizations or --across history, or leave out --engine.",
        )
    return Where(spark_url if engine == SPARK else "", jobs)


@contextmanager
def judge_many(
    found: Sequence[SnapshotSummary], judging: Judging, where: Where, wanted: Sequence[Target]
) -> Iterator[Iterator[Judged]]:
    """Judge snapshots; what comes of each is yielded in their order, and progress is shown meanwhile."""
    printed = any(target.file is None and not target.format.stream for target in wanted)
    with (
        closing(_begin(found, judging, where)) as judged,
        show_progress(judged, len(found), bar=not printed) as followed,
    ):
        yield followed


def _begin(found: Sequence[SnapshotSummary], judging: Judging, where: Where) -> Generator[Judged]:
    if where.spark_url:
        from orglint.evaluate.distribute.spark.start import judge_on_spark

        return judge_on_spark(found, replace(judging, threads=1), where.spark_url, tell=tell_note)
    jobs = min(where.jobs or _suit_jobs(len(found)), len(found))
    if jobs == 1:
        return judge_in_turn(found, judging)
    from orglint.evaluate.distribute.processes import judge_in_processes

    threads = max(1, _count_processors() // jobs)
    return judge_in_processes(found, replace(judging, threads=threads), jobs=jobs)


def _suit_jobs(snapshots: int) -> int:
    """Return a number of processes: one a processor, if each has memory for its largest query and enough to do."""
    return max(1, min(_count_processors(), memory.available() // ROOM, snapshots // PAYS))


def _count_processors() -> int:
    """Return the number of processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
