"""The patterns of RE2 as a tree, as far as they are translated: letters, places, repetitions, sequences and choices."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

Ranges: TypeAlias = tuple[tuple[int, int], ...]
"""Letters as ranges of code points, in order."""
LAST = 0x10FFFF
"""The last code point."""


@dataclass(frozen=True, slots=True)
class Letters:
    """One letter of a set."""

    ranges: Ranges


class Place(Enum):
    """A place between letters."""

    START = auto()
    END = auto()
    LINE_START = auto()
    LINE_END = auto()
    EDGE = auto()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Something several times; without end if `most` is None."""

    inner: "Node"
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several."""

    parts: tuple["Node", ...]


Node: TypeAlias = Letters | Place | Repeat | Sequence | Choice


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and all that is in it."""
    yield node
    parts = node.parts if isinstance(node, Sequence | Choice) else (node.inner,) if isinstance(node, Repeat) else ()
    for part in parts:
        yield from walk(part)
