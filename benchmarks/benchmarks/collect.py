"""Collecting against a bare loop over the same pages: processor time, requests, memory."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median

from benchmarks.bare import KEY
from benchmarks.figure import TIMES, Figure, Goal, duration
from benchmarks.local import Local, serving
from benchmarks.process import MIB, Usage, run
from benchmarks.rounds import ratio, take_turns

THREE = Goal(3, TIMES)
FLAT = Goal(1.25, TIMES)
CONSTANT = Goal(1, "")
FEW, MANY = 3, 5
SMALL = 10_000


@dataclass(frozen=True, slots=True)
class Collected:
    """One size: what each round used, the requests of one collection, and how many rows there are."""

    users: int
    ours: Sequence[Usage]
    bare: Sequence[Usage]
    requests: int
    rows: int

    @property
    def ratio(self) -> float:
        """Processor time of the whole process against that of the bare loop's."""
        return ratio([used.cpu for used in self.ours], [used.cpu for used in self.bare])

    @property
    def peak(self) -> float:
        """The most memory at once, in MiB."""
        return median(used.peak for used in self.ours) / MIB


def measured(sizes: Iterable[int], work: Path) -> list[Collected]:
    """Collect organizations of these sizes, each some times, with a bare loop beside it."""
    return [_one(users, work) for users in sizes]


def figures(sizes: Sequence[Collected]) -> Iterator[Figure]:
    """Yield what collecting costs."""
    for one in sizes:
        yield _times(one, THREE if one is sizes[-1] else None)
    if len(sizes) > 1:
        yield _further(sizes[-2], sizes[-1])
        yield _requests(sizes[0], sizes[-1])
        yield _memory(sizes)


def _one(users: int, work: Path) -> Collected:
    with serving(users) as local:
        store, asked = work / "store", work / "requests.json"
        local.collect(store)
        requests = local.requests()
        asked.write_text(json.dumps([_below(request) for request in requests]))
        rows = _rows(store)
        turns = take_turns(
            MANY if users <= SMALL else FEW,
            {"ours": lambda: _again(local, store), "bare": lambda: _bare(asked, local)},
        )
        shutil.rmtree(store)
    return Collected(users, turns["ours"], turns["bare"], len(requests), rows)


def _below(request: dict[str, object]) -> dict[str, object]:
    # The record has whole paths, of which the base URL holds the first part.
    return {**request, "path": str(request["path"]).removeprefix("/admin")}


def _rows(store: Path) -> int:
    manifest = next((store / "snapshots").glob("*/manifest.json"))
    return sum(table["rows"] for table in json.loads(manifest.read_bytes())["tables"].values())


def _again(local: Local, store: Path) -> Usage:
    shutil.rmtree(store)
    return local.collect(store)


def _bare(asked: Path, local: Local) -> Usage:
    words = (sys.executable, "-m", "benchmarks.bare", str(asked), local.base_url)
    return run(*words, environment={KEY: local.key})


def _cpu(usages: Iterable[Usage]) -> float:
    return median(used.cpu for used in usages)


def _times(one: Collected, goal: Goal | None) -> Figure:
    ours, bare = _cpu(one.ours), _cpu(one.bare)
    told = f"{duration(ours / one.requests)} against {duration(bare / one.requests)} a request, start and sealing in it"
    raw = {"cpu": ours, "bare_cpu": bare, "requests": one.requests, "wall": median(u.wall for u in one.ours)}
    return Figure("collect", f"processor time, {one.users:,} users", one.ratio, TIMES, goal, told, raw)


def _further(few: Collected, many: Collected) -> Figure:
    """Compare what each request more costs: what starting costs is out of it."""
    pages = many.requests - few.requests
    ours = (_cpu(many.ours) - _cpu(few.ours)) / pages
    bare = (_cpu(many.bare) - _cpu(few.bare)) / pages
    told = f"{duration(ours)} against {duration(bare)} for each request from {few.users:,} to {many.users:,} users"
    return Figure("collect", "processor time of a further page", ours / bare, TIMES, THREE, told)


def _requests(few: Collected, many: Collected) -> Figure:
    """Compare the requests with the least that pages of a hundred allow: the rest must not grow with the rows.

    Each table's last page may be a short one, so the rest may move by one.
    """
    over = {one.users: one.requests - ceil(one.rows / 100) for one in (few, many)}
    grown = over[many.users] - over[few.users]
    told = ", ".join(f"{one.requests:,} for {one.rows:,} rows (⌈rows/100⌉ + {over[one.users]})" for one in (few, many))
    return Figure("collect", "growth of the requests beyond ⌈rows/100⌉", grown, "", CONSTANT, told)


def _memory(sizes: Sequence[Collected]) -> Figure:
    told = ", ".join(f"{one.peak:,.0f} MiB for {one.users:,}" for one in sizes)
    growth = sizes[-1].peak / sizes[0].peak
    return Figure(
        "memory", f"collecting {sizes[-1].users:,} users against {sizes[0].users:,}", growth, TIMES, FLAT, told
    )
