"""What takes room in a store: sealed snapshots with their sizes, and snapshots that are being collected."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from orglint.documents import files
from orglint.snapshots.collecting import find_begun
from orglint.snapshots.read import SnapshotSummary, list_folder, list_snapshots, translate_read_errors

REMOVING = "removing"
"""The folder of a store in which is what is being removed."""


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A sealed snapshot, with the bytes that it takes."""

    summary: SnapshotSummary
    size: int


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A snapshot that was begun and is not sealed, with the bytes that its pages take.

    Of what is damaged only the folder is known.
    """

    folder: Path
    organization: str
    size: int
    id: str = ""
    began_at: datetime | None = None


def list_stored(store: Path) -> tuple[StoredSnapshot, ...]:
    """Return the sealed snapshots of a store, oldest first, those that cannot be read too."""
    return tuple(StoredSnapshot(it, measure_folder(it.folder)) for it in list_snapshots(store))


def list_unfinished(store: Path) -> tuple[Unfinished, ...]:
    """Return what was begun in a store and is not finished."""
    return tuple(_describe_unfinished(it) for it in list_folder(store.absolute() / "collecting") if it.is_dir())


def remove_stored(store: Path, path: Path) -> None:
    """Remove a file or folder of a store: it disappears in one step, whenever the process is killed.

    Raises `OutputError` if the disk refuses it; whoever calls this holds the lock of the store.
    """
    clear_removing(store)
    removing = files.make_folder(store.absolute() / REMOVING)
    files.move_folder(path, removing / path.name)
    files.remove_path(removing)


def clear_removing(store: Path) -> None:
    """Remove what a run that was killed left half removed."""
    files.remove_path(store.absolute() / REMOVING)


def measure_folder(folder: Path) -> int:
    """Return the bytes of all plain files below a folder, or of a file."""
    with translate_read_errors(folder):
        return sum(_list_sizes(folder))


def _list_sizes(path: Path) -> Iterator[int]:
    if path.is_symlink():
        return
    with suppress(FileNotFoundError):  # another process removes or renames it
        if not path.is_dir():
            yield path.stat().st_size
        else:
            for inside in path.iterdir():
                yield from _list_sizes(inside)


def _describe_unfinished(folder: Path) -> Unfinished:
    begun, size = find_begun(folder), measure_folder(folder)
    if begun is None:
        return Unfinished(folder, folder.name, size)
    return Unfinished(folder, begun.task.organization, size, begun.id, begun.began_at)
