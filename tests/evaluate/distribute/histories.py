"""A small history with what can be wrong with a snapshot, and what comes of it in one process."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from orglint import results, snapshots
from orglint.evaluate.distribute.across import judge_in_turn
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged
from orglint.model.overview import SnapshotLine, result_to_line
from orglint.model.result import Result
from orglint.snapshots import SnapshotSummary
from support.stores import NOON, sealed, user

USERS = [user(f"u{n}", status="suspended" if n % 3 else "active") for n in range(12)]


def make_history(store: Path) -> Sequence[SnapshotSummary]:
    """Return five snapshots: the third has been changed, the last has no manifest."""
    taken = [sealed(store, "a", USERS[day:], at=NOON + day * timedelta(days=1)) for day in range(5)]
    (taken[2].folder / "users.parquet").write_bytes(b"x")
    (taken[4].folder / "manifest.json").unlink()
    return snapshots.list_all_snapshots(store)


def told(judged: Judged) -> tuple[SnapshotLine, str]:
    """Return all that a report can say of a snapshot."""
    if isinstance(judged, Result):
        return result_to_line(judged), results.write_result(judged)
    return judged, ""


def judged_in_turn(found: Sequence[SnapshotSummary], by: Judging) -> list[tuple[SnapshotLine, str]]:
    """Return what comes of each snapshot in this process."""
    return [told(it) for it in judge_in_turn(found, by)]
