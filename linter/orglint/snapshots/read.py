"""Open sealed snapshots, after comparing every file with its digest and every table with its ledger."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orglint.documents.files import digest_file
from orglint.engine.duckdb import Engine, open_engine
from orglint.errors import SnapshotError
from orglint.model.snapshot import DataFile, Snapshot, list_file_titles
from orglint.snapshots.ledger import find_mismatches
from orglint.snapshots.manifest import NAME, parse_manifest

_AGAIN = "Take the snapshot from where it was made, or collect again with `orglint snapshot`."
_UNTRUSTED = "Nothing in it can be trusted: collect again with `orglint snapshot`."
_READABLE = "Give the user who runs orglint the permission to read it, or mend the disk."
_TIME = re.compile(r"\d{8}T\d{6}Z", re.ASCII)
_ANY_TIME = "~"  # sorts after every time
_SHORTEST = 4  # signs of an id


@dataclass(frozen=True, slots=True)
class SnapshotSummary:
    """What a snapshot's manifest says at a glance; `problem` says why it cannot be read, if so.

    It counts as complete if it was so before people were `forgotten` in it, as many as that.
    """

    id: str
    folder: Path
    organization: str = ""
    organization_name: str = ""
    taken_at: datetime | None = None
    complete: bool = False
    problem: str = ""
    forgotten: int = 0


def read_snapshot(folder: Path) -> Snapshot:
    """Return the snapshot in a folder, verified.

    Raises `SnapshotError` if a file differs from its digest in the manifest, or a table from its ledger.
    """
    snapshot = read_sealed(folder)
    with open_engine(*snapshot.paths) as engine:
        refuse_ledger_mismatch(snapshot, engine)
    return snapshot


def read_sealed(folder: Path) -> Snapshot:
    """Return the snapshot in a folder, whose files have the digests in the manifest; else raise `SnapshotError`.

    That is enough to read its ledger; to judge its tables, use `read_snapshot`, or `refuse_ledger_mismatch` too.
    """
    folder = folder.absolute()
    with translate_read_errors(folder):
        if folder.is_symlink() or not folder.is_dir():
            raise SnapshotError(f"{folder} is no folder, so no snapshot", "Name a folder below snapshots/ in a store.")
    snapshot = parse_manifest(folder)
    if folder.name != snapshot.id:
        raise SnapshotError(
            f"{folder} holds the snapshot {snapshot.id}, whose folder has been renamed",
            f"Give the folder its name back: {snapshot.id}.",
        )
    with translate_read_errors(folder):
        _refuse_changed_files(snapshot)
    return snapshot


def list_snapshots(store: Path) -> tuple[SnapshotSummary, ...]:
    """Return what snapshots a store holds, oldest first, without reading their data."""
    summaries = [_summarize_snapshot(path) for path in _list_entries(store) if not _is_foreign(path)]
    return tuple(sorted(summaries, key=build_sort_key))


def map_organizations(store: Path) -> dict[str, str]:
    """Return whose snapshots a store holds, by the names of their folders; those that cannot be read are left out."""
    return {it.folder.name: it.organization for it in list_snapshots(store) if not it.problem}


def find_by_short_id(store: Path, short: str) -> tuple[Path, ...]:
    """Return the snapshots of a store whose id begins with these signs, four or more, or ends with them."""
    if len(short) < _SHORTEST:
        return ()
    entries = (path for path in _list_entries(store) if not _is_foreign(path))
    return tuple(path for path in entries if path.name.startswith(short) or path.name.endswith(short))


def find_foreign_entries(store: Path) -> tuple[Path, ...]:
    """Return what lies among the snapshots of a store and is not one; unfinished snapshots are not listed."""
    return tuple(path for path in _list_entries(store) if _is_foreign(path))


def _list_entries(store: Path) -> list[Path]:
    return [path for path in list_folder(store.absolute() / "snapshots") if not path.name.startswith(".")]


def _is_foreign(path: Path) -> bool:
    if _TIME.match(path.name) or path.is_symlink():
        return False
    try:
        if not path.is_dir():
            return True
        names = [it.name for it in path.iterdir() if not it.name.startswith(".")]
    except OSError:
        return False
    return bool(names) and not any(name == NAME or name.endswith(".parquet") for name in names)


def list_folder(folder: Path) -> tuple[Path, ...]:
    """Return what lies in a folder, by name; nothing if it is not there."""
    with translate_read_errors(folder):
        try:
            return tuple(sorted(folder.iterdir()))
        except (FileNotFoundError, NotADirectoryError):
            return ()


@contextmanager
def translate_read_errors(folder: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that names the path."""
    try:
        yield
    except OSError as refusal:
        path, reason = refusal.filename or folder, refusal.strerror or type(refusal).__name__
        raise SnapshotError(f"{path} could not be read: {reason}", _READABLE) from None


