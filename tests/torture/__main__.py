"""Search for an expression on which ours and the official evaluator do not agree, for as long as it takes.

Every expression is made of its number alone, so a run goes on where another one ended: `--seed` is the first number.
"""

import argparse
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from itertools import islice

from torture.search import STRETCH, Found, stretch


def main() -> int:
    """Run the search; 1 if anything was not agreed on."""
    asked = _asked()
    end = time.monotonic() + asked.hours * 3600
    began, done, refused = time.monotonic(), 0, 0
    with ProcessPoolExecutor(asked.jobs) as workers:
        for found in _answers(workers, asked, end):
            done, refused = done + found.count, refused + found.refused
            rate = done / (time.monotonic() - began)
            print(
                f"{done:,} of {asked.count:,} from {asked.seed}, {refused:,} refused, {rate:.0f} a second", flush=True
            )
            if found.difference:
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


def _answers(workers: ProcessPoolExecutor, asked: argparse.Namespace, end: float) -> Iterator[Found]:
    """Yield what each stretch has shown, in the order of the numbers; few are ahead of the one that is waited for."""
    firsts = iter(range(asked.seed, asked.seed + asked.count, STRETCH))
    last = asked.seed + asked.count
    running: list[Future[Found]] = []
    while True:
        if time.monotonic() < end:
            fresh = islice(firsts, 2 * asked.jobs - len(running))
            running += [workers.submit(stretch, first, min(STRETCH, last - first)) for first in fresh]
        if not running:
            return
        wait(running[:1], return_when=FIRST_COMPLETED)
        found = running.pop(0).result()
        yield found
        if found.difference:
            workers.shutdown(cancel_futures=True)
            return


if __name__ == "__main__":
    sys.exit(main())
