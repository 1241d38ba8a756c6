"""Batches of numbers that processes try, in the order of the numbers."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def iterate_results(
    submit: Callable[[range], Future[T]], batches: Iterator[range], *, ahead: int, is_over: Callable[[], bool]
) -> Iterator[T]:
    """Yield what each batch has shown; at most so many are ahead of the one that is waited for.

    Once it is over nothing more is submitted, and what is running is waited for.
    """
    running = deque[Future[T]]()
    while True:
        if not is_over():
            running.extend(map(submit, islice(batches, ahead - len(running))))
        if not running:
            return
        yield running.popleft().result()


def split_numbers(first: int, last: int, size: int) -> Iterator[range]:
    """Yield the numbers from the first one to before the last one, so many together."""
    return (range(it, min(it + size, last)) for it in range(first, last, size))
