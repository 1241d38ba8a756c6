"""Change whole answers of the API in one place, thousands of times: no crash, no hang, no pass that is not true.

Every change is made of its number alone, so a run goes on where another one ended: `--seed` is the first number.
"""

import argparse
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from adversary import fuzz, serving
from adversary.packs import Packs
from torture.batches import iterate_results, split_numbers


def main() -> int:
    """Run the search; 1 if anything went wrong."""
    asked = _asked()
    began, done, wrong = time.monotonic(), 0, 0
    with ProcessPoolExecutor(asked.jobs) as workers:
        hours = asked.hours
        last = sys.maxsize if hours is not None else asked.seed + -(-asked.answers // fuzz.BATCH) * fuzz.BATCH
        tried = iterate_results(
            partial(workers.submit, _tried),
            split_numbers(asked.seed, last, fuzz.BATCH),
            ahead=2 * asked.jobs,
            is_over=lambda: hours is not None and time.monotonic() - began > hours * 3600,
        )
        for numbers, problems in tried:
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


def _tried(numbers: range) -> tuple[range, list[str]]:
    with tempfile.TemporaryDirectory() as folder, serving.serving() as place:
        return numbers, fuzz.batch(numbers, place, Packs(Path(folder) / "packs"), Path(folder))


if __name__ == "__main__":
    sys.exit(main())
