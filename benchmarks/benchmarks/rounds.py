"""Side by side: things that are compared take turns, so that whatever else the machine does hits them alike."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from statistics import median
from typing import TypeVar

T = TypeVar("T")


def take_turns(rounds: int, runs: Mapping[str, Callable[[], T]]) -> dict[str, list[T]]:
    """Return what each run gave in each round; the order turns round from round to round.

    A round that does not count comes first: files and compiled modules are in the caches for everybody.
    """
    for run in runs.values():
        run()
    given: dict[str, list[T]] = {name: [] for name in runs}
    for number in range(rounds):
        for name in list(runs)[:: 1 if number % 2 else -1]:
            gc.collect()
            given[name].append(runs[name]())
    return given


def seconds(run: Callable[[], object]) -> Callable[[], float]:
    """Return a run that gives the seconds that it took, by the wall clock."""

    def timed() -> float:
        began = time.perf_counter()
        run()
        return time.perf_counter() - began

    return timed


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median over the rounds of one against the other."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))
