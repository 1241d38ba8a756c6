"""Why a value of a row is unknown, from the row's list of unknown values.

`entries` is that list; the marks in it are for the engine, and nobody is shown them.
"""

import re
from collections.abc import Collection, Iterable, Iterator

from orglint.evaluate.session import Session
from orglint.model.reasons import Reason, ReasonCode
from orglint.model.table import Table
from orglint.model.unknown import UNLISTED, column_of, paths_below, place_of, unlisted_value


def explain_unlisted(table: Table, column: str, entries: Iterable[str]) -> Reason | None:
    """Return what is unknown and why if a value in a column, or in what it is made of, is not listed; else nothing."""
    unlisted = [entry for entry in entries if UNLISTED in entry]
    if not unlisted:
        return None
    return next(_list_unlisted_reasons(table, column, unlisted), None)


def _list_unlisted_reasons(table: Table, column: str, unlisted: Iterable[str]) -> Iterator[Reason]:
    found = [entry.partition(UNLISTED) for entry in unlisted]
    for source in (column, *table.columns[column].inputs):
        for path, _, value in found:
            if column_of(path) == source:
                reason = _explain_value(table, path, value)
                derived = Reason(ReasonCode.UNLISTED, f"{table.variable}.{column}", causes=(reason,))
                yield reason if source == column else derived


def _explain_value(table: Table, path: str, value: str) -> Reason:
    column = f"{table.name}.{place_of(path)}"
    return Reason(ReasonCode.UNLISTED, f"{table.variable}.{path}", column=column, values=(value,))


def explain_unknown_below(
    session: Session, table: Table, column: str, entries: Iterable[str], words: Collection[str] | None = None
) -> Reason | None:
    """Return which element or member in a column is unknown, and why; nothing if none is.

    Of members only those count whose name is among the words, where these are given.
    """
    for path in paths_below(entries, column):
        named = _LAST.search(path)
        if words is None or named is None or named[1] in words:
            return explain_unknown(session, table, path, entries)
    return None


def explain_unknown(session: Session, table: Table, path: str, entries: Iterable[str]) -> Reason:
    """Return that something at a path is unknown, and why."""
    value = unlisted_value(entries, path)
    if value is not None:
        return _explain_value(table, path, value)
    return session.unknown.get((table.name, path), session.cells)._replace(place=f"{table.variable}.{path}")


_LAST = re.compile(r"\.([^.\[\]]+)$")
