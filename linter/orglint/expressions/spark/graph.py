"""A pattern as the graph of its letters: an edge from each letter to those that may follow it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from collections.abc import Sequence as SequenceOf
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TypeAlias, TypeVar

from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.regex import Choice, Letters, Node, Place, Ranges, Repeat, Sequence

_COUNTED = 8
"""Up to so many times, a repetition is written out; what is repeated more often counts as without end."""

Edge: TypeAlias = tuple[int, int]
_N = TypeVar("_N", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Graph:
    """The letters of a pattern by their place in it, and how often each edge is there."""

    letters: list[Ranges]
    edges: Counter[Edge]

    def share(self, *places: int) -> bool:
        """Return whether there is a letter that all these places take."""
        common: SequenceOf[tuple[int, int]] = self.letters[places[0]]
        for place in places[1:]:
            common = list(_common(common, self.letters[place]))
        return bool(common)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: whether it can be empty, and with which letters it can begin and end."""

    empty: bool
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


def graph(tree: Node) -> Graph:
    """Return the graph of a pattern."""
    made = Graph([], Counter())
    _part(made, tree)
    return made


def followers(edges: Iterable[tuple[_N, _N]]) -> dict[_N, list[_N]]:
    """Return where each node leads."""
    follow: dict[_N, list[_N]] = {}
    for before, after in edges:
        follow.setdefault(before, []).append(after)
    return follow


def reached(follow: Mapping[_N, SequenceOf[_N]], start: _N) -> set[_N]:
    """Return what can be reached from a node in one step or more."""
    found: set[_N] = set()
    waiting = list(follow.get(start, ()))
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += follow.get(place, ())
    return found


def _common(left: Iterable[tuple[int, int]], right: Ranges) -> Iterator[tuple[int, int]]:
    for (low, high), (bottom, top) in product(left, right):
        if max(low, bottom) <= min(high, top):
            yield max(low, bottom), min(high, top)


def _part(graph: Graph, node: Node) -> _Part:
    match node:
        case Letters(ranges):
            graph.letters.append(ranges)
            place = len(graph.letters) - 1
            return _Part(empty=False, first=(place,), last=(place,))
        case Place():
            return _Part(empty=True)
        case Choice(parts):
            ways = [_part(graph, part) for part in parts]
            first, last = (tuple(n for way in ways for n in getattr(way, end)) for end in ("first", "last"))
            return _Part(any(way.empty for way in ways), first, last)
        case Sequence(parts):
            return _sequence(graph, [_part(graph, part) for part in parts])
        case Repeat(inner, least, most):
            return _repeat(graph, inner, least, most)


def _sequence(graph: Graph, parts: list[_Part]) -> _Part:
    whole = _Part(empty=True)
    for part in parts:
        graph.edges.update(product(whole.last, part.first))
        first = whole.first + part.first if whole.empty else whole.first
        last = whole.last + part.last if part.empty else part.last
        whole = _Part(whole.empty and part.empty, first, last)
    return whole


def _repeat(graph: Graph, inner: Node, least: int, most: int | None) -> _Part:
    endless = most is None or most > _COUNTED
    times = max(1, min(least, _COUNTED)) if endless else most
    copies = [_part(graph, inner) for _ in range(times or 0)]
    if endless:
        graph.edges.update(product(copies[-1].last, copies[-1].first))
    if any(copy.empty for copy in copies):
        if endless:
            raise RefusedError("a pattern that repeats what can be empty")
        return _sequence(graph, copies)
    return _one_by_one(graph, copies, least)


def _one_by_one(graph: Graph, copies: list[_Part], least: int) -> _Part:
    """Return copies of which each but the first follows the one before, and all but the first few may be missing."""
    for before, after in pairwise(copies):
        graph.edges.update(product(before.last, after.first))
    last = tuple(place for copy in copies[max(least, 1) - 1 :] for place in copy.last)
    return _Part(empty=least == 0, first=copies[0].first if copies else (), last=last)
