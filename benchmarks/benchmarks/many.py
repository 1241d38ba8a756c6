"""`python -m benchmarks.many`: many snapshots judged in one process, in several, and on a Spark of this machine.

All of them judge the same files by the bundled rules, must come to the same bytes, and take turns. Starting is part of
the time: processes, the Java machine and the imports of its workers are paid once a run.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median

from benchmarks import grown, local
from benchmarks.rounds import ratio, take_turns, timed
from orglint import results, rulebook, snapshots, tables
from orglint.engine.limits.watch import make_watch
from orglint.evaluate.distribute.across import judge_in_turn
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.distribute.one import Judged
from orglint.evaluate.distribute.processes import judge_in_processes
from orglint.evaluate.distribute.spark.start import judge_on_spark
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.snapshots import SnapshotSummary

SMALL = 1_000
"""Users of the organization that is collected, and multiplied."""

Way = Callable[[], Iterator[Judged]]


def main(words: Sequence[str]) -> None:
    """Measure what the options ask for, and print it."""
    options = _parse_options(words)
    with tempfile.TemporaryDirectory(prefix="orglint-bench-") as folder:
        found = make_snapshots(Path(folder), options.snapshots, options.users)
        rules = rulebook.load(rulebook.find_bundled_rules(), tables.known_tables())
        judging = Judging(rules, 0, Severity.LOW, datetime.now(UTC), None, None, watch=make_watch(None))
        ways = _list_ways(found, judging, options.jobs, options.spark_url)
        digests: set[str] = set()
        took = take_turns(
            options.rounds, {name: timed(lambda way=way: digests.add(_digest(way))) for name, way in ways.items()}
        )
        assert len(digests) == 1, "reports differ"
        print(f"{options.snapshots} snapshots of {options.users:,} users, {len(rules)} rules: the same bytes;", end=" ")
        print(f"median of {options.rounds} rounds, {os.cpu_count()} processors")
        base = [it.wall for it in next(iter(took.values()))]
        for name, all_ in took.items():
            walls = [it.wall for it in all_]
            print(f"  {name:<28} {median(walls):9.2f} s   {ratio(walls, base):6.2f} ×", flush=True)  # noqa: RUF001


def _parse_options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--snapshots", type=int, default=200, help="how many snapshots")
    parser.add_argument("--users", type=int, default=10_000, help="users of each")
    parser.add_argument("--jobs", type=int, default=2, help="processes beside one, and processors of the Spark")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count; one before them does not")
    parser.add_argument("--spark-url", default="", help="another Spark than one of this machine")
    return parser.parse_args(words)


def make_snapshots(folder: Path, number: int, users: int) -> tuple[SnapshotSummary, ...]:
    """Return snapshots of about so many users, each under an id of its own."""
    with local.serving(SMALL) as organization:
        organization.collect(folder / "small")
    small = local.snapshot(folder / "small")
    for more in range(number):
        grown.grow(small, folder / "many" / "snapshots", rows=users + more)
    return snapshots.list_all_snapshots(folder / "many")


def _list_ways(found: Sequence[SnapshotSummary], judging: Judging, jobs: int, url: str) -> Mapping[str, Way]:
    one = replace(judging, threads=max(1, (os.cpu_count() or 1) // jobs))
    spark = url or f"local[{jobs}]"
    return {
        "one process": lambda: judge_in_turn(found, judging),
        f"--jobs {jobs}": lambda: judge_in_processes(found, one, jobs=jobs),
        f"Spark, {spark}": lambda: judge_on_spark(found, replace(judging, threads=1), spark, tell=print),
    }


def _digest(way: Way) -> str:
    """Judge everything, and return the digest of every report in its order."""
    digest = sha256()
    for judged in way():
        assert isinstance(judged, Result), judged
        digest.update(results.write_result(judged).encode())
    return digest.hexdigest()


if __name__ == "__main__":
    main(sys.argv[1:])
