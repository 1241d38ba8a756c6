"""Jobs of a Spark: each judges some snapshots, one in a task."""

import pickle
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from orglint.errors import BugElsewhereError, JudgingError, OrglintError, UnreachableError, UsageError
from orglint.evaluate.distribute import parcels
from orglint.evaluate.distribute.installation import describe_installation
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged, build_problem_line, judge_listed
from orglint.evaluate.distribute.spark import worker
from orglint.evaluate.distribute.spark.errors import explain_environment, one_line
from orglint.evaluate.distribute.spark.reached import Spark
from orglint.evaluate.distribute.spark.task import SCHEMA, build_task
from orglint.snapshots import SnapshotSummary

LOOKED = 4_096
"""Numbers that Spark spreads over all of its processors, so that each is looked at."""

_NEEDS = "docs/engines.md says what the workers of a cluster need."
_NOTHING = "nothing is reported"


class Jobs:
    """What is asked of a Spark: whether its workers can judge, and what comes of snapshots."""

    def __init__(self, spark: Spark, found: Sequence[SnapshotSummary], judging: Judging) -> None:
        self._spark, self._found, self._judging = spark, found, judging
        self._parcel = zlib.compress(parcels.pack_judging(judging), 1)

    def count_processors(self) -> int:
        """Return on how many processors the Spark works at present, all of which can judge; else raise why not."""
        first = next((number for number, it in enumerate(self._found) if not it.problem), 0)
        try:
            rows = self._collect("check_worker", self._spark.session.range(0, LOOKED), [first])
        except self._spark.failures as error:
            why = f"{_NOTHING}: Spark at {self._spark.where} could not run anything: {one_line(error)}"
            raise self._explain(error) or JudgingError(why, _NEEDS) from None
        for _, kind, content in rows:
            self._refuse(kind, content, first)
        return len(rows)

    def judge(self, numbers: Sequence[int]) -> list[Judged]:
        """Return what comes of the snapshots of consecutive numbers.

        Where a job fails, its halves are tried again, down to the snapshot whose task fails.
        """
        first, last = numbers[0], numbers[-1]
        try:
            frame = self._spark.session.range(first, last + 1, 1, len(numbers))
            rows = self._collect("judge_snapshots", frame, numbers)
        except self._spark.failures as error:
            if told := self._explain(error):
                raise told from None
            if len(numbers) == 1:
                return [self._build_lost_line(first, one_line(error))]
            middle = len(numbers) // 2
            return [*self.judge(numbers[:middle]), *self.judge(numbers[middle:])]
        by_number = {number: self._read(number, kind, content) for number, kind, content in rows}
        return [by_number[number] for number in numbers]

    def _collect(self, step: str, frame: Any, numbers: Sequence[int]) -> list[worker.Row]:
        """Return the rows that a step yields for the numbers in a frame."""
        order: Mapping[str, Any] = {
            "judging": self._parcel,
            "installation": dict(describe_installation()),
            "summaries": {number: pickle.dumps(self._found[number]) for number in numbers},
        }
        table = frame.mapInArrow(build_task(step, order), SCHEMA).toArrow()
        return [(row["number"], row["kind"], row["content"]) for row in table.to_pylist()]

    def _read(self, number: int, kind: str, content: bytes) -> Judged:
        if kind == worker.UNSEEN and not self._found[number].folder.is_dir():
            return judge_listed(self._found[number], self._judging)  # it has gone here, too
        self._refuse(kind, content, number)
        return parcels.unpack_judged(zlib.decompress(content), self._found[number])

    def _refuse(self, kind: str, content: bytes, number: int) -> None:
        """Raise what a row says, if it says that nothing was judged."""
        text = content.decode() if kind not in {worker.JUDGED, worker.READY} else ""
        if kind == worker.BUG:
            raise BugElsewhereError(text)
        if kind == worker.REFUSED:
            raise UsageError(f"{_NOTHING}: a worker of Spark cannot judge: {text}", _NEEDS)
        if kind == worker.UNSEEN and self._found[number].folder.is_dir():
            folder = self._found[number].folder
            message = f"{_NOTHING}: a worker of Spark, {text}, does not see {folder}, which is there on this machine"
            raise UsageError(message, "Put the store where all machines of the cluster see it under the same path.")

    def _explain(self, error: Exception) -> OrglintError | None:
        """Return what is wrong with the whole Spark, if that is why something failed."""
        if not self._spark.is_alive():
            why = f"{_NOTHING}: Spark at {self._spark.where} was lost before everything was judged"
            return UnreachableError(why, "See why it ended, and run the same command again.")
        environment = explain_environment(error)
        return (
            UsageError(f"{_NOTHING}: the workers of Spark cannot judge: {environment}", _NEEDS) if environment else None
        )

    def _build_lost_line(self, number: int, why: str) -> Judged:
        summary = self._found[number]
        problem = f"{summary.folder} could not be judged: the task of Spark that judged it failed ({why})"
        return build_problem_line(summary, problem)
