"""How far searches go: a part of the way every day, all of it in `make full`, and much farther in `make torture`.

Every fault that `tests/mutations/` brings back is found by what is tried every day.
"""

import os
from collections.abc import Callable, Sequence
from typing import TypeVar
from zlib import crc32

HOW_FAR = os.environ.get("SEARCH", "")

T = TypeVar("T")


def at_full(many: int) -> int:
    """Return how many random examples a search tries that tries so many in `make full`: half of them every day."""
    return {"full": many, "long": many * 10}.get(HOW_FAR, max(1, many // 2))


def choose_cases(cases: Sequence[T], *, by: Callable[[T], str]) -> Sequence[T]:
    """Return the named cases of a search: every fifth every day, about half in `make full`, all in `make torture`.

    Those of `make full` are those of every day, and of the others a third, by a checksum of their names: neighbours are
    often the same attack in two ways, and so either way is tried of some.
    """
    if HOW_FAR == "long":
        return cases
    chosen = {at for at, case in enumerate(cases) if HOW_FAR and crc32(by(case).encode()) % 3 == 0}
    return [case for at, case in enumerate(cases) if at % 5 == 0 or at in chosen]
