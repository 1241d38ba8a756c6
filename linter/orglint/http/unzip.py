"""Decompress gzip bodies within a limit of size."""

import zlib
from collections.abc import Iterable, Iterator

from orglint.http.decode import NotAPageError

_MOST_MEMBERS = 10_000
_ENCODINGS = {(): "", ("gzip",): "gzip", ("x-gzip",): "gzip"}


def decode_body(pieces: Iterable[bytes], encodings: Iterable[bytes], largest: int) -> bytes:
    """Return the whole body; raises `NotAPageError` if it is too large, or not what its headers say."""
    named = b",".join(encodings).decode("latin-1").lower().split(",")
    stacked = tuple(name.strip() for name in named if name.strip() not in {"", "identity"})
    if stacked not in _ENCODINGS:
        raise NotAPageError("an encoding that was not asked for")
    bounded = _limit_size(pieces, largest)
    plain = _limit_size(_unzip_members(bounded, largest), largest) if _ENCODINGS[stacked] else bounded
    return b"".join(plain)


def _limit_size(pieces: Iterable[bytes], largest: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > largest:
            raise NotAPageError(f"larger than {largest >> 20} MiB")
        yield piece


def _unzip_members(pieces: Iterable[bytes], largest: int) -> Iterator[bytes]:
    """Yield what the members of a gzip body hold, one after the other: RFC 1952 joins them."""
    member, members, begun = zlib.decompressobj(wbits=31), 0, False
    try:
        for piece in pieces:
            while piece:
                begun = True
                yield member.decompress(piece, largest + 1)
                piece = member.unused_data  # noqa: PLW2901 - what is left of it
                if member.eof:
                    member, members, begun = zlib.decompressobj(wbits=31), members + 1, False
                if members > _MOST_MEMBERS:
                    raise NotAPageError("gzip of more pieces than anybody sends")
    except zlib.error:
        raise NotAPageError("a body that claims to be gzip and is not") from None
    if begun:
        raise NotAPageError("a compressed body that was cut short")
