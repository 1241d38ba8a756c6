"""Why a column of a row is unknown, where the row itself says it: a value stood there that nobody listed."""

from collections.abc import Iterable, Iterator

from orglint.model.table import Table
from orglint.model.unknown import UNLISTED, column_of, place_of
from orglint.model.values import sentence


def unlisted(table: Table, column: str, entries: Iterable[str]) -> str:
    """Return what is unknown and why if a value in a column, or in what it is made of, is not listed; else nothing.

    `entries` is the row's list of what is unknown.
    """
    strange = [entry for entry in entries if UNLISTED in entry]
    if not strange:
        return ""
    return next(_reasons(table, column, strange), "")


def _reasons(table: Table, column: str, strange: Iterable[str]) -> Iterator[str]:
    found = [entry.partition(UNLISTED) for entry in strange]
    for source in (column, *table.columns[column].inputs):
        for path, _, value in found:
            if column_of(path) == source:
                told = f"{table.variable}.{path} is unknown: {sentence(table.name, place_of(path), [value])}"
                yield told if source == column else f"{table.variable}.{column} is unknown as {told}"
