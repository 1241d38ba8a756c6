"""Search for an expression on which ours and the official evaluator do not agree, for as long as it takes.

Every expression is made of its number alone, so a run goes on where another one ended: `--seed` is the first number.
"""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial

from torture.batches import iterate_results, split_numbers
from torture.search import STRETCH, Found, stretch


def main() -> int:
    """Run the search; 1 if anything was not agreed on."""
    asked = _asked()
    end = time.monotonic() + asked.hours * 3600
    began, done, refused = time.monotonic(), 0, 0
    with ProcessPoolExecutor(asked.jobs) as workers:
        tried = iterate_results(
            partial(workers.submit, _stretch),
            split_numbers(asked.seed, asked.seed + asked.count, STRETCH),
            ahead=2 * asked.jobs,
            is_over=lambda: time.monotonic() >= end,
        )
        for found in tried:
            done, refused = done + found.count, refused + found.refused
            rate = done / (time.monotonic() - began)
            print(
                f"{done:,} of {asked.count:,} from {asked.seed}, {refused:,} refused, {rate:.0f} a second", flush=True
            )
            if found.difference:
                workers.shutdown(cancel_futures=True)
                print(f"seed {found.first}: {found.difference}")
                return 1
    print(f"{done:,} agreed on; the next ones: --seed {asked.seed + done}")
    return 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="torture", description=__doc__)
    parser.add_argument("--count", type=int, default=1_000_000, help="how many expressions")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first one")
    parser.add_argument("--hours", type=float, default=24.0, help="end after so many hours")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    return parser.parse_args()


def _stretch(numbers: range) -> Found:
    return stretch(numbers.start, len(numbers))


if __name__ == "__main__":
    sys.exit(main())
