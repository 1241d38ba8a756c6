"""Cursors: opaque to clients, bound to their endpoint and query, refused when altered."""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b, shake_128
from typing import Any

SIGNATURE = 9


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page starts in the list that a query describes, and how long it is."""

    offset: int
    limit: int
    query: Mapping[str, Any]


def encode_cursor(seed: int, name: str, position: Position) -> str:
    """Return the cursor of a position; the same position always has the same cursor."""
    plain = json.dumps(
        [position.offset, position.limit, position.query], separators=(",", ":"), sort_keys=True
    ).encode()
    signature = _compute_signature(seed, name, plain)
    return f"{_bytes_to_base64(signature)}.{_bytes_to_base64(_mask_bytes(plain, signature))}"


def decode_cursor(seed: int, name: str, cursor: str) -> Position | None:
    """Return the position of a cursor; None for a text that `write` did not make for this endpoint."""
    head, _, tail = cursor.partition(".")
    try:
        signature, masked = _base64_to_bytes(head), _base64_to_bytes(tail)
    except (binascii.Error, ValueError):
        return None
    plain = _mask_bytes(masked, signature)
    if _compute_signature(seed, name, plain) != signature:
        return None
    position = Position(*json.loads(plain))
    return position if encode_cursor(seed, name, position) == cursor else None


def _compute_signature(seed: int, name: str, plain: bytes) -> bytes:
    return blake2b(f"{seed}\0{name}\0".encode() + plain, digest_size=SIGNATURE).digest()


def _mask_bytes(plain: bytes, signature: bytes) -> bytes:
    stream = shake_128(signature).digest(len(plain))
    return (int.from_bytes(plain, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(plain), "little")


def _bytes_to_base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _base64_to_bytes(text: str) -> bytes:
    return urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4))
