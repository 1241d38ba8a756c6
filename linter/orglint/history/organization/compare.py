"""Compare two snapshots of an organization, table by table, in one engine that may read the files of both."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from orglint.engine import duckdb
from orglint.engine.duckdb import Engine, EngineFactory
from orglint.engine.queries import EvaluationError
from orglint.errors import SnapshotError, UsageError
from orglint.evaluate.judge.unlisted import find_unlisted
from orglint.history.organization.kept import KeptChanges
from orglint.history.organization.query import AFTER, BEFORE, COLUMNS, Comparison, name_side
from orglint.model.organization_changes import (
    ComparedSnapshot,
    OrganizationChangeKind,
    OrganizationChanges,
    TableChanges,
    UnknownDifference,
)
from orglint.model.reasons import Reason
from orglint.model.snapshot import Snapshot, name_keys
from orglint.model.table import Column, ListOf, Struct, Table
from orglint.model.values import NONE_KNOWN, KnownValues
from orglint.snapshots.ledger import explain_missing, is_of_this_specification, unknown_columns
from orglint.tables.watched import WATCHED, WatchedColumn, WatchedTable

_KIND = OrganizationChangeKind


@dataclass(frozen=True, slots=True)
class _Sides:
    """The two snapshots, by the names of their sides."""

    before: Snapshot
    after: Snapshot

    def __iter__(self) -> Iterator[tuple[str, Snapshot]]:
        return iter(((BEFORE, self.before), (AFTER, self.after)))


def compare_snapshots(
    before: Snapshot,
    after: Snapshot,
    tables: Mapping[str, Table],
    *,
    known: KnownValues = NONE_KNOWN,
    open_engine: EngineFactory = duckdb.open_engine,
) -> OrganizationChanges:
    """Return what changed in an organization between two of its snapshots, which are verified.

    `known` are values that the user declares to be listed; `open_engine` opens the engine for the files of both. The
    changes stay in the engine's columns until somebody reads them. Raises `SnapshotError` if a file cannot be read, and
    `UsageError` if the snapshots are of two organizations.
    """
    if before.organization != after.organization:
        raise UsageError(
            f"nothing was compared: {before.id} is of organization {before.organization}, "
            f"and {after.id} of {after.organization}",
            "Name two snapshots of one organization.",
        )
    sides = _Sides(before, after)
    watched = [it for it in WATCHED if it.table in tables]
    collected = [it for it in watched if any(it.table in snapshot.files for _, snapshot in sides)]
    files = dict.fromkeys((*before.paths, *after.paths))
    with open_engine(*files) as engine:
        try:
            for side, snapshot in sides:
                _register_tables(engine, side, snapshot, tables, known)
            found = tuple(_compare_table(engine, it, tables, sides) for it in collected)
        except EvaluationError as error:
            hint = "Collect again with `orglint snapshot`, or name another snapshot's folder."
            raise SnapshotError(f"{before.id} and {after.id} cannot be compared: {error}", hint) from None
    missing = tuple(it.table for it in watched if it not in collected)
    one, other = (ComparedSnapshot(it.id, it.taken_at, it.doubts) for _, it in sides)
    return OrganizationChanges(before.organization, one, other, found, missing)


def _register_tables(
    engine: Engine, side: str, snapshot: Snapshot, tables: Mapping[str, Table], known: KnownValues
) -> None:
    """Make each watched table of a snapshot; one that it does not have is empty."""
    unlisted = find_unlisted(snapshot, tables, known).columns
    for watched in WATCHED:
        if (table := tables.get(watched.table)) is None:
            continue
        named = replace(table, name=name_side(table, side))
        ledger, file = snapshot.tables.get(table.name), snapshot.files.get(table.name)
        if ledger is None or file is None:
            engine.register_rows(named, ())
        else:
            unknown = list(unknown_columns(table, ledger))
            same, path = is_of_this_specification(snapshot, table), snapshot.folder / file.name
            engine.register_file(named, path, unknown=unknown, same=same, unlisted=unlisted.get(table.name, ()))
        if table.parent:
            keys = snapshot.files.get(name_keys(table.name))
            engine.register_keys(name_keys(named.name), snapshot.folder / keys.name if keys else ())


def _compare_table(engine: Engine, watched: WatchedTable, tables: Mapping[str, Table], sides: _Sides) -> TableChanges:
    table = tables[watched.table]
    reasons = [(column, _explain_column(table, column, sides)) for column in watched.columns]
    columns = tuple(column for column, reason in reasons if not reason)
    ledgers = {side: snapshot.tables.get(table.name) for side, snapshot in sides}
    complete = {side: ledger is not None and ledger.complete for side, ledger in ledgers.items()}
    comparison = Comparison(table, watched, columns, complete, tables.get(table.parent))
    kept = engine.keep_rows(comparison.write_changes(), {})
    changes = KeptChanges(kept, table.name, ("", *(it.place for it in columns)))
    numbers = engine.fetch(comparison.write_counts(), {})[0]
    keys = engine.fetch(comparison.write_key_count(), {})[0][0] if table.parent else None
    counts = {(_KIND(kind), changes.places[place]): number for kind, place, number, _ in _count(changes)}
    unknown = (
        *_list_unknown_rows(watched, sides, numbers[2:4]),
        *_list_unknown_keys(table, sides),
        *(UnknownDifference(_KIND.CHANGED, it.place, None, reason) for it, reason in reasons if reason),
        *_list_unknown_cells(columns, numbers[4:]),
    )
    return TableChanges(table.name, numbers[0], numbers[1], counts, changes, unknown, keys)


def _count(changes: KeptChanges) -> list[tuple[str, int, int, int]]:
    kind, place = COLUMNS[:2]
    return changes.kept.group_rows((kind, place), "true", 1)


def _explain_column(table: Table, watched: WatchedColumn, sides: _Sides) -> str:
    """Return why nothing is known of a column in one of the snapshots or both; empty if it can be compared."""
    column = table.columns.get(watched.column)
    needs = watched.only is None or watched.only[0] in table.columns
    if column is None or not needs or not _has_member(column, watched):
        return str(explain_missing(specified=False))
    found: dict[str, Reason] = {}
    for side, snapshot in sides:
        ledger = snapshot.tables.get(table.name)
        if ledger and (reason := unknown_columns(table, ledger).get(watched.column)):
            found[side] = reason
    return _tell_sides({side: str(reason) for side, reason in found.items()})


def _tell_sides(reasons: Mapping[str, str]) -> str:
    """Return the reasons of both snapshots, once if they are the same."""
    if len(reasons) == len((BEFORE, AFTER)) and len(set(reasons.values())) == 1:
        return f"in both: {next(iter(reasons.values()))}"
    return "; ".join(f"{side}: {reason}" for side, reason in reasons.items())


def _has_member(column: Column, watched: WatchedColumn) -> bool:
    """Return whether a column has the type that a watched place needs; a new specification may have changed it."""
    kind = column.type
    if watched.is_list:
        if not isinstance(kind, ListOf):
            return False
        kind = kind.element
    members = {it.name for it in kind.fields} if isinstance(kind, Struct) else set[str]()
    wanted = {name for name in (watched.member, watched.named) if name}
    return wanted <= members and (bool(watched.member) or not isinstance(kind, ListOf | Struct))


def _list_unknown_rows(watched: WatchedTable, sides: _Sides, numbers: Iterable[int]) -> Iterator[UnknownDifference]:
    """Yield that rows which one snapshot alone has may be missing in the other, which is not complete."""
    kinds = ((_KIND.ADDED, BEFORE), (_KIND.REMOVED, AFTER))
    snapshots = dict(sides)
    for (kind, side), number in zip(kinds, numbers, strict=True):
        ledger = snapshots[side].tables.get(watched.table)
        gap = ledger.gap if ledger else explain_missing(specified=True)
        if gap and watched.added:
            yield UnknownDifference(kind, "", number, f"{side}: {gap}")


def _list_unknown_keys(table: Table, sides: _Sides) -> Iterator[UnknownDifference]:
    """Yield that a table was asked in one snapshot only."""
    for side, snapshot in sides:
        if table.parent and table.name not in snapshot.tables:
            yield UnknownDifference(_KIND.CHANGED, "", None, f"{side}: {explain_missing(specified=True)}")


def _list_unknown_cells(columns: Iterable[WatchedColumn], numbers: Iterable[int]) -> Iterator[UnknownDifference]:
    for column, number in zip(columns, numbers, strict=True):
        if number:
            yield UnknownDifference(_KIND.CHANGED, column.place, number, "not known in one of the two")
