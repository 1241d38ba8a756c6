"""Sealed snapshots: opened only after every byte of them was compared with what was sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orglint.errors import SnapshotError
from orglint.model.snapshot import DataFile, Snapshot
from orglint.snapshots.files import digest
from orglint.snapshots.manifest import NAME, parse

_AGAIN = "Take the snapshot from where it was made, or collect again with `orglint snapshot`."


@dataclass(frozen=True, slots=True)
class Headline:
    """What a snapshot's manifest says of it at a glance; `problem` says why it cannot be read, if it cannot."""

    id: str
    folder: Path
    organization: str = ""
    organization_name: str = ""
    taken_at: datetime | None = None
    complete: bool = False
    problem: str = ""


def read(folder: Path) -> Snapshot:
    """Return the snapshot in a folder; anything that differs from what was sealed is an error that names it."""
    folder = folder.absolute()
    if folder.is_symlink() or not folder.is_dir():
        raise SnapshotError(f"{folder} is no folder, so no snapshot", "Name a folder below snapshots/ in a store.")
    snapshot = parse(folder)
    if folder.name != snapshot.id:
        raise SnapshotError(
            f"{folder} holds the snapshot {snapshot.id}, whose folder has been renamed",
            f"Give the folder its name back: {snapshot.id}.",
        )
    _compare(snapshot)
    return snapshot


def listing(store: Path) -> tuple[Headline, ...]:
    """Return what snapshots a store holds, oldest first, without reading their data."""
    folder = store.absolute() / "snapshots"
    found = sorted(path for path in folder.iterdir() if not path.name.startswith(".")) if folder.is_dir() else []
    headlines = [_headline(path) for path in found]
    return tuple(sorted(headlines, key=age))


def newest(store: Path, organization: str | None = None) -> Snapshot:
    """Return the newest snapshot of an organization; it may be left out where the store holds only one."""
    headlines = listing(store)
    readable = [headline for headline in headlines if not headline.problem]
    organizations = sorted({headline.organization for headline in readable})
    if organization is None and len(organizations) > 1:
        raise SnapshotError(
            f"{store} holds snapshots of several organizations: {', '.join(organizations)}",
            "Name one with --org, or name the snapshot's folder.",
        )
    candidates = [
        headline for headline in headlines if headline.problem or organization in (None, headline.organization)
    ]
    if not candidates:
        whose = f" of organization {organization}" if organization else ""
        raise SnapshotError(f"{store} holds no snapshot{whose}", "Collect one with `orglint snapshot`.")
    if candidates[-1].problem:
        raise SnapshotError(
            candidates[-1].problem, "See what `orglint verify` says of it, or name an older snapshot's folder."
        )
    return read(candidates[-1].folder)


def age(headline: Headline) -> tuple[str, str, str]:
    """Return what puts snapshots in the order in which they were taken."""
    # The id begins with the time to the second; it also places a snapshot whose manifest cannot be read.
    exact = headline.taken_at.isoformat() if headline.taken_at else ""
    return (headline.id[:16], exact, headline.id)


def _headline(path: Path) -> Headline:
    try:
        snapshot = parse(path)
    except SnapshotError as problem:
        return Headline(path.name, path, problem=problem.message)
    return Headline(
        snapshot.id,
        path,
        snapshot.organization,
        snapshot.organization_name,
        snapshot.taken_at,
        snapshot.complete,
    )


def _compare(snapshot: Snapshot) -> None:
    problems = list(_differences(snapshot))
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise SnapshotError(f"{snapshot.folder} is not what was sealed: {problems[0]}{more}", _AGAIN)


def _differences(snapshot: Snapshot) -> Iterator[str]:
    if set(snapshot.files) != set(snapshot.tables):
        yield f"{NAME} does not name one file for each table"
    names = {NAME, *(file.name for file in snapshot.files.values())}
    there = {path.name for path in snapshot.folder.iterdir()}
    yield from (f"{name} is missing" for name in sorted(names - there))
    yield from (f"{name} is there, but no part of it" for name in sorted(there - names))
    for file in snapshot.files.values():
        if file.name in there:
            yield from _file(snapshot.folder / file.name, file)


def _file(path: Path, file: DataFile) -> Iterator[str]:
    if path.is_symlink() or not path.is_file():
        yield f"{file.name} is no plain file"
    elif path.stat().st_size != file.size:
        yield f"{file.name} has {path.stat().st_size} bytes instead of {file.size}"
    elif digest(path) != file.sha256:
        yield f"{file.name} has been changed: its SHA-256 differs"
