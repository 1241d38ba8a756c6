"""E-mail and IP addresses in Python: our functions on them for the official evaluator and for constants.

A range has one canonical text: its hexadecimal digits (8 for IPv4, 32 for IPv6), then its prefix length in three
decimal digits. `overloads/addresses.py` gives the same text in SQL.
"""

import re
from collections.abc import Iterable
from ipaddress import ip_network
from string import ascii_lowercase, ascii_uppercase

_WRITTEN = re.compile(r"[0-9A-Fa-f:.]+(/(0|[1-9][0-9]{0,2}))?")
_DIGITS = 3
_NIBBLE = 4
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)


def extract_domain(email: str) -> str:
    """Return what follows the last @, in lower case; raises `ValueError` if either side of it is empty."""
    name, at, after = email.rpartition("@")
    if not (name and at and after):
        raise ValueError("not an e-mail address")
    return after.translate(_LOWER)


def canonicalize_range(written: str) -> str:
    """Return a range, or an address as a range of one, in canonical text; raises `ValueError` if it is neither."""
    if not _WRITTEN.fullmatch(written):
        raise ValueError(f"{written!r} is neither an IP address nor a range in CIDR notation")
    network = ip_network(written, strict=False)
    return network.network_address.packed.hex() + f"{network.prefixlen:0{_DIGITS}}"


def is_range(written: str) -> bool:
    """Return whether a text is an address or a range."""
    try:
        canonicalize_range(written)
    except ValueError:
        return False
    return True


def has_subnet(range_: str, other: str) -> bool:
    """Return whether every address of the other range is in the first one."""
    return _has_canonical_subnet(canonicalize_range(range_), canonicalize_range(other))


def has_subnet_in_any(ranges: Iterable[str], other: str) -> bool:
    """Return whether one of the ranges contains the other; a malformed one is an error unless one does."""
    wanted, malformed, found = canonicalize_range(other), None, False
    for range_ in ranges:
        try:
            found = found or _has_canonical_subnet(canonicalize_range(range_), wanted)
        except ValueError as error:
            malformed = error
    if malformed and not found:
        raise malformed
    return found


def read_prefix_length(range_: str) -> int:
    """Return the prefix length of a range."""
    return int(canonicalize_range(range_)[-_DIGITS:])


def is_everything(range_: str) -> bool:
    """Return whether a range is the whole internet, of IPv4 or of IPv6."""
    return read_prefix_length(range_) == 0


def _has_canonical_subnet(outer: str, inner: str) -> bool:
    (high, length), (low, other) = ((it[:-_DIGITS], int(it[-_DIGITS:])) for it in (outer, inner))
    shift = len(high) * _NIBBLE - length
    return len(high) == len(low) and length <= other and int(high, 16) >> shift == int(low, 16) >> shift
