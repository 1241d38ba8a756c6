"""Why a value of a row is unknown, from the row's list of unknown values.

`entries` is that list; the marks in it are for the engine, and nobody is shown them.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from orglint.evaluate.session import Session
from orglint.model.table import Table
from orglint.model.unknown import UNLISTED, column_of, paths_below, place_of, unlisted_value
from orglint.model.values import explain_unlisted_values


def explain_unlisted(table: Table, column: str, entries: Iterable[str]) -> str:
    """Return what is unknown and why if a value in a column, or in what it is made of, is not listed; else nothing."""
    unlisted = [entry for entry in entries if UNLISTED in entry]
    if not unlisted:
        return ""
    return next(_list_unlisted_reasons(table, column, unlisted), "")


def _list_unlisted_reasons(table: Table, column: str, unlisted: Iterable[str]) -> Iterator[str]:
    found = [entry.partition(UNLISTED) for entry in unlisted]
    for source in (column, *table.columns[column].inputs):
        for path, _, value in found:
            if column_of(path) == source:
                why = explain_unlisted_values(table.name, place_of(path), [value])
                reason = f"{table.variable}.{path} is unknown: {why}"
                yield reason if source == column else f"{table.variable}.{column} is unknown as {reason}"


def explain_unknown_below(
    session: Session, table: Table, column: str, entries: Iterable[str], words: Collection[str] | None = None
) -> str:
    """Return which element or member in a column is unknown, and why; nothing if none is.

    Of members only those count whose name is among the words, where these are given.
    """
    for path in paths_below(entries, column):
        named = _LAST.search(path)
        if words is None or named is None or named[1] in words:
            return explain_unknown(session, table, path, entries)
    return ""


def explain_unknown(session: Session, table: Table, path: str, entries: Iterable[str]) -> str:
    """Return that something at a path is unknown, and why."""
    value = unlisted_value(entries, path)
    if value is not None:
        reason = explain_unlisted_values(table.name, place_of(path), [value])
    else:
        reason = session.unknown.get((table.name, path), session.cells)
    return f"{table.variable}.{path} is unknown: {reason}"


_LAST = re.compile(r"\.([^.\[\]]+)$")
