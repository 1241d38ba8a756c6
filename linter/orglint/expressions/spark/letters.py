"""Sets of letters in patterns: escapes, classes, brackets, and both cases of a letter."""

import re
from collections.abc import Mapping, Sequence
from string import ascii_letters
from typing import Protocol

from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.regex import LAST, Ranges

_CODE = re.compile(r"\\(?:x\{([0-9A-Fa-f]{1,6})\}|x([0-9A-Fa-f]{2})|0([0-7]{0,2})|([1-7][0-7]{1,2}))")
_SIGNS = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_CLASS = re.compile(r"\[:(\^?)(\w+):\]")
_ASCII = 0x7F


def _of(*written: str) -> Ranges:
    return tuple((ord(pair[0]), ord(pair[-1])) for pair in written)


_PERL: Mapping[str, Ranges] = {
    "d": _of("09"),
    "s": _of("\t\n", "\f\r", " "),
    "w": _of("09", "AZ", "_", "az"),
}
_POSIX: Mapping[str, Ranges] = {
    "alnum": _of("09", "AZ", "az"),
    "alpha": _of("AZ", "az"),
    "ascii": ((0, _ASCII),),
    "blank": _of("\t", " "),
    "cntrl": ((0, 31), (127, 127)),
    "digit": _of("09"),
    "graph": _of("!~"),
    "lower": _of("az"),
    "print": _of(" ~"),
    "punct": _of("!/", ":@", "[`", "{~"),
    "space": _of("\t\r", " "),
    "upper": _of("AZ"),
    "word": _of("09", "AZ", "_", "az"),
    "xdigit": _of("09", "AF", "af"),
}
# the letters that RE2 takes for the same in either case, beside an ASCII letter and its other case
_FURTHER = {"k": 0x212A, "s": 0x17F}


class Reader(Protocol):
    """A pattern that is being read."""

    text: str
    at: int

    def next_is(self, wanted: str) -> bool:
        """Return whether this comes next."""

    def took(self, wanted: str) -> bool:
        """Return whether this comes next, and step over it."""

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return what matches next, and step over it."""

    def refusal(self, what: str) -> RefusedError:
        """Return the error that refuses the pattern."""


def joined(ranges: Sequence[tuple[int, int]]) -> Ranges:
    """Return ranges in order, none touching another."""
    found: list[tuple[int, int]] = []
    for low, high in sorted(ranges):
        if found and low <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(high, found[-1][1]))
        else:
            found.append((low, high))
    return tuple(found)


def others(ranges: Ranges) -> Ranges:
    """Return all letters but those."""
    edges = [-1, *(edge for pair in joined(ranges) for edge in pair), LAST + 1]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((low + 1, high - 1) for low, high in pairs if low + 1 <= high - 1)


def folded(ranges: Ranges) -> Ranges:
    """Return letters in either case; beyond ASCII the engines know different versions of Unicode."""
    if any(high > _ASCII for _, high in ranges):
        raise RefusedError("(?i) before a letter that is not ASCII, in a pattern,")
    found = list(ranges)
    for letter in ascii_letters:
        if any(low <= ord(letter) <= high for low, high in ranges):
            more = [ord(letter.swapcase()), _FURTHER.get(letter.lower(), ord(letter))]
            found += [(point, point) for point in more]
    return joined(found)


def escaped(reader: Reader, *, folded: bool) -> Ranges:
    """Return the letters that an escape stands for."""
    code = reader.match(_CODE)
    if code:
        return _one(_point(reader, code), folded=folded)
    sign = reader.text[reader.at + 1 : reader.at + 2]
    reader.at += 2
    if sign.lower() in _PERL:
        return _class(_PERL[sign.lower()], other=sign.isupper(), folded=folded)
    if sign in _SIGNS:
        return _one(_SIGNS[sign], folded=folded)
    if not sign or sign.isalnum() or ord(sign) > _ASCII:
        raise reader.refusal(f"\\{sign}")
    return _one(ord(sign), folded=folded)


def bracketed(reader: Reader, *, folded: bool) -> Ranges:
    """Return the letters between brackets, of which the first was read."""
    other = reader.took("^")
    found: list[tuple[int, int]] = []
    first = True
    while first or not reader.took("]"):
        first = False
        found += _member(reader, folded=folded)
    ranges = others(tuple(found)) if other else joined(found)
    if not ranges:
        raise reader.refusal("brackets that hold no letter")
    return ranges


def _member(reader: Reader, *, folded: bool) -> Ranges:
    named = reader.match(_CLASS)
    if named:
        if named[2] not in _POSIX:
            raise reader.refusal(named[0])
        return _class(_POSIX[named[2]], other=bool(named[1]), folded=folded)
    low = _end(reader)
    if len(low) > 1 or low[0][0] != low[0][1]:
        return _class(low, other=False, folded=False)
    if not reader.next_is("-") or reader.text[reader.at + 1 : reader.at + 2] in {"]", ""}:
        return _one(low[0][0], folded=folded)
    reader.took("-")
    high = _end(reader)
    return _class(((low[0][0], high[0][0]),), other=False, folded=folded)


def _end(reader: Reader) -> Ranges:
    """Return one letter in brackets, or the letters of a class."""
    if reader.next_is("\\"):
        return escaped(reader, folded=False)
    if reader.at >= len(reader.text):
        raise reader.refusal("brackets without end")
    point = ord(reader.text[reader.at])
    reader.at += 1
    return ((point, point),)


def _point(reader: Reader, code: re.Match[str]) -> int:
    braced, hexadecimal, zero, octal = code.groups()
    point = int(braced or hexadecimal, 16) if braced or hexadecimal else int(zero or octal or "0", 8)
    if point > LAST:
        raise reader.refusal(code[0])
    return point


def _one(point: int, *, folded: bool) -> Ranges:
    return _class(((point, point),), other=False, folded=folded)


def _class(ranges: Ranges, *, other: bool, folded: bool) -> Ranges:
    found = _folded(ranges) if folded else ranges
    return others(found) if other else found


_folded = folded
