"""Write an archive of a snapshot."""

from collections.abc import Iterator
from hashlib import sha256
from typing import IO

from orglint.documents.files import read_plain_file, read_plain_pieces
from orglint.errors import SnapshotError
from orglint.model.snapshot import DataFile, Snapshot
from orglint.snapshots import manifest
from orglint.snapshots.archives import head
from orglint.snapshots.archives.cipher import encrypt_stream
from orglint.snapshots.archives.key import ArchiveKey
from orglint.snapshots.archives.members import build_end, build_header, build_padding
from orglint.snapshots.read import translate_read_errors


def write_archive(snapshot: Snapshot, target: IO[bytes], key: ArchiveKey) -> None:
    """Write a snapshot to a file, encrypted, with nothing that is not in the snapshot; it is read once, in pieces.

    Raises `SnapshotError` if its files are not what was sealed, and OSError if the file cannot be written.
    """
    encrypt_stream(_pack_snapshot(snapshot, key), target, key)


def _pack_snapshot(snapshot: Snapshot, key: ArchiveKey) -> Iterator[bytes]:
    with translate_read_errors(snapshot.folder):
        sealed = read_plain_file(snapshot.folder / manifest.NAME)
        yield from _pack_bytes(head.NAME, head.render_head(sealed, key))
        yield from _pack_bytes(manifest.NAME, sealed)
        for file in snapshot.files.values():
            yield from _pack_file(snapshot, file)
        yield build_end()


def _pack_bytes(name: str, content: bytes) -> Iterator[bytes]:
    yield build_header(name, len(content))
    yield content
    yield build_padding(len(content))


def _pack_file(snapshot: Snapshot, file: DataFile) -> Iterator[bytes]:
    hashed = sha256()
    yield build_header(file.name, file.size)
    for piece in read_plain_pieces(snapshot.folder / file.name):
        hashed.update(piece)
        yield piece
    if hashed.hexdigest() != file.sha256:
        raise SnapshotError(f"{snapshot.folder / file.name} has been changed while it was read", "Run it again.")
    yield build_padding(file.size)
