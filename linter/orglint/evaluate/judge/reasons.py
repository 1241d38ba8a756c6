"""Why a value of a row is unknown, from the row's list of unknown values.

`entries` is that list; the marks in it are for the engine, and nobody is shown them.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from orglint.evaluate.session import Session
from orglint.model.reasons import Reason, ReasonCode, explain_new_values, join_reasons
from orglint.model.table import Table
from orglint.model.unknown import UNLISTED, column_of, paths_below, place_of, unlisted_value
from orglint.rulebook.rule import CompiledRule

Explain: TypeAlias = Callable[[tuple[str, ...], tuple[str, ...]], Reason]
"""Says why a row is unknown under a rule: of the row's list of unknown values, and of the columns without a value."""

_REMEMBERED = 1_000


def make_explainer(session: Session, table: Table, rule: CompiledRule, words: Collection[str]) -> Explain:
    """Return what says why rows of a table are unknown under a rule; `words` are those that its expressions name."""
    read = sorted(column for name, column in list_deciding_columns(rule) if name == table.name)
    elsewhere = _explain_other_tables(session, rule)

    @lru_cache(maxsize=_REMEMBERED)
    def explain(entries: tuple[str, ...], absent: tuple[str, ...]) -> Reason:
        for name in read:
            if reason := explain_unlisted(table, name, entries):
                return reason
            if name in entries:
                return explain_unknown(session, table, name, entries)
            if name not in absent and (reason := explain_unknown_below(session, table, name, entries, words)):
                return reason
        return Reason(ReasonCode.ABSENT, f"{table.variable}.{absent[0]}") if absent else elsewhere

    return explain


def list_deciding_columns(rule: CompiledRule) -> frozenset[tuple[str, str]]:
    """Return every (table, column) that the outcome may depend on."""
    return frozenset().union(*(part.reads for part in rule.expressions))


def _explain_other_tables(session: Session, rule: CompiledRule) -> Reason:
    """Return what other tables lack for the rule to be decided; what an expression lacks if they lack nothing."""
    deciding = list_deciding_columns(rule)
    others = sorted(read for read in deciding if read[0] != rule.table and read in session.unknown)
    lost = [session.unknown[table, column]._replace(place=f"{table}.{column}") for table, column in others]
    # of tables that are asked as a whole, as far as their columns can be told from those of the row
    asked = {read for read in deciding if read[0] in rule.counts}
    lost += [explain_new_values(it) for it in session.new_values if (it.table, column_of(it.path)) in asked]
    missing = [session.gaps[name]._replace(table=name) for name in sorted(rule.counts) if name in session.gaps]
    return join_reasons((*missing, *lost)) or Reason(ReasonCode.NO_VALUE)


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
