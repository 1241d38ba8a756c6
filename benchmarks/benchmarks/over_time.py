"""`python -m benchmarks.over_time`: days of one organization, kept and compared, and what is told of them.

What changed between two snapshots is worked out by the engine and, as a naive program would, in plain Python over the
same files; both must find as many changes, and they take turns. Commands are whole processes, with their memory.
"""

import argparse
import gc
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

import duckdb

from benchmarks import grown, local
from benchmarks.process import MIB, ORGLINT, Usage, run
from benchmarks.rounds import ratio, take_turns, timed
from orglint import rulebook, tables
from orglint.documents import files
from orglint.engine.limits.watch import make_watch
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import judge_snapshot
from orglint.history.organization import compare_snapshots
from orglint.history.since import date_result
from orglint.model.judged_by import JudgedBy
from orglint.model.rule import Profile, Severity
from orglint.model.snapshot import Snapshot
from orglint.results.kept import KeptResult, keep_result
from orglint.snapshots import manifest, read_snapshot

SMALL = 1_000
"""Users of the organization that is collected, and multiplied."""
JOIN = 500
"""Users who join every day."""
_SCALARS = ("claimStatus", "status", "mfaEnabled")
_KEPT = (0, 1, 3)
_BY = JudgedBy("check", (), "")


def main(words: Sequence[str]) -> None:
    """Measure what the options ask for, and print it."""
    options = _parse_options(words)
    with tempfile.TemporaryDirectory(prefix="orglint-bench-") as folder:
        store = Path(folder) / "store"
        days = list(make_days(Path(folder), store, options.days, options.users))
        print(f"{options.days} days of {options.users:,} users, {os.cpu_count()} processors", flush=True)
        _compare(days[-2], days[-1], options.rounds)
        at = ("--store", str(store))
        _keep_days(store, days[:-1])
        lines = {
            "check --keep": ["check", days[-1].id, "--keep", "--max-age", "9999d"],
            "diff": ["diff"],
            "history --by rule": ["history", "--by", "rule"],
            "status": ["status"],
            "forecast --days 7": ["forecast", "--days", "7"],
            "report --site": ["report", "--site", str(Path(folder) / "site")],
        }
        for name, line in lines.items():
            _tell(name, run(*ORGLINT, *line, *at, codes=_KEPT))


def _tell(name: str, used: Usage) -> None:
    cost = f"{used.wall:8.2f} s   {used.cpu:8.2f} s of the processor   {used.peak / MIB:6.0f} MiB"
    print(f"  {name:<24} {cost}", flush=True)


def _keep_days(store: Path, days: Sequence[Snapshot]) -> None:
    """Keep a result of each of these days, by the rules of `orglint check`, with what those before it know."""
    loaded = rulebook.load(rulebook.find_bundled_rules(), tables.known_tables())
    rules = tuple(it for it in loaded if Profile.RECOMMENDED.includes(it.plain.profile))
    before: KeptResult | None = None
    for day in days:
        taken = day.taken_at
        judging = Judging(rules, 0, Severity.LOW, taken, None, None, watch=make_watch(None), judged_by=_BY)
        result = date_result(judge_snapshot(day.folder, judging), [before.read()] if before else [])
        before = keep_result(store, result, taken + timedelta(minutes=5))
        gc.collect()  # what the engine holds of one day's findings goes before the next day's


def _parse_options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--days", type=int, default=30, help="how many days")
    parser.add_argument("--users", type=int, default=100_000, help="users on the first day")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count; one before them does not")
    return parser.parse_args(words)


def make_days(work: Path, store: Path, number: int, users: int) -> Iterator[Snapshot]:
    """Yield the snapshots of one organization, day after day, the last one of today; some join every day."""
    with local.serving(SMALL) as organization:
        organization.collect(work / "small")
    small = local.snapshot(work / "small")
    for day in range(number):
        made = grown.grow(small, work / "grown", rows=users + JOIN * day)
        taken = made.taken_at - timedelta(days=number - 1 - day)
        named = f"{taken:%Y%m%dT%H%M%SZ}-day{day}"
        target = files.make_folder(store / "snapshots") / named
        shutil.move(made.folder, target)
        dated = replace(made, id=named, folder=target, taken_at=taken, sealed_at=taken)
        files.write_atomically(target / manifest.NAME, manifest.render_manifest(dated))
        yield read_snapshot(target)


def _compare(before: Snapshot, after: Snapshot, rounds: int) -> None:
    found: set[int] = set()
    ways = {
        "orglint": lambda: found.add(_count_ours(before, after)),
        "plain Python": lambda: found.add(count_naively(before, after)),
    }
    took = take_turns(rounds, {name: timed(way) for name, way in ways.items()})
    assert len(found) == 1, f"they do not agree: {found}"
    theirs = [it.cpu for it in took["plain Python"]]
    print(f"  changes of users between two days: {found.pop():,}, median of {rounds} rounds")
    for name, all_ in took.items():
        cpu = [it.cpu for it in all_]
        print(f"    {name:<22} {median(cpu):8.2f} s of the processor   {ratio(cpu, theirs):5.2f} ×")  # noqa: RUF001


def _count_ours(before: Snapshot, after: Snapshot) -> int:
    changes = compare_snapshots(before, after, tables.known_tables())
    return sum(it.number for it in changes.tables if it.table == "users")


def count_naively(before: Snapshot, after: Snapshot) -> int:
    """Return how many changes of users a dictionary for each day finds; what is unknown is no change."""
    one, other = (_read_users(it) for it in (before, after))
    return sum(_count_row(one.get(key), other.get(key)) for key in one.keys() | other.keys())


def _read_users(snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    names = ", ".join(("accountId", "_unknown", "platformRoles", '"groups"', *_SCALARS))
    with duckdb.connect() as engine:
        found = engine.execute(f"SELECT {names} FROM read_parquet('{snapshot.folder / 'users.parquet'}')")
        columns = [it[0] for it in found.description]
        return {row[0]: dict(zip(columns, row, strict=True)) for row in found.fetchall()}


def _count_row(one: dict[str, Any] | None, other: dict[str, Any] | None) -> int:
    if one is None or other is None:
        return 1 + len(set((one or other or {})["platformRoles"] or ()))
    lost = {*one["_unknown"], *other["_unknown"]}
    changed = sum(
        one[name] != other[name] and name not in lost and None not in {one[name], other[name]} for name in _SCALARS
    )
    roles = {*one["platformRoles"]} ^ {*other["platformRoles"]} if "platformRoles" not in lost else set[str]()
    groups = [{it["id"] for it in row["groups"]} for row in (one, other)] if "groups" not in lost else [set[str]()] * 2
    return changed + len(roles) + len(groups[0] ^ groups[1])


if __name__ == "__main__":
    main(sys.argv[1:])
