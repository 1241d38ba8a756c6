"""How far searches go: all the way in `make full`, a part of it every day."""

import os
from collections.abc import Sequence
from typing import TypeVar

FULL = os.environ.get("SEARCH") == "full"

T = TypeVar("T")


def at_full(many: int) -> int:
    """Return how many random examples a search tries that tries so many in `make full`: a fifth of them every day."""
    return many if FULL else max(1, many // 5)


def every_fifth(cases: Sequence[T]) -> Sequence[T]:
    """Return the named cases of a search that tries all of them in `make full`: every fifth of them every day."""
    return cases if FULL else cases[::5]
