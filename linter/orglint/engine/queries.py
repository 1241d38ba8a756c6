"""What can go wrong with a query, and how one is watched while it runs."""

from collections.abc import Callable
from typing import Protocol, TypeVar

T = TypeVar("T")


class EvaluationError(Exception):
    """The engine could not evaluate a query; its text is the reason, in one line."""


class QueryTimeoutError(EvaluationError):
    """A query was ended because its time was over."""


class QueryMemoryError(EvaluationError):
    """A query was ended because it needs more memory than there is for it."""

    def __init__(self) -> None:
        super().__init__("it needs more memory than there is for it")


class Watch(Protocol):
    """Runs a query so that it can be ended before it is done."""

    def __call__(self, run: Callable[[], T], interrupt: Callable[[], None]) -> T:
        """Return what `run` returns; calling `interrupt` from another thread makes the engine stop.

        Raises `QueryTimeoutError` or `QueryMemoryError` if the query was ended.
        """


def run_unwatched(run: Callable[[], T], interrupt: Callable[[], None]) -> T:
    """Return what `run` returns, however long that takes."""
    del interrupt
    return run()
