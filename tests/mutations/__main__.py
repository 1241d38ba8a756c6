"""Change the code wrongly in many places, one after the other, and see a test fail for each.

Exits with 1 if a change survives, or proves nothing: if its text is not found, or its tests fail without it.
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from fnmatch import fnmatchcase
from pathlib import Path
from queue import SimpleQueue

from mutations.listing import Mutation, read_mutations
from mutations.trying import Tried, Workshop


def main() -> int:
    """Try the mutations; 1 if any is not caught."""
    asked = _parse_arguments()
    chosen = [it for it in read_mutations() if fnmatchcase(it.title.lower(), f"*{asked.pattern.lower()}*")]
    if not chosen:
        print(f"no mutation is called {asked.pattern}")
        return 1
    began, outcomes = time.monotonic(), Counter[str]()
    with ExitStack() as stack:
        workshops = SimpleQueue[Workshop]()
        for _ in range(asked.jobs):
            workshops.put(Workshop(Path(stack.enter_context(tempfile.TemporaryDirectory()))))
        for mutation, tried in _try_all(chosen, workshops, asked.jobs):
            outcomes[tried.outcome] += 1
            print(f"{tried.outcome:<9} {tried.seconds:4.0f} s  {mutation.title}\n{'':<18}{tried.why}", flush=True)
    said = ", ".join(f"{number} {outcome}" for outcome, number in outcomes.items())
    print(f"{len(chosen)} mutations in {time.monotonic() - began:.0f} s: {said}")
    return 0 if outcomes["caught"] == len(chosen) else 1


def _parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutations", description=__doc__)
    parser.add_argument("pattern", nargs="?", default="", help="only mutations whose room: name holds this (* and ?)")
    parser.add_argument("--jobs", type=int, default=1, help="how many are tried at the same time")
    return parser.parse_args()


def _try_all(
    mutations: Iterable[Mutation], workshops: SimpleQueue[Workshop], jobs: int
) -> Iterator[tuple[Mutation, Tried]]:
    """Yield each mutation with what came of it, in order; each set of tests is first run without any change."""
    known: dict[tuple[str, ...], Tried] = {}

    def attempt(mutation: Mutation) -> Tried:
        workshop = workshops.get()
        try:
            if mutation.tests not in known:
                known[mutation.tests] = workshop.try_tests(mutation.tests)
            sound = known[mutation.tests]
            return workshop.try_mutation(mutation) if sound.outcome == "passed" else sound
        finally:
            workshops.put(workshop)

    listed = list(mutations)
    with ThreadPoolExecutor(jobs) as pool:
        yield from zip(listed, pool.map(attempt, listed), strict=True)


if __name__ == "__main__":
    sys.exit(main())
