"""How far random searches go: all the way in `make full`, a fifth of it every day."""

import os

FULL = os.environ.get("SEARCH") == "full"


def at_full(many: int) -> int:
    """Return how many examples a search tries that tries so many in `make full`."""
    return many if FULL else max(1, many // 5)
