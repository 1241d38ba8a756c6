"""Which kept results count for their organization, and which ones are trials that say nothing of how it stands."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

from orglint.model.judged_by import RUN, JudgedBy
from orglint.model.wording import format_count


class Countable(Protocol):
    """What decides whether a result counts: a result, or what is known of one."""

    @property
    def left_out(self) -> int:
        """How many rules were left out by options."""

    @property
    def judged_by(self) -> JudgedBy | None:
        """The command and its options."""


One = TypeVar("One", bound=Countable)


def select_counting(in_order: Iterable[One]) -> Iterator[One]:
    """Yield the results of an organization that count, of all of them in the order in which they were kept."""
    before: One | None = None
    for one in in_order:
        if does_count(one, before):
            before = one
            yield one


def does_count(result: Countable, before: Countable | None) -> bool:
    """Return whether a result counts after another one that did, the newest of those before it; None if there is none.

    What `run` keeps does. What `check --keep` keeps does if it was judged with the options of the one before, or as
    orglint.yaml alone says, where that is what `run` goes by too. One that leaves rules out never does.
    """
    by = result.judged_by
    if result.left_out:
        return False
    if before is None or counts_anyway(result):
        return True
    assert by
    last = before.judged_by
    if last is not None and last.sha256 == by.sha256:
        return True
    return not by.options and not (last and last.command == RUN)


def counts_anyway(result: Countable) -> bool:
    """Return whether a result counts whatever is before it; of what an older orglint kept, nobody knows the options."""
    return not result.left_out and (result.judged_by is None or result.judged_by.command == RUN)


def describe_why_not(result: Countable) -> str:
    """Return why a result does not count."""
    if result.left_out:
        return f"{format_count(result.left_out, 'rule')} {'was' if result.left_out == 1 else 'were'} left out"
    options = result.judged_by.described if result.judged_by else "unknown"
    return f"it was judged with other options than the one before ({options})"
