"""Seal a snapshot: one Parquet file a table, then the manifest, then one rename that makes it appear."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from orglint.documents import files
from orglint.engine.connection import Connection
from orglint.engine.sealing import open_sealing_engine, run_in_thread
from orglint.errors import OutputError
from orglint.model.snapshot import DataFile, Snapshot, TableLedger, list_file_titles, name_keys
from orglint.snapshots import by_key, manifest, pages, table
from orglint.snapshots.collecting import AnsweredKeys, Collecting, TableWalk
from orglint.snapshots.contradictions import SealedTables, doubt_contradictions
from orglint.snapshots.earlier import find_previous_snapshots, read_earlier_snapshots
from orglint.snapshots.load import fetch_number
from orglint.snapshots.losses import doubt_losses
from orglint.snapshots.read import read_sealed
from orglint.sql.quoting import quote_pattern
from orglint.tables import find_declaration, known_tables
from orglint.tables.apis import ORGANIZATIONS


@dataclass(frozen=True, slots=True)
class SealedParents:
    """Tables that were sealed before those that depend on them: as a snapshot, and what is needed to take them over.

    `ledgers` are theirs before tables were compared with each other, `previous` the snapshots that they looked at.
    """

    snapshot: Snapshot
    ledgers: Mapping[str, TableLedger]
    previous: Mapping[str, Snapshot]


def seal_snapshot(
    store: Path,
    collecting: Collecting,
    table_walks: Mapping[str, TableWalk],
    *,
    sealed_at: datetime,
    say: Callable[[str], None],
    parents: SealedParents | None = None,
) -> Snapshot:
    """Seal the collected tables in the store and return the snapshot; it appears complete, by one rename.

    `say` takes progress as text. Of the `parents`, which were sealed before, those are taken over that are the same
    still. Raises `OutputError` if the disk refuses, `DamagedError` if stored pages have changed.
    """
    sealed = _seal_tables_into("sealed", store, collecting, table_walks, sealed_at=sealed_at, say=say, parents=parents)
    target = _prepare_target(store, collecting)
    files.move_folder(sealed.snapshot.folder, target)
    files.remove_path(collecting.folder)
    return read_sealed(target)


def seal_parents(
    store: Path, collecting: Collecting, table_walks: Mapping[str, TableWalk], *, sealed_at: datetime
) -> SealedParents:
    """Seal the tables that others depend on, within what is being collected.

    Their snapshot is as the final one will be, doubts included, and has none of the tables that are asked row by row.
    """
    sealed = _seal_tables_into("parents", store, collecting, table_walks, sealed_at=sealed_at, say=lambda _: None)
    return replace(sealed, snapshot=manifest.parse_manifest(sealed.snapshot.folder))


def _seal_tables_into(
    name: str,
    store: Path,
    collecting: Collecting,
    table_walks: Mapping[str, TableWalk],
    *,
    sealed_at: datetime,
    say: Callable[[str], None],
    parents: SealedParents | None = None,
) -> SealedParents:
    making = collecting.folder / name
    files.remove_path(making)
    files.make_folder(making)
    previous = find_previous_snapshots(store, collecting, table_walks, say=say)
    ledgers, tables, organization_name = _write_tables(collecting, table_walks, making, previous, parents)
    tables = by_key.follow_parents(doubt_losses(tables, read_earlier_snapshots(store, collecting)), known_tables())
    snapshot = Snapshot(
        id=collecting.id,
        organization=collecting.task.organization,
        organization_name=organization_name,
        taken_at=collecting.taken_at,
        sealed_at=sealed_at,
        base_url=collecting.task.base_url,
        spec_sha256=collecting.task.specifications[ORGANIZATIONS.name],
        orglint=collecting.task.orglint,
        previous=_find_newest_id(previous.values()),
        folder=making,
        tables=tables,
        files={title: _build_data_file(making / f"{title}.parquet") for title in list_file_titles(tables)},
        doubts=collecting.doubts,
        specifications=collecting.task.specifications,
    )
    files.write_atomically(making / manifest.NAME, manifest.render_manifest(snapshot))
    return SealedParents(snapshot, ledgers, previous)


def recover_sealed_snapshot(store: Path, collecting: Collecting) -> Snapshot | None:
    """Return the snapshot if it has been sealed already, by a run that was stopped before it could clean up."""
    folder = _prepare_target(store, collecting)
    if not collecting.resumed or not folder.exists():
        return None
    snapshot = read_sealed(folder)
    files.remove_path(collecting.folder)
    return snapshot


def _find_newest_id(snapshots: Iterable[Snapshot]) -> str:
    newest = max(snapshots, key=lambda it: it.taken_at, default=None)
    return newest.id if newest else ""


def _prepare_target(store: Path, collecting: Collecting) -> Path:
    return files.make_folder(store.absolute() / "snapshots") / collecting.id


def _list_redacted(collecting: Collecting) -> Mapping[str, Sequence[str]]:
    """Return the columns of each table that the plan does not store."""
    redacted: Mapping[str, Sequence[str]] = collecting.task.plan.get("redacted", {})
    return redacted


def _write_tables(
    collecting: Collecting,
    table_walks: Mapping[str, TableWalk],
    making: Path,
    previous: Mapping[str, Snapshot],
    parents: SealedParents | None,
) -> tuple[dict[str, TableLedger], dict[str, TableLedger], str]:
    """Write the tables; return their ledgers, these with doubts that others raise, and the organization's name."""
    readable = {collecting.folder, *(earlier.folder for earlier in previous.values())}
    spill = files.make_folder(collecting.folder / "spill")

    def past(name: str) -> table.Past:
        return table.Past(collecting.taken_at, previous.get(name))

    def places(name: str) -> table.SealingPaths:
        return table.SealingPaths(collecting.pages(name), spill, making / f"{name}.parquet")

    with open_sealing_engine(spill, *readable) as engine:
        redacted = _list_redacted(collecting)
        return run_in_thread(
            engine, lambda: _seal_tables(engine, table_walks, places, past, parents, redacted=redacted)
        )


