"""Streams encrypted and decrypted in the age format (age-encryption.org/v1), of which each piece is authenticated."""

from collections.abc import Callable, Iterable
from typing import IO

import pyrage

from orglint.snapshots.archives.key import ArchiveKey

MAGIC = b"age-encryption.org/v1\n"
"""What every archive begins with."""


class UnopenedError(Exception):
    """Why an archive could not be decrypted, as the rest of a sentence about it."""


def encrypt_stream(pieces: Iterable[bytes], target: IO[bytes], key: ArchiveKey) -> None:
    """Write the pieces, encrypted, to a file."""
    source, sink = _Source(pieces), _Sink(target.write)
    try:
        pyrage.encrypt_io(source, sink, [key.recipient])
    except Exception:
        _raise_failure(source, sink)
        raise


def decrypt_stream(source: IO[bytes], take: Callable[[bytes], object], key: ArchiveKey) -> None:
    """Decrypt a file and have its content taken piece by piece; raises `UnopenedError`.

    A piece is handed over only if it is authentic; whether it was the last one is known at the end.
    """
    if source.read(len(MAGIC)) != MAGIC:
        raise UnopenedError("is not an archive of a snapshot")
    source.seek(0)
    sink = _Sink(take)
    try:
        pyrage.decrypt_io(source, sink, [key.identity])
    except pyrage.DecryptError:
        _raise_failure(sink)
        raise UnopenedError(
            "cannot be opened with this key: it was made with another one, or its beginning has been changed"
        ) from None
    except OSError:
        _raise_failure(sink)
        raise UnopenedError("has been changed, or its end is missing") from None


class _Remembering:
    """What the library calls back. It passes on the words of an error only, so the error itself is kept here."""

    failure: BaseException | None = None


class _Source(_Remembering):
    """Pieces as a file to read from."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        self._pieces = iter(pieces)
        self._rest = memoryview(b"")

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._rest:
                piece = next(self._pieces, None)
                if piece is None:
                    return b""
                self._rest = memoryview(piece)
        except BaseException as error:
            self.failure = error
            raise
        cut = len(self._rest) if size < 0 else size
        taken, self._rest = bytes(self._rest[:cut]), self._rest[cut:]
        return taken


class _Sink(_Remembering):
    """A function as a file to write to."""

    def __init__(self, take: Callable[[bytes], object]) -> None:
        self._take = take

    def write(self, piece: bytes) -> int:
        try:
            self._take(piece)
        except BaseException as error:
            self.failure = error
            raise
        return len(piece)

    def flush(self) -> None:
        """Do nothing; the library calls it at the end."""


def _raise_failure(*ends: _Remembering) -> None:
    """Raise what a reader or a writer could not do: the disk's refusal, or the end of the process (Ctrl-C)."""
    for end in ends:
        if end.failure is not None:
            raise end.failure from None