def read_newest_snapshot(store: Path, organization: str | None = None) -> Snapshot:
    """Return the newest snapshot of an organization, verified."""
    return read_snapshot(find_newest_snapshot(store, organization))


def find_newest_snapshot(store: Path, organization: str | None = None) -> Path:
    """Return the folder of an organization's newest snapshot; it may be left out where the store holds only one."""
    summaries = list_snapshots(store)
    readable = [summary for summary in summaries if not summary.problem]
    organizations = sorted({headline.organization for headline in readable})
    if organization is None and len(organizations) > 1:
        raise SnapshotError(
            f"{store} holds snapshots of several organizations: {', '.join(organizations)}",
            "Name one with --org, or name the snapshot's folder.",
        )
    candidates = [summary for summary in summaries if summary.problem or organization in (None, summary.organization)]
    if not candidates:
        whose = f" of organization {organization}" if organization else ""
        raise SnapshotError(f"{store} holds no snapshot{whose}", "Collect one with `orglint snapshot`.")
    if candidates[-1].problem:
        raise SnapshotError(
            candidates[-1].problem,
            "It may be the newest, so no other is judged in its place. If it is no snapshot, move it out of the store; "
            "if it is one, see what `orglint verify` says of it, or name the folder of another.",
        )
    return candidates[-1].folder


def rows_before(snapshot: Snapshot, identity: str, table: str) -> int | None:
    """Return how many rows a table has in an earlier snapshot of the same store and organization; None if none is."""
    if identity not in {path.name for path in list_folder(snapshot.folder.parent)}:
        return None
    try:
        earlier = parse_manifest(snapshot.folder.parent / identity)
    except SnapshotError:
        return None
    if earlier.organization != snapshot.organization or earlier.taken_at > snapshot.taken_at:
        return None
    ledger = earlier.tables.get(table)
    return ledger.rows_then if ledger else None


def build_sort_key(summary: SnapshotSummary) -> tuple[str, str, str]:
    """Return what puts snapshots in the order in which they were taken."""
    # The id begins with the time to the second; it also places a snapshot whose manifest cannot be read. What cannot
    # be placed may be the newest.
    time = _TIME.match(summary.id)
    exact = summary.taken_at.isoformat() if summary.taken_at else ""
    return (time.group() if time else _ANY_TIME, exact, summary.id)


def _summarize_snapshot(path: Path) -> SnapshotSummary:
    try:
        snapshot = parse_manifest(path)
    except SnapshotError as problem:
        return SnapshotSummary(path.name, path, problem=problem.message)
    return SnapshotSummary(
        snapshot.id,
        path,
        snapshot.organization,
        snapshot.organization_name,
        snapshot.taken_at,
        snapshot.was_complete,
        forgotten=len(snapshot.forgotten),
    )


def _refuse_changed_files(snapshot: Snapshot) -> None:
    problems = list(_find_differences(snapshot))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SnapshotError(f"{snapshot.folder} is not what was sealed: {problems[0]}{more}", _AGAIN)


def refuse_ledger_mismatch(snapshot: Snapshot, engine: Engine) -> None:
    """Raise `SnapshotError` if a table differs from its ledger; the engine may read the files, and reads them."""
    problems = find_mismatches(snapshot, engine)
    if problems:
        raise SnapshotError(f"{snapshot.folder} is not what its ledger says: {'; '.join(problems)}", _UNTRUSTED)


def _find_differences(snapshot: Snapshot) -> Iterator[str]:
    if set(snapshot.files) != set(list_file_titles(snapshot.tables)):
        yield f"{NAME} does not name one file for each table"
    names = {NAME, *(file.name for file in snapshot.files.values())}
    there = {path.name for path in snapshot.folder.iterdir()}
    yield from (f"{name} is missing" for name in sorted(names - there))
    yield from (f"{name} is there, but no part of it" for name in sorted(there - names))
    for file in snapshot.files.values():
        if file.name in there:
            yield from _compare_file(snapshot.folder / file.name, file)


def _compare_file(path: Path, file: DataFile) -> Iterator[str]:
    if path.is_symlink() or not path.is_file():
        yield f"{file.name} is no plain file"
    elif path.stat().st_size != file.size:
        yield f"{file.name} has {path.stat().st_size} bytes instead of {file.size}"
    elif digest_file(path) != file.sha256:
        yield f"{file.name} has been changed: its SHA-256 differs"
