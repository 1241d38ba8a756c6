"""What people are told of changes in an organization, whatever the format."""

from collections.abc import Iterator, Mapping

from orglint.model.organization_changes import (
    OrganizationChange,
    OrganizationChangeKind,
    OrganizationChanges,
    TableChanges,
    UnknownDifference,
)
from orglint.model.wording import format_count, format_time
from orglint.tables.watched import ANY, WatchedColumn, find_watched, find_watched_column

MARKS: Mapping[OrganizationChangeKind, str] = {
    OrganizationChangeKind.ADDED: "+",
    OrganizationChangeKind.REMOVED: "-",
    OrganizationChangeKind.CHANGED: "~",
    OrganizationChangeKind.GAINED: "+",
    OrganizationChangeKind.LOST: "-",
}
"""What a line about a change begins with."""


def describe_comparison(changes: OrganizationChanges) -> str:
    """Return how much changed, and between which times."""
    times = f"between {format_time(changes.before.taken_at)} and {format_time(changes.after.taken_at)}"
    told = format_count(changes.number, "change") if changes.number else "no change"
    if not changes.is_whole:
        told += ", and not everything is known"
    return f"{told}, {times}"


def list_kinds(table: TableChanges) -> list[tuple[OrganizationChangeKind, str, int]]:
    """Return which kinds of change a table has, in the order in which they are told, each with its number."""
    places = ["", *(it.place for it in find_watched(table.table).columns)]
    order = list(OrganizationChangeKind)
    found = sorted(table.counts, key=lambda it: (places.index(it[1]), order.index(it[0])))
    return [(kind, column, table.counts[kind, column]) for kind, column in found]


def describe_kind(table: str, kind: OrganizationChangeKind, column: str, number: int) -> str:
    """Return how many changes of a kind a table has: `2 joined`, `1 gained platform role`, `3 with another claim`."""
    watched = find_watched(table)
    if kind in {OrganizationChangeKind.ADDED, OrganizationChangeKind.REMOVED}:
        return f"{number:,} {watched.added if kind is OrganizationChangeKind.ADDED else watched.removed}"
    place = find_watched_column(table, column)
    words = {OrganizationChangeKind.GAINED: place.gained, OrganizationChangeKind.LOST: place.lost}
    return f"{number:,} {words.get(kind, 'with another')} {place.called}"


def describe_change(change: OrganizationChange) -> str:
    """Return one change as a sentence."""
    watched = find_watched(change.table)
    who = f"{watched.called} {change.subject or change.key}"
    if change.kind is OrganizationChangeKind.ADDED:
        return f"{who} {watched.added}"
    if change.kind is OrganizationChangeKind.REMOVED:
        return f"{who} {watched.removed}"
    column = find_watched_column(change.table, change.column)
    on = f" on {change.about}" if change.about else ""
    if change.kind is OrganizationChangeKind.CHANGED:
        return f"{who} {_describe_value(change, column)}{on}"
    lost = change.kind is OrganizationChangeKind.LOST
    words, value = (column.lost, change.before) if lost else (column.gained, change.after)
    return f"{who} {words} {column.called} {change.called or value}{on}"


def _describe_value(change: OrganizationChange, column: WatchedColumn) -> str:
    before, after = (it or "none" for it in (change.before, change.after))
    said = column.said.get((before, after)) or column.said.get((ANY, after))
    if said:
        return f"{said} (before: {before})"
    return f"{column.changed or f'has another {column.called}'}: {before} -> {after}"


def describe_unknown(table: str, unknown: UnknownDifference) -> str:
    """Return what is not known of a table, and why."""
    watched = find_watched(table)
    rows = "every row" if unknown.rows is None else format_count(unknown.rows, "row")
    if unknown.column:
        return f"{table}: {find_watched_column(table, unknown.column).called}, {rows}: {unknown.reason}"
    words = {OrganizationChangeKind.ADDED: watched.added, OrganizationChangeKind.REMOVED: watched.removed}
    what = f"who or what {words[unknown.kind]}" if unknown.kind in words else "anything"
    return f"{table}: {what}{f', {rows}' if unknown.rows else ''}: {unknown.reason}"


def list_unknown(changes: OrganizationChanges) -> Iterator[str]:
    """Yield what is not known, line by line, and which tables could not be compared."""
    for side, snapshot in (("before", changes.before), ("after", changes.after)):
        yield from (f"{side}: {doubt}" for doubt in snapshot.doubts)
    for table in changes.tables:
        yield from (describe_unknown(table.table, it) for it in table.unknown)
    if changes.not_collected:
        yield f"in neither snapshot: {', '.join(changes.not_collected)}"
