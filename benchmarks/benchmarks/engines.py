"""`python -m benchmarks.engines`: DuckDB beside Spark on this machine, one large snapshot and many small ones.

Both run in this process over the same files, take turns, and must write the same report. Starting Spark is measured on
its own: it is paid once a run, however many snapshots there are.
"""

import argparse
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from statistics import median

from benchmarks import grown, local
from benchmarks.rounds import Took, ratio, take_turns, timed
from orglint import rulebook, snapshots, tables
from orglint.engine.interface import EngineFactory
from orglint.evaluate.distribute import across
from orglint.evaluate.distribute.judging import Judging
from orglint.evaluate.engines import ENGINES
from orglint.model.overview import SnapshotLine
from orglint.model.result import Result
from orglint.model.rule import Severity
from orglint.reports import FORMATS
from orglint.snapshots import SnapshotSummary

SMALL = 1_000


def main(words: Sequence[str]) -> None:
    """Measure what the options ask for, and print it."""
    options = _options(words)
    with tempfile.TemporaryDirectory(prefix="orglint-bench-") as folder, ExitStack() as stack:
        one, many = _stores(Path(folder), options)
        openers = {}
        for name in ("duckdb", "spark"):
            begun = time.perf_counter()
            openers[name] = stack.enter_context(ENGINES[name].started(options.spark_url if name == "spark" else ""))
            print(f"start {name:<8} {time.perf_counter() - begun:9.2f} s", flush=True)
        _same(one, openers)
        _compare(f"1 snapshot of {options.users:,} users", one, openers, {"duckdb": [1], "spark": [1]}, options.rounds)
        at_once = {"duckdb": options.at_once, "spark": options.at_once}
        if not many:
            return
        _compare(f"{options.many} snapshots of {options.each:,} users", many, openers, at_once, options.rounds)


def _options(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--users", type=int, default=1_000_000, help="users of the one large snapshot")
    parser.add_argument("--many", type=int, default=60, help="how many small snapshots; 0 for none")
    parser.add_argument("--each", type=int, default=10_000, help="users of each small snapshot")
    parser.add_argument("--at-once", type=int, nargs="+", default=[1, 2, 4], help="small snapshots judged at a time")
    parser.add_argument("--rounds", type=int, default=3, help="rounds that count; one before them does not")
    parser.add_argument("--spark-url", default="local[*]", help="as of orglint check")
    return parser.parse_args(words)


def _stores(folder: Path, options: argparse.Namespace) -> tuple[list[SnapshotSummary], list[SnapshotSummary]]:
    """Return the one large snapshot, and the many small ones: the same rows under an id of their own."""
    with local.serving(SMALL) as organization:
        organization.collect(folder / "small")
    small = local.snapshot(folder / "small")
    one = grown.grow(small, folder / "one" / "snapshots", rows=options.users)
    many = [grown.grow(small, folder / "many" / "snapshots", rows=options.each + n) for n in range(options.many)]
    assert len({snapshot.id for snapshot in many}) == options.many
    return [_headline(one.folder)], [_headline(snapshot.folder) for snapshot in many]


def _headline(folder: Path) -> SnapshotSummary:
    return next(it for it in snapshots.list_snapshots(folder.parents[1]) if it.folder == folder)


def _judging() -> Judging:
    rules = rulebook.load(rulebook.find_bundled_rules(), tables.known_tables())
    return Judging(rules, 0, Severity.LOW, datetime.now(UTC), None, None)


def _judged(found: Sequence[SnapshotSummary], opener: EngineFactory, at_once: int) -> Iterator[Result]:
    for one in across.judge_snapshots(found, _judging(), opener, at_once=at_once):
        assert not isinstance(one, SnapshotLine), one.problem
        yield one


def _same(found: Sequence[SnapshotSummary], openers: dict[str, EngineFactory]) -> None:
    """Make sure that both engines write the same report before either is timed."""
    digests = {}
    for name, opener in openers.items():
        texts = (FORMATS["json"].render(result) for result in _judged(found, opener, 1))
        digests[name] = sha256("".join(texts).encode()).hexdigest()
    assert len(set(digests.values())) == 1, digests
    print("reports: the same bytes", flush=True)


def _compare(
    what: str,
    found: Sequence[SnapshotSummary],
    openers: dict[str, EngineFactory],
    at_once: dict[str, list[int]],
    rounds: int,
) -> None:
    """Print how long each engine takes, and its ratio to DuckDB, one snapshot at a time."""
    runs: dict[str, Callable[[], Took]] = {
        f"{name}, {number} at once": timed(lambda opener=opener, number=number: _all(found, opener, number))
        for name, opener in openers.items()
        for number in at_once[name]
    }
    took = take_turns(rounds, runs)
    print(f"\n{what}, {len(_judging().rules)} rules, median of {rounds} rounds", flush=True)
    base = [it.wall for it in next(iter(took.values()))]
    for name, all_ in took.items():
        walls = [it.wall for it in all_]
        print(f"  {name:<20} {median(walls):9.2f} s   {ratio(walls, base):6.2f} ×", flush=True)  # noqa: RUF001


def _all(found: Sequence[SnapshotSummary], opener: EngineFactory, at_once: int) -> None:
    deque(_judged(found, opener, at_once), maxlen=0)


if __name__ == "__main__":
    main(sys.argv[1:])
