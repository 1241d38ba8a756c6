"""Ask a second time for rows that came twice with different content, and store the answer beside the first."""

from collections.abc import Callable, Sequence

from orglint.collect.search import FAILURES, Search, describe_failure, locate_walk_keys
from orglint.collect.walk import TableReader, Walk, folder_of
from orglint.model.wording import format_count
from orglint.snapshots import pages
from orglint.snapshots.duplicates import differing_keys
from orglint.snapshots.keys import may_differ
from orglint.snapshots.load import ASKED_AGAIN
from orglint.tables import known_tables

WalksAndNotes = tuple[tuple[Walk, ...], tuple[str, ...]]


def ask_again(
    reader: TableReader, table: str, walks: Sequence[Walk], *, by: Search | Callable[[int], Walk]
) -> WalksAndNotes:
    """Ask again for rows that came twice and differ: by their keys or, where that cannot be, by walking the list again.

    Returns the walks that this took, and remarks for the ledger.
    """
    keys = _find_differing_keys(reader, table, walks)
    if not keys:  # a run that was stopped may have begun it
        pages.remove_walk(folder_of(reader, table), ASKED_AGAIN)
        return (), ()
    came = f"{format_count(len(keys), 'row')} came"
    some = keys[: reader.limits.keys] if isinstance(by, Search) else keys
    try:
        found = by.fetch_rows(reader, ASKED_AGAIN, some) if isinstance(by, Search) else by(ASKED_AGAIN)
    except FAILURES as problem:
        why = describe_failure(problem)
        note = f"{came} twice with different content, and could not be asked for again: {why}"
        pages.remove_walk(folder_of(reader, table), ASKED_AGAIN)
        return (), (note,)
    asked = "asked for once more" if len(some) == len(keys) else f"{len(some)} of them were asked for once more"
    return (found,), (f"{came} twice with different content; {asked}",)


def _find_differing_keys(reader: TableReader, table: str, walks: Sequence[Walk]) -> tuple[str, ...]:
    if not may_differ(locate_walk_keys(reader, table, walks), known_tables()[table]):
        return ()
    return differing_keys(folder_of(reader, table), known_tables()[table], reader.spill)
