"""Earlier snapshots of an organization in its store: what rows were before, and how many."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from orglint.errors import SnapshotError
from orglint.model.snapshot import Snapshot
from orglint.snapshots.collecting import Collecting
from orglint.snapshots.manifest import parse_manifest
from orglint.snapshots.read import list_snapshots, read_sealed
from orglint.tables import find_declaration


def find_previous_snapshots(
    store: Path, collecting: Collecting, tables: Iterable[str], *, say: Callable[[str], None]
) -> dict[str, Snapshot]:
    """Return for each table whose derived columns look back the snapshot that they look at, if there is one.

    That is the newest earlier one of the organization in which the table is complete and the columns that it sends are
    known. None is used if its time is in doubt: since when a status lasts would be counted from there, in every later
    snapshot too. `say` takes as text why a snapshot is not used.
    """
    for summary in list_snapshots(store):
        if summary.problem:  # its organization is not known
            say(f"what may be an earlier snapshot is not used: {summary.problem}")
    waiting = {table: sent for table in tables if (sent := _list_sent_columns(table))}
    found: dict[str, Snapshot] = {}
    for folder in _list_earlier_folders(store, collecting):
        if not waiting:
            break
        try:
            # Digests are compared only where the manifest promises something: a table may never have been complete.
            usable = _list_usable_tables(parse_manifest(folder), waiting)
            snapshot = read_sealed(folder) if usable else None
        except SnapshotError as problem:
            say(f"an earlier snapshot is not used: {problem.message}")
            continue
        if snapshot and snapshot.doubts:
            say(f"since when a status lasts is counted anew: the time of the snapshot {snapshot.id} is in doubt")
        elif snapshot:
            found |= dict.fromkeys(usable, snapshot)
        waiting = {table: sent for table, sent in waiting.items() if table not in usable}
    return found


def read_earlier_snapshots(store: Path, collecting: Collecting) -> Iterator[Snapshot]:
    """Yield the earlier snapshots of the organization by their manifests, newest first."""
    for folder in _list_earlier_folders(store, collecting):
        with suppress(SnapshotError):  # said already
            yield parse_manifest(folder)


def list_previous_columns(table: str) -> tuple[str, ...]:
    """Return the columns of a row in the previous snapshot that derived columns of the table are made of."""
    return tuple(dict.fromkeys(name for column in find_declaration(table).derived for name in column.previous))


def _list_sent_columns(table: str) -> tuple[str, ...]:
    derived = {column.name for column in find_declaration(table).derived}
    return tuple(name for name in list_previous_columns(table) if name not in derived)


def _list_usable_tables(snapshot: Snapshot, waiting: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return the tables that are complete in a snapshot, and in which these columns are known."""
    ledgers = {name: ledger for name, ledger in snapshot.tables.items() if ledger.was_complete}
    return [
        table
        for table, sent in waiting.items()
        if table in ledgers
        and all(name in ledgers[table].columns and not ledgers[table].columns[name].unknown for name in sent)
    ]


def _list_earlier_folders(store: Path, collecting: Collecting) -> Iterator[Path]:
    for summary in reversed(list_snapshots(store)):
        earlier = summary.taken_at is not None and summary.taken_at < collecting.taken_at
        if summary.organization == collecting.task.organization and earlier:
            yield summary.folder
