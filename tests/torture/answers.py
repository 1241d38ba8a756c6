"""Change whole answers of the API in one place, thousands of times: no crash, no hang, no pass that is not true.

Every change is made of its number alone, so a run goes on where another one ended: `--seed` is the first number.
"""

import argparse
import os
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import count, islice
from pathlib import Path

from adversary import fuzz, serving
from adversary.packs import Packs


def main() -> int:
    """Run the search; 1 if anything went wrong."""
    asked = _asked()
    began, done, wrong = time.monotonic(), 0, 0
    with ProcessPoolExecutor(asked.jobs) as workers:
        for numbers, problems in _answers(workers, asked, began):
            done, wrong = done + len(numbers), wrong + len(problems)
            print(f"{done:,} answers from {asked.seed}, {done / (time.monotonic() - began):.1f} a second", flush=True)
            print(*problems, sep="\n", end="\n" if problems else "", flush=True)
    print(f"{done:,} answers, {wrong} wrong; the next ones: --seed {asked.seed + done}")
    return 1 if wrong else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="torture.answers", description=__doc__)
    parser.add_argument("--answers", type=int, default=5_000, help="how many changes, where no hours are given")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first one")
    parser.add_argument("--hours", type=float, help="go on for so many hours, however many that are")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    return parser.parse_known_args()[0]


def _answers(
    workers: ProcessPoolExecutor, asked: argparse.Namespace, began: float
) -> Iterator[tuple[range, list[str]]]:
    """Yield what each batch has shown, in the order of the numbers; few are ahead of the one that is waited for."""
    batches, running = _batches(asked, began), deque[Future[tuple[range, list[str]]]]()
    while True:
        running.extend(workers.submit(_tried, numbers) for numbers in islice(batches, 2 * asked.jobs - len(running)))
        if not running:
            return
        yield running.popleft().result()


def _batches(asked: argparse.Namespace, began: float) -> Iterator[range]:
    """Yield numbers, a few at a time, until there were enough or time is up."""
    for first in count(asked.seed, fuzz.BATCH):
        is_enough = first >= asked.seed + asked.answers if asked.hours is None else _hours_since(began) > asked.hours
        if is_enough:
            return
        yield range(first, first + fuzz.BATCH)


def _hours_since(began: float) -> float:
    return (time.monotonic() - began) / 3600


def _tried(numbers: range) -> tuple[range, list[str]]:
    with tempfile.TemporaryDirectory() as folder, serving.serving() as place:
        return numbers, fuzz.batch(numbers, place, Packs(Path(folder) / "packs"), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
