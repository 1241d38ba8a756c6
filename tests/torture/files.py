"""Change files of rules, packs, settings and waivers, 500,000 times: each is read or refused, soon, in little memory.

Every change is made of its number alone, so a run goes on where another one ended: `--seed` is the first number.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from support.mutated_files import list_kinds, try_file
from torture.batches import iterate_results, split_numbers

_BATCH = 200
_MIB = 512
_KINDS = ("rule", "rule", "rule", "pack", "settings", "waivers", "linted")
"""The kinds of files, in turn: rules have the most to say."""


def main() -> int:
    """Run the search; 1 if anything went wrong."""
    asked = _asked()
    began, done, wrong = time.monotonic(), 0, 0
    with ProcessPoolExecutor(asked.jobs, initializer=_limit_memory) as workers:
        tried = iterate_results(
            partial(workers.submit, _try_batch),
            split_numbers(asked.seed, asked.seed + asked.files, _BATCH),
            ahead=2 * asked.jobs,
            is_over=lambda: time.monotonic() - began >= asked.hours * 3600,
        )
        for numbers, problems in tried:
            done, wrong = done + len(numbers), wrong + len(problems)
            rate = done / (time.monotonic() - began)
            print(f"{done:,} of {asked.files:,} files from {asked.seed}, {rate:.0f} a second", flush=True)
            print(*problems, sep="\n", end="\n" if problems else "", flush=True)
    print(f"{done:,} files, {wrong} wrong; the next ones: --seed {asked.seed + done}")
    return 1 if wrong else 0


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="torture.files", description=__doc__)
    parser.add_argument("--files", type=int, default=500_000, help="how many files")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first one")
    parser.add_argument("--hours", type=float, default=24.0, help="end after so many hours")
    parser.add_argument("--jobs", type=int, default=os.cpu_count(), help="processes")
    return parser.parse_known_args()[0]


def _limit_memory() -> None:
    """Let this process have so much memory more than it starts with: what asks for more fails, and is told."""
    list_kinds()
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = used + (_MIB << 20)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _try_batch(numbers: range) -> tuple[range, list[str]]:
    with tempfile.TemporaryDirectory() as folder:
        found = (try_file(Path(folder), number, _KINDS[number % len(_KINDS)]) for number in numbers)
        return numbers, [problem for _, problem in found if problem]


if __name__ == "__main__":
    sys.exit(main())
