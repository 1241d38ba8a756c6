"""Reproducible randomness: the same seed, kind and number give the same bytes on every machine."""

import struct
import uuid
from collections.abc import Callable
from hashlib import blake2b

Throw = Callable[[int], bytes]

# Sixteen independent numbers below 65,536 in the 32 bytes of one throw.
rolls = struct.Struct("<16H").unpack
FACES = 65_536


def build_throw(seed: int, kind: str) -> Throw:
    """Return a function from a number to 32 random bytes; the same seed, kind and number give the same bytes."""
    start = blake2b(f"{seed}:{kind}".encode(), digest_size=32)

    def throw(number: int) -> bytes:
        copy = start.copy()
        copy.update(number.to_bytes(8, "little"))
        return copy.digest()

    return throw


def scale_roll(roll: int, low: int, high: int) -> int:
    """Return a whole number from low to high, both included, as far along as the roll is in its range."""
    return low + roll * (high - low + 1) // FACES


def is_within_share(roll: int, share: int) -> bool:
    """Return whether a roll from 0 to 999 is below `share`: true for that many of a thousand."""
    return roll * 1000 < share * FACES


def derive_uuid(seed: int, kind: str, number: int = 0) -> str:
    """Return the UUID of the thing of a kind that has this number; the same for the same seed."""
    return str(uuid.UUID(bytes=build_throw(seed, kind)(number)[:16], version=4))


def choose_numbers(seed: int, kind: str, *, among: int, count: int) -> list[int]:
    """Return that many different numbers below `among`, in the order in which they were thrown."""
    throw, chosen, number = build_throw(seed, kind), dict[int, None](), 0
    while len(chosen) < min(count, among):
        chosen[int.from_bytes(throw(number)[:8], "little") % among] = None
        number += 1
    return list(chosen)
