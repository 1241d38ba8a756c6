"""How far searches go: a part of the way every day, all of it in `make full`, and much farther in `make torture`.

Every fault that `tests/mutations/` brings back is found by what is tried every day.
"""

import os
from collections.abc import Sequence
from typing import TypeVar

HOW_FAR = os.environ.get("SEARCH", "")

T = TypeVar("T")


def at_full(many: int) -> int:
    """Return how many random examples a search tries that tries so many in `make full`: half of them every day."""
    return {"full": many, "long": many * 10}.get(HOW_FAR, max(1, many // 2))


def every_fifth(cases: Sequence[T]) -> Sequence[T]:
    """Return the named cases of a search that tries all of them in `make full`: every fifth of them every day."""
    return cases if HOW_FAR else cases[::5]
