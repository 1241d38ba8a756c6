"""What changed in an organization, for people at a terminal."""

from collections.abc import Iterator

from orglint.model.organization_changes import OrganizationChanges, TableChanges
from orglint.reports.organization_changes.words import (
    MARKS,
    describe_change,
    describe_comparison,
    describe_kind,
    list_kinds,
    list_unknown,
)


def list_lines(changes: OrganizationChanges, limit: int) -> Iterator[str]:
    """Yield the lines of the text, with at most so many changes of a kind; who prints them makes them inert."""
    yield f"Organization: {describe_comparison(changes)}"
    for table in changes.tables:
        if table.number:
            told = ", ".join(describe_kind(table.table, *it) for it in list_kinds(table))
            yield from ("", f"  {table.table}: {told}", *_list_changes(table, limit))
    if unknown := list(list_unknown(changes)):
        yield from ("", "  Not known:", *(f"    ? {it}" for it in unknown))


def _list_changes(table: TableChanges, limit: int) -> Iterator[str]:
    for kind, column, number in list_kinds(table):
        shown = table.changes.select_first(kind, column, limit)
        yield from (f"    {MARKS[kind]} {describe_change(it)}" for it in shown)
        if number > limit:
            yield f"    {MARKS[kind]} and {number - limit:,} more"
