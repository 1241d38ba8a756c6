"""The members of an archive: a tar file of plain files, in an order and of sizes that are known before they are read.

It is read by this module and not by `tarfile`, whose readers follow whatever an archive says: here a member that is not
the one that must come (another name, a link, a device, another size) is refused before a byte of it is stored.
"""

from collections.abc import Callable, Generator
from tarfile import BLOCKSIZE, GNU_FORMAT, NUL, REGTYPE, TarError, TarInfo
from typing import Generic, TypeVar

from orglint.snapshots.archives.cipher import UnopenedError

T = TypeVar("T")
Taking = Generator[int, bytes, None]
"""Yields how many bytes it can use at most, and is sent at least one."""

_END = bytes(2 * BLOCKSIZE)


def build_header(name: str, size: int) -> bytes:
    """Return what stands before a plain file in an archive; it names no user and no time."""
    member = TarInfo(name)
    member.size, member.mode = size, 0o600
    return member.tobuf(GNU_FORMAT)


def build_padding(size: int) -> bytes:
    """Return what follows a file of this size, so that the next one begins at a whole block."""
    return bytes(-size % BLOCKSIZE)


def build_end() -> bytes:
    """Return what stands at the end of an archive."""
    return _END


def take_header(name: str, *, largest: int) -> Generator[int, bytes, int]:
    """Take the header of the member that must come, and return its size; `UnopenedError` if it is another."""
    header = yield from take_bytes(BLOCKSIZE)
    try:
        member = TarInfo.frombuf(header, "utf-8", "surrogateescape")
    except TarError:
        raise UnopenedError(f"holds something else in the place of {name}") from None
    if member.type != REGTYPE:
        raise UnopenedError(f"holds no plain file in the place of {name}")
    if header[: len(name) + 1] != name.encode("ascii") + NUL:
        raise UnopenedError(f"holds another file in the place of {name}")
    if not 0 <= member.size <= largest:
        raise UnopenedError(f"holds {name} with {member.size} bytes; at most {largest} were expected")
    return member.size


def take_content(size: int, use: Callable[[bytes], object]) -> Taking:
    """Take the content of a member, have it used piece by piece, and take the padding after it."""
    left = size
    while left:
        piece = yield left
        use(piece)
        left -= len(piece)
    yield from take_bytes(len(build_padding(size)))


def take_end() -> Taking:
    """Take the end of an archive."""
    if (yield from take_bytes(len(_END))) != _END:
        raise UnopenedError("holds more than one snapshot")


def take_bytes(size: int) -> Generator[int, bytes, bytes]:
    """Take exactly this many bytes and return them."""
    taken = bytearray()
    while len(taken) < size:
        taken += yield size - len(taken)
    return bytes(taken)


class Feed(Generic[T]):
    """Hands what comes to something that takes it; `result` is what that has made of it in the end."""

    def __init__(self, taking: Generator[int, bytes, T]) -> None:
        self._taking = taking
        self._wanted = next(taking)
        self.result: T | None = None

    def push(self, piece: bytes) -> None:
        """Hand on a piece; after the end only zeros may come, to which other programs fill tar files up."""
        rest = memoryview(piece)
        while rest:
            if self.result is not None:
                return _refuse_more(rest)
            part, rest = bytes(rest[: self._wanted]), rest[self._wanted :]
            try:
                self._wanted = self._taking.send(part)
            except StopIteration as end:
                self.result = end.value
        return None


def _refuse_more(rest: memoryview) -> None:
    if any(rest):
        raise UnopenedError("holds more than one snapshot")
