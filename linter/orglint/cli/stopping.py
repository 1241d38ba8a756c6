"""What is said of a command that was stopped by a signal: what it has kept by then."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def noting_if_stopped(kept: str) -> Iterator[None]:
    """Have it said what is kept by now, if the command is stopped in this block; of several blocks the inner counts."""
    try:
        yield
    except BaseException as stop:
        stop.add_note(kept)
        raise


def describe_stop(stop: BaseException) -> str:
    """Return what to say of a command that was stopped."""
    raised: Sequence[BaseException | None] = (stop, stop.__cause__)  # click raises Abort from a KeyboardInterrupt
    kept = [note for it in raised for note in getattr(it, "__notes__", ())]
    return " ".join(("stopped.", *kept[:1]))
