"""Which snapshots `--across` means, and judging them one after the other."""

from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path

from orglint import snapshots
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged, judge_listed
from orglint.snapshots import SnapshotSummary

Find = Callable[[Path, str | None], tuple[SnapshotSummary, ...]]
HISTORY = "history"
FIND: Mapping[str, Find] = {"organizations": snapshots.newest_of_each, HISTORY: snapshots.list_all_snapshots}
"""Which snapshots `--across` means."""


def judge_in_turn(found: Sequence[SnapshotSummary], judging: Judging) -> Generator[Judged]:
    """Yield what comes of each snapshot, in their order; each is judged when it is asked for."""
    return (judge_listed(summary, judging) for summary in found)