def _seal_tables(
    engine: Connection,
    table_walks: Mapping[str, TableWalk],
    places: Callable[[str], table.SealingPaths],
    past: Callable[[str], table.Past],
    parents: SealedParents | None,
    *,
    redacted: Mapping[str, Sequence[str]],
) -> tuple[dict[str, TableLedger], dict[str, TableLedger], str]:
    ledgers: dict[str, TableLedger] = {}
    organization = parents.snapshot.organization_name if parents else ""
    for name, end in table_walks.items():
        where, left = places(name), by_key.list_left(name, known_tables(), table_walks)
        if parents and not left and _take_over(parents, name, past(name), where.target):
            ledgers[name] = parents.ledgers[name]
            continue
        with _translate_damage(name):
            ledgers[name] = table.seal_table(
                engine,
                known_tables()[name],
                by_key.forget_keys(end, left),
                places=where,
                past=past(name),
                left=left,
                redacted=redacted.get(name, ()),
            )
        files.sync_to_disk(where.target)
        organization = organization or _fetch_organization_name(engine, name)
        if end.by_key is not None:
            ledgers[name] = _seal_keys(engine, name, end.by_key, ledgers, places)

    def locate(name: str) -> str:
        return f"read_parquet({quote_pattern(places(name).target)})"

    return ledgers, doubt_contradictions(SealedTables(engine, ledgers, locate)), organization


def _take_over(parents: SealedParents, name: str, past: table.Past, target: Path) -> bool:
    """Move the file of a table that was sealed before to its place; tell whether it was there, and is as it was."""
    same = name in parents.ledgers and parents.ledgers[name].keys is None
    if not same or parents.previous.get(name) != past.previous:
        return False
    sealed = parents.snapshot.files[name]
    try:
        if files.digest_file(parents.snapshot.folder / sealed.name) != sealed.sha256:
            return False
        (parents.snapshot.folder / sealed.name).replace(target)
    except OSError:
        return False
    files.sync_to_disk(target)
    return True


def _seal_keys(
    engine: Connection,
    name: str,
    keys: AnsweredKeys,
    ledgers: Mapping[str, TableLedger],
    places: Callable[[str], table.SealingPaths],
) -> TableLedger:
    """Write for which keys of its parent a table was answered, and return its ledger with what follows from that."""
    target = places(name).target.with_name(f"{name_keys(name)}.parquet")
    declared = find_declaration(name).parent
    assert declared is not None
    parent = known_tables()[declared.table]
    above = by_key.SealedParent(parent, ledgers[parent.name], places(parent.name).target)
    child = by_key.SealedChild(known_tables()[name], declared, places(name).target)
    ledger, believed = by_key.doubt_silence(engine, ledgers[name], keys, child, above)
    by_key.write_keys(engine, believed, target)
    files.sync_to_disk(target)
    return by_key.conclude_keys(engine, ledger, believed, above)


@contextmanager
def _translate_damage(name: str) -> Iterator[None]:
    try:
        yield
    except pages.DamagedError:
        raise OutputError(
            f"{name} could not be sealed: its pages are no longer what was read",
            "Nothing was sealed. Run the same command again: what is lost is read again.",
        ) from None


def _fetch_organization_name(engine: Connection, name: str) -> str:
    if name != "organization" or not fetch_number(engine, "SELECT count(name) FROM cells"):
        return ""
    row = engine.execute("SELECT name FROM cells WHERE name IS NOT NULL").fetchone()
    return str(row[0]) if row else ""


def _build_data_file(path: Path) -> DataFile:
    return DataFile(path.name, files.digest_file(path), path.stat().st_size)
