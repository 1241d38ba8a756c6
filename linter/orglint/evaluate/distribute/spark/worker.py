"""What a worker of a Spark does: look whether it can judge, and judge the snapshot in a folder.

Everything comes as plain values, and goes back as rows: a number, a kind and bytes.
"""

import pickle
import socket
import sys
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from orglint.errors import locate_bug
from orglint.evaluate.distribute import parcels
from orglint.evaluate.distribute.installation import describe_installation, list_differences
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_listed
from orglint.snapshots import SnapshotSummary

READY, JUDGED, REFUSED, UNSEEN, BUG = "ready", "judged", "refused", "unseen", "bug"
"""Kinds of rows: it can judge; what came of a snapshot; it cannot judge; it does not see a folder; a bug."""

Row: TypeAlias = tuple[int, str, bytes]


def check_worker(numbers: Sequence[int], order: Mapping[str, Any]) -> Iterator[Row]:
    """Yield one row that says whether this worker can judge."""
    seen = pickle.loads(next(iter(order["summaries"].values())))  # noqa: S301 - it comes from whoever may run code here
    refusal = _find_refusal(order) or _find_unseen(seen)
    yield (numbers[0], *(refusal or (READY, b"")))


def judge_snapshots(numbers: Sequence[int], order: Mapping[str, Any]) -> Iterator[Row]:
    """Yield what comes of each snapshot."""
    for number in numbers:
        yield (number, *_judge_one(number, order))


def _judge_one(number: int, order: Mapping[str, Any]) -> tuple[str, bytes]:
    summary = pickle.loads(order["summaries"][number])  # noqa: S301 - as above
    if refusal := _find_refusal(order) or _find_unseen(summary):
        return refusal
    try:
        return JUDGED, zlib.compress(parcels.pack_judged(judge_listed(summary, _unpack(order["judging"]))), 1)
    except Exception as error:  # noqa: BLE001 - a bug is told by the process that people see
        return BUG, locate_bug(error).encode()


@lru_cache(maxsize=1)
def _unpack(parcel: bytes) -> Judging:
    return parcels.unpack_judging(zlib.decompress(parcel))


def _find_refusal(order: Mapping[str, Any]) -> tuple[str, bytes] | None:
    differences = ", ".join(list_differences(order["installation"], describe_installation()))
    if not differences:
        return None
    return REFUSED, f"{socket.gethostname()} ({sys.executable}) has another orglint: {differences}".encode()


def _find_unseen(summary: SnapshotSummary) -> tuple[str, bytes] | None:
    """Return who does not see a snapshot's folder, unless it is seen, or not to be opened anyway."""
    if summary.problem or summary.folder.is_dir():
        return None
    return UNSEEN, socket.gethostname().encode()
