"""Python's collector of cyclic garbage while rules are compiled."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS, _YOUNG, _MIDDLE = 10_000, 10, 1_000
"""What is made before the collector looks through the young objects, these before the middle, those before all."""


@contextmanager
def collect_rarely() -> Iterator[None]:
    """Have the collector look for garbage rarely.

    Nearly all that a rule is compiled to stays, and by Python's own thresholds the collector goes through it again and
    again, for a fifth of the time. What is garbage, the trees of SQL, still goes while it is young.
    """
    before = gc.get_threshold()
    if before[0]:  # else it is switched off
        gc.set_threshold(max(before[0], _OBJECTS), _YOUNG, _MIDDLE)
    try:
        yield
    finally:
        gc.set_threshold(*before)
