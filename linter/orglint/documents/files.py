"""Files that are complete or absent, readable by their owner only, and never reached through a symlink."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from errno import EINVAL
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from orglint.errors import OutputError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_CHUNK = 1 << 20


def make_folder(path: Path) -> Path:
    """Return the folder, made if it was not there, open to its owner only."""
    if not path.parent.exists():
        make_folder(path.parent)
    with translate_write_errors(path):
        path.mkdir(mode=FOLDER_MODE, exist_ok=True)
        refuse_link(path)
        path.chmod(FOLDER_MODE)
    return path


def write_atomically(path: Path, content: bytes) -> None:
    """Put the content under this name in one step that survives a loss of power."""
    beside = path.with_name(f".{path.name}.part")
    with translate_write_errors(path):
        remove_path(beside)  # whatever a run that was stopped, or somebody else, left there
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        beside.replace(path)
        _sync_entry(path.parent)


@contextmanager
def write_new_file(path: Path) -> Iterator[Callable[[bytes], object]]:
    """Give a function that adds to a file which was not there; when the block ends, all of it is on disk."""
    with translate_write_errors(path):
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
    with os.fdopen(descriptor, "wb") as file:

        def write(piece: bytes) -> None:
            with translate_write_errors(path):
                file.write(piece)

        yield write
        with translate_write_errors(path):
            file.flush()
            os.fsync(descriptor)


def sync_to_disk(path: Path) -> None:
    """Flush a file or folder to disk (fsync), and make it readable by its owner only."""
    with translate_write_errors(path):
        if not path.is_dir():
            path.chmod(FILE_MODE)
        _sync_entry(path)


def move_folder(source: Path, target: Path) -> None:
    """Make a folder appear under another name, durably, in one step."""
    with translate_write_errors(target):
        source.rename(target)
        _sync_entry(target.parent)
        _sync_entry(source.parent)


def link_or_copy(source: Path, target: Path) -> None:
    """Give a plain file a second name; where the file system has no links, copy it, durably."""
    with translate_write_errors(target):
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
            sync_to_disk(target)


def remove_path(path: Path) -> None:
    """Remove a file, or a folder and all that is in it; it is no mistake if there is none."""
    with translate_write_errors(path):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def read_plain_file(path: Path) -> bytes:
    """Return the content of a plain file; anything else (a link, a pipe, a folder) is refused as the disk would."""
    with _open_plain_file(path) as file:
        return file.read()


def read_plain_pieces(path: Path) -> Iterator[bytes]:
    """Yield the content of a plain file piece by piece."""
    with _open_plain_file(path) as file:
        while piece := file.read(_CHUNK):
            yield piece


def digest_file(path: Path) -> str:
    """Return the SHA-256 of a plain file, read in pieces."""
    hashed = sha256()
    for piece in read_plain_pieces(path):
        hashed.update(piece)
    return hashed.hexdigest()


def refuse_link(path: Path) -> None:
    """Refuse to go through a symlink: it may lead out of the store."""
    if path.is_symlink():
        raise OutputError(f"{path} is a symlink, which a store may not hold", "Put a folder in its place.")


@contextmanager
def translate_write_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into an error that names the path."""
    try:
        yield
    except OSError as refusal:
        reason = refusal.strerror or type(refusal).__name__
        raise OutputError(
            f"{path} could not be written: {reason}",
            "What was written before is kept. Make room or mend the folder, then run the same command again.",
        ) from None


def _open_plain_file(path: Path) -> BinaryIO:
    # Opening a pipe would block until somebody writes.
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    if not S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(EINVAL, "it is no plain file", str(path))
    return os.fdopen(descriptor, "rb")


def _sync_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
