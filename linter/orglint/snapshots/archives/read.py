"""Read an archive into a store: the snapshot appears by one rename, verified, or not at all."""

from collections.abc import Generator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from orglint.documents import files
from orglint.errors import SnapshotError
from orglint.model.snapshot import Snapshot
from orglint.snapshots import lock, manifest
from orglint.snapshots.archives import head
from orglint.snapshots.archives.cipher import UnopenedError, decrypt_stream
from orglint.snapshots.archives.key import ArchiveKey
from orglint.snapshots.archives.members import Feed, take_content, take_end, take_header
from orglint.snapshots.read import read_snapshot

IMPORTING = "importing"
"""The folder of a store in which a snapshot is until it is verified."""
_LARGEST_MANIFEST = 1 << 26
_AGAIN = "Nothing was imported. Take the archive from where it was made, and check that the key is the same."


@dataclass(frozen=True, slots=True)
class Imported:
    """A snapshot of the store, verified; `present` says that it had been there before."""

    snapshot: Snapshot
    present: bool


def import_archive(file: Path, store: Path, key: ArchiveKey) -> Imported:
    """Import the snapshot of an archive into a store, with the id that it has, and verify it.

    Raises `SnapshotError` for an archive that is not exactly what was exported with this key, `OutputError` if the disk
    refuses, `CollectError` if another orglint uses the store.
    """
    store = store.absolute()
    try:
        source = file.open("rb")
    except OSError as refusal:
        raise SnapshotError(f"{file} could not be read: {refusal.strerror}", _AGAIN) from None
    with source, lock.hold_lock(store, nothing="nothing was imported"):
        staging = store / IMPORTING
        files.remove_path(staging)  # what a run that was killed left there
        try:
            return _import_into(store, files.make_folder(staging), source, key)
        finally:
            files.remove_path(staging)


def _import_into(store: Path, staging: Path, source: IO[bytes], key: ArchiveKey) -> Imported:
    target = files.make_folder(store / "snapshots")
    try:
        unpacked = _unpack(source, staging, target, key)
    except UnopenedError as why:
        raise SnapshotError(f"{source.name} {why}", _AGAIN) from None
    except _PresentError as there:
        return Imported(read_snapshot(there.folder), present=True)
    except OSError as refusal:
        raise SnapshotError(f"{source.name} could not be read: {refusal.strerror or refusal}", _AGAIN) from None
    verified = read_snapshot(unpacked)
    files.move_folder(unpacked, target / verified.id)
    return Imported(replace(verified, folder=target / verified.id), present=False)


def _unpack(source: IO[bytes], staging: Path, snapshots: Path, key: ArchiveKey) -> Path:
    """Unpack an archive and return the folder of its snapshot, which nobody has verified yet."""
    feed = Feed(_take_snapshot(staging, snapshots, key))
    decrypt_stream(source, feed.push, key)
    if feed.result is None:
        raise UnopenedError("ends too early")
    return feed.result


def _take_snapshot(staging: Path, snapshots: Path, key: ArchiveKey) -> Generator[int, bytes, Path]:
    content = yield from _take_small(head.NAME, head.LARGEST)
    signature = head.parse_head(content)
    sealed = yield from _take_small(manifest.NAME, _LARGEST_MANIFEST)
    head.check_signature(sealed, signature, key)
    snapshot = _store_manifest(staging, sealed)
    _refuse_present(snapshots / snapshot.id, sealed)
    for data in snapshot.files.values():
        size = yield from take_header(data.name, largest=data.size)
        with files.write_new_file(snapshot.folder / data.name) as write:
            yield from take_content(size, write)
    yield from take_end()
    return snapshot.folder


def _take_small(name: str, largest: int) -> Generator[int, bytes, bytes]:
    size = yield from take_header(name, largest=largest)
    content = bytearray()
    yield from take_content(size, content.extend)
    return bytes(content)


def _store_manifest(staging: Path, sealed: bytes) -> Snapshot:
    """Store the manifest in a folder that has the name of the snapshot, and return what it says."""
    unnamed = files.make_folder(staging / "unnamed")
    files.write_atomically(unnamed / manifest.NAME, sealed)
    try:
        snapshot = manifest.parse_manifest(unnamed)
    except SnapshotError as problem:
        raise UnopenedError(f"holds a manifest that cannot be used: {problem.message}") from None
    folder = staging / snapshot.id
    files.move_folder(unnamed, folder)
    return replace(snapshot, folder=folder)


class _PresentError(Exception):
    """The store has the snapshot already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder


def _refuse_present(target: Path, sealed: bytes) -> None:
    """Raise `_PresentError` if the store has the snapshot, and `UnopenedError` if it has another one of this name."""
    if not target.exists() and not target.is_symlink():
        return
    try:
        same = files.read_plain_file(target / manifest.NAME) == sealed
    except OSError:
        same = False
    if not same:
        raise UnopenedError(f"holds the snapshot {target.name}, of which {target.parent} has another one")
    raise _PresentError(target)
