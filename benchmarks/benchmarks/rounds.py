"""Side by side: things that are compared take turns, so that whatever else the machine does hits them alike."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took: seconds by the wall clock, and of the processor over all threads."""

    wall: float
    cpu: float


def timed(run: Callable[[], object]) -> Callable[[], Took]:
    """Return a run that gives the time that it took."""

    def timing() -> Took:
        wall, cpu = time.perf_counter(), time.process_time()
        run()
        return Took(time.perf_counter() - wall, time.process_time() - cpu)

    return timing


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """Return the median over the rounds of one against the other."""
    return median(mine / other for mine, other in zip(ours, theirs, strict=True))
