"""Whole processes, as a user starts them: the interpreter, the imports, the files, the report."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median

from benchmarks.figure import TIMES, Figure, Goal, duration
from benchmarks.process import MIB, ORGLINT, PASS, Usage, run
from benchmarks.rounds import ratio, take_turns

SECOND = Goal(1, "s")
HELP = Goal(10, TIMES)
GIB = Goal(1024, "MiB")
CHECKED = (0, 1, 3)
ROUNDS = 9


def figures(snapshot: Path, largest: Path, *, users: int, most: int) -> Iterator[Figure]:
    """Yield what whole processes take; `snapshot` is the usual size, `largest` the one for memory."""
    turns = take_turns(ROUNDS, {"pass": _run(PASS), "help": _run((*ORGLINT, "--help")), "check": _check(snapshot)})
    yield _seconds(users, turns["check"], turns["pass"])
    yield _help(turns["help"], turns["pass"])
    yield _memory(largest, most)


def _run(words: Sequence[str]) -> Callable[[], Usage]:
    return lambda: run(*words)


def _check(snapshot: Path) -> Callable[[], Usage]:
    return lambda: run(*ORGLINT, "check", str(snapshot), "--max-age", "9999d", codes=CHECKED)


def _wall(usages: Sequence[Usage]) -> list[float]:
    return [used.wall for used in usages]


def _cpu(usages: Sequence[Usage]) -> list[float]:
    return [used.cpu for used in usages]


def _seconds(users: int, check: Sequence[Usage], nothing: Sequence[Usage]) -> Figure:
    times = ratio(_wall(check), _wall(nothing))
    cpu = median(_cpu(check))
    told = f"{times:.0f} {TIMES} python -c pass; {duration(cpu)} of the processor"
    raw = {"wall": _wall(check), "cpu": _cpu(check), "pass": _wall(nothing)}
    return Figure("process", f"orglint check, {users:,} users", median(_wall(check)), "s", SECOND, told, raw)


def _help(shown: Sequence[Usage], nothing: Sequence[Usage]) -> Figure:
    told = f"{duration(median(_wall(shown)))} against {duration(median(_wall(nothing)))} for python -c pass"
    raw = {"wall": _wall(shown), "pass": _wall(nothing)}
    return Figure("process", "orglint --help", ratio(_wall(shown), _wall(nothing)), TIMES, HELP, told, raw)


def _memory(snapshot: Path, users: int) -> Figure:
    used = _check(snapshot)()
    told = f"orglint check as a process, report included: {duration(used.wall)}, {duration(used.cpu)} of the processor"
    raw = {"peak": used.peak, "wall": used.wall, "cpu": used.cpu}
    return Figure("memory", f"checking {users:,} users", used.peak / MIB, "MiB", GIB, told, raw)
