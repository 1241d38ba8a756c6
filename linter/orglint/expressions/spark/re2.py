"""Patterns as RE2 reads them → a tree, or a refusal of what is rarer than that."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from orglint.expressions.spark import letters
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.regex import LAST, Choice, Letters, Node, Place, Ranges, Repeat, Sequence

_FLAGS = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?([:)])")
_NAMED = re.compile(r"\(\?P<\w+>")
_COUNT = re.compile(r"\{(\d{1,4})(,(\d{0,4}))?\}")
_REPEATS: Mapping[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
# not \B: RE2 finds it inside of a letter too, between the bytes that it is made of
_PLACES: Mapping[str, Place] = {
    "A": Place.START,
    "z": Place.END,
    "b": Place.EDGE,
}
_NEW_LINE: Ranges = ((10, 10),)


@dataclass(slots=True)
class _Reader:
    """A pattern, and how far it has been read."""

    text: str
    at: int = 0

    def next_is(self, wanted: str) -> bool:
        """Return whether this text comes next, without stepping over it."""
        return self.text.startswith(wanted, self.at)

    def took(self, wanted: str) -> bool:
        """Return whether this comes next, and step over it."""
        found = self.next_is(wanted)
        self.at += len(wanted) if found else 0
        return found

    def match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return what matches next, and step over it."""
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return found

    @property
    def done(self) -> bool:
        """Whether the whole pattern has been read."""
        return self.at >= len(self.text)

    def refusal(self, what: str) -> RefusedError:
        """Return the error that refuses the pattern."""
        return RefusedError(f"{what} in the pattern {self.text!r}")


def parse(pattern: str) -> Node:
    """Return a pattern as a tree; it is known to be one that RE2 takes."""
    reader = _Reader(pattern)
    tree = _choice(reader, frozenset())
    if not reader.done:
        raise reader.refusal(f"what follows character {reader.at}")
    return tree


def _choice(reader: _Reader, flags: frozenset[str]) -> Node:
    parts = []
    while True:
        part, flags = _sequence(reader, flags)
        parts.append(part)
        if not reader.took("|"):
            return _simplest(parts)


def _simplest(parts: list[Node]) -> Node:
    if len(parts) == 1:
        return parts[0]
    single = [part.ranges for part in parts if isinstance(part, Letters)]
    if len(single) == len(parts):
        return Letters(letters.joined([pair for ranges in single for pair in ranges]))
    return Choice(tuple(parts))


def _sequence(reader: _Reader, flags: frozenset[str]) -> tuple[Node, frozenset[str]]:
    """Return what comes before the next `|` or `)`, and the flags as they are after it."""
    parts: list[Node] = []
    while not (reader.done or reader.next_is("|") or reader.next_is(")")):
        changed = _flags(reader, flags)
        if changed is not None:
            flags = changed
        elif reader.took(r"\Q"):
            parts += _verbatim(reader, flags)
        else:
            parts.append(_repeated(reader, _atom(reader, flags)))
    return (parts[0] if len(parts) == 1 else Sequence(tuple(parts))), flags


def _flags(reader: _Reader, flags: frozenset[str]) -> frozenset[str] | None:
    """Return the flags that `(?i)` sets from here on; None if no such thing comes next."""
    found = _FLAGS.match(reader.text, reader.at)
    if found is None or found[3] == ":":
        return None
    reader.at = found.end()
    return (flags | frozenset(found[1])) - frozenset(found[2] or "")


def _verbatim(reader: _Reader, flags: frozenset[str]) -> list[Node]:
    end = reader.text.find(r"\E", reader.at)
    written = reader.text[reader.at :] if end < 0 else reader.text[reader.at : end]
    reader.at = len(reader.text) if end < 0 else end + 2
    parts = [_letter(letter, flags) for letter in written]
    return [*parts[:-1], _repeated(reader, parts[-1])] if parts else []


def _repeated(reader: _Reader, atom: Node) -> Node:
    bounds = _bounds(reader)
    if bounds is None:
        return atom
    if isinstance(atom, Place):
        raise reader.refusal("a place that is repeated")
    reader.took("?")  # greedy or not, the same texts match
    if _bounds(reader) is not None:
        raise reader.refusal("a repetition of a repetition")
    return Repeat(atom, *bounds)


def _bounds(reader: _Reader) -> tuple[int, int | None] | None:
    for sign, bounds in _REPEATS.items():
        if reader.took(sign):
            return bounds
    found = reader.match(_COUNT)
    if found is None:
        return None
    least = int(found[1])
    return least, (least if found[2] is None else int(found[3]) if found[3] else None)


def _atom(reader: _Reader, flags: frozenset[str]) -> Node:
    if reader.next_is("("):
        return _group(reader, flags)
    if reader.took("["):
        return Letters(letters.bracketed(reader, folded="i" in flags))
    if reader.took("."):
        return Letters(((0, LAST),) if "s" in flags else letters.others(_NEW_LINE))
    if reader.took("^"):
        return Place.LINE_START if "m" in flags else Place.START
    if reader.took("$"):
        return Place.LINE_END if "m" in flags else Place.END
    if reader.next_is("\\"):
        return _escape(reader, flags)
    letter = reader.text[reader.at]
    reader.at += 1
    return _letter(letter, flags)


def _group(reader: _Reader, flags: frozenset[str]) -> Node:
    found = reader.match(_FLAGS)
    if found:
        flags = (flags | frozenset(found[1])) - frozenset(found[2] or "")
    elif not reader.match(_NAMED):
        reader.took("(")
        if reader.next_is("?"):
            raise reader.refusal("a group that begins with ?")
    inner = _choice(reader, flags)
    if not reader.took(")"):
        raise reader.refusal("a group without end")
    return inner


def _escape(reader: _Reader, flags: frozenset[str]) -> Node:
    place = _PLACES.get(reader.text[reader.at + 1 : reader.at + 2])
    if place is not None:
        reader.at += 2
        return place
    return Letters(letters.escaped(reader, folded="i" in flags))


def _letter(letter: str, flags: frozenset[str]) -> Letters:
    ranges: Ranges = ((ord(letter), ord(letter)),)
    return Letters(letters.folded(ranges) if "i" in flags else ranges)
