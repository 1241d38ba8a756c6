"""Sealing: pages become one file a table, the manifest comes last, and one rename makes the snapshot appear."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

import duckdb

from orglint.errors import OutputError, SnapshotError
from orglint.model.snapshot import DataFile, Snapshot, TableLedger
from orglint.snapshots import files, manifest, pages, table
from orglint.snapshots.collecting import Collecting, Walked
from orglint.snapshots.contradictions import doubt_contradictions
from orglint.snapshots.engine import aside, opened, pattern
from orglint.snapshots.load import number
from orglint.snapshots.losses import doubt_losses
from orglint.snapshots.read import listing, read
from orglint.tables import known

USERS = "users"


def seal(
    store: Path,
    collecting: Collecting,
    walked: Mapping[str, Walked],
    *,
    sealed_at: datetime,
    say: Callable[[str], None],
) -> Snapshot:
    """Make the snapshot appear in the store and return it; until then nothing of it can be seen there."""
    making = collecting.folder / "sealed"
    files.remove(making)
    files.folder(making)
    previous = _previous(store, collecting, say)
    tables, name = _write(collecting, walked, making, previous)
    tables = doubt_losses(tables, _earlier(store, collecting))
    snapshot = Snapshot(
        id=collecting.id,
        organization=collecting.task.organization,
        organization_name=name,
        taken_at=collecting.taken_at,
        sealed_at=sealed_at,
        base_url=collecting.task.base_url,
        spec_sha256=collecting.task.spec_sha256,
        orglint=collecting.task.orglint,
        previous=previous.id if previous else "",
        folder=making,
        tables=tables,
        files={table_name: _file(making / f"{table_name}.parquet") for table_name in tables},
        doubts=collecting.doubts,
    )
    files.write(making / manifest.NAME, manifest.render(snapshot))
    target = _target(store, collecting)
    files.move(making, target)
    files.remove(collecting.folder)
    return read(target)


def done(store: Path, collecting: Collecting) -> Snapshot | None:
    """Return the snapshot if it has been sealed already, by a run that was stopped before it could clean up."""
    folder = _target(store, collecting)
    if not collecting.resumed or not folder.exists():
        return None
    snapshot = read(folder)
    files.remove(collecting.folder)
    return snapshot


def _target(store: Path, collecting: Collecting) -> Path:
    return files.folder(store.absolute() / "snapshots") / collecting.id


def _write(
    collecting: Collecting, walked: Mapping[str, Walked], making: Path, previous: Snapshot | None
) -> tuple[dict[str, TableLedger], str]:
    readable = (collecting.folder, previous.folder) if previous else (collecting.folder,)
    spill = files.folder(collecting.folder / "spill")
    past = table.Past(collecting.taken_at, previous)

    def places(name: str) -> table.Places:
        return table.Places(collecting.pages(name), spill, making / f"{name}.parquet")

    with opened(spill, *readable) as engine:
        return aside(engine, lambda: _tables(engine, walked, places, past))


def _tables(
    engine: duckdb.DuckDBPyConnection,
    walked: Mapping[str, Walked],
    places: Callable[[str], table.Places],
    past: table.Past,
) -> tuple[dict[str, TableLedger], str]:
    ledgers: dict[str, TableLedger] = {}
    organization = ""
    for name, end in walked.items():
        where = places(name)
        with _whole(name):
            ledgers[name] = table.seal(engine, known()[name], end, places=where, past=past)
        files.sync(where.target)
        organization = organization or _organization(engine, name)

    def count(name: str, condition: str) -> int:
        rows = f"read_parquet({pattern(places(name).target)})"
        return number(engine, f"SELECT count(*) FROM {rows} WHERE {condition}")

    return doubt_contradictions(ledgers, count), organization


@contextmanager
def _whole(name: str) -> Iterator[None]:
    try:
        yield
    except pages.DamagedError:
        raise OutputError(
            f"{name} could not be sealed: its pages are no longer what was read",
            "Nothing was sealed. Run the same command again: what is lost is read again.",
        ) from None


def _organization(engine: duckdb.DuckDBPyConnection, name: str) -> str:
    if name != "organization" or not number(engine, "SELECT count(name) FROM cells"):
        return ""
    row = engine.execute("SELECT name FROM cells WHERE name IS NOT NULL").fetchone()
    return str(row[0]) if row else ""


def _file(path: Path) -> DataFile:
    return DataFile(path.name, files.digest(path), path.stat().st_size)


def _previous(store: Path, collecting: Collecting, say: Callable[[str], None]) -> Snapshot | None:
    """Return the newest earlier snapshot of the organization whose users, and their status, are known.

    None if its time is in doubt: since when a status lasts would be counted from there, in every later snapshot too.
    """
    for headline in listing(store):
        if headline.problem:  # nobody knows whose it is
            say(f"what may be an earlier snapshot is not used: {headline.problem}")
    for folder in _folders(store, collecting):
        try:
            snapshot = read(folder)
        except SnapshotError as problem:
            say(f"an earlier snapshot is not used: {problem.message}")
            continue
        users = snapshot.tables.get(USERS)
        if users and users.complete and not users.columns["status"].unknown:
            if not snapshot.doubts:
                return snapshot
            say(f"since when a status lasts is counted anew: the time of the snapshot {snapshot.id} is in doubt")
            return None
    return None


def _earlier(store: Path, collecting: Collecting) -> Iterator[Snapshot]:
    """Yield the earlier snapshots of the organization by their manifests, newest first."""
    for folder in _folders(store, collecting):
        with suppress(SnapshotError):  # said already
            yield manifest.parse(folder)


def _folders(store: Path, collecting: Collecting) -> Iterator[Path]:
    for headline in reversed(listing(store)):
        earlier = headline.taken_at is not None and headline.taken_at < collecting.taken_at
        if headline.organization == collecting.task.organization and earlier:
            yield headline.folder
