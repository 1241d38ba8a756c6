"""Patterns that Java would try for ever: those that can match a text in ever more ways as it grows.

A pattern becomes the graph of its letters, an edge from each letter to those that may follow it. If there are two ways
round from a letter back to itself that read the same text, the number of ways doubles with each round.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, product
from typing import TypeAlias, TypeVar

from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.regex import Choice, Letters, Node, Place, Ranges, Repeat, Sequence

_MOST_LETTERS = 120
_COUNTED = 8
"""Up to so many times, a repetition is written out; what is repeated more often counts as without end."""

_MOST_EDGES = 250

_N = TypeVar("_N")
_Pair: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a pattern: whether it can be empty, and with which letters it can begin and end."""

    empty: bool
    first: tuple[int, ...] = ()
    last: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Graph:
    letters: list[Ranges]
    edges: Counter[_Pair]


def refuse(tree: Node) -> None:
    """Refuse a pattern that can match a text in a number of ways that grows exponentially."""
    graph = _Graph([], Counter())
    _part(graph, tree)
    if len(graph.letters) > _MOST_LETTERS:
        raise RefusedError(f"a pattern of more than {_MOST_LETTERS} letters, repetitions written out,")
    if _is_ambiguous(graph):
        raise RefusedError("a pattern that repeats what repeats, so that Java could try it for ever,")


def _part(graph: _Graph, node: Node) -> _Part:
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


def _sequence(graph: _Graph, parts: list[_Part]) -> _Part:
    whole = _Part(empty=True)
    for part in parts:
        graph.edges.update(product(whole.last, part.first))
        first = whole.first + part.first if whole.empty else whole.first
        last = whole.last + part.last if part.empty else part.last
        whole = _Part(whole.empty and part.empty, first, last)
    return whole


def _repeat(graph: _Graph, inner: Node, least: int, most: int | None) -> _Part:
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


def _one_by_one(graph: _Graph, copies: list[_Part], least: int) -> _Part:
    """Return copies of which each but the first follows the one before, and all but the first few may be missing."""
    for before, after in pairwise(copies):
        graph.edges.update(product(before.last, after.first))
    last = tuple(place for copy in copies[max(least, 1) - 1 :] for place in copy.last)
    return _Part(empty=least == 0, first=copies[0].first if copies else (), last=last)


def _is_ambiguous(graph: _Graph) -> bool:
    follow = _followers(graph.edges)
    again = _looping(follow)
    edges = {edge: times for edge, times in graph.edges.items() if set(edge) <= again}
    if len(edges) > _MOST_EDGES:
        raise RefusedError("a pattern with so many choices inside a repetition")
    if any(times > 1 for times in edges.values()):
        return True
    steps = _side_by_side(graph.letters, list(edges))
    there, back = _followers(steps), _followers([(after, before) for before, after in steps])
    return any(_splits(there, back, (place, place)) for place in again)


def _looping(follow: dict[int, list[int]]) -> set[int]:
    return {place for place in follow if place in _reached(follow, place)}


def _side_by_side(letters: list[Ranges], edges: list[tuple[int, int]]) -> list[tuple[_Pair, _Pair]]:
    """Return each step of two readers at once that read the same letter."""
    return [
        ((one, other), (next_one, next_other))
        for (one, next_one), (other, next_other) in product(edges, edges)
        if _share(letters[next_one], letters[next_other])
    ]


def _splits(there: dict[_Pair, list[_Pair]], back: dict[_Pair, list[_Pair]], start: _Pair) -> bool:
    """Return whether two readers that start together can part and be together again at the same place."""
    onwards, home = _reached(there, start), _reached(back, start)
    return any(one != other for one, other in onwards & home)


def _followers(edges: Iterable[tuple[_N, _N]]) -> dict[_N, list[_N]]:
    follow: dict[_N, list[_N]] = {}
    for before, after in edges:
        follow.setdefault(before, []).append(after)
    return follow


def _reached(follow: dict[_N, list[_N]], start: _N) -> set[_N]:
    found: set[_N] = set()
    waiting = list(follow.get(start, ()))
    while waiting:
        place = waiting.pop()
        if place not in found:
            found.add(place)
            waiting += follow.get(place, ())
    return found


def _share(left: Ranges, right: Ranges) -> bool:
    return any(low <= top and bottom <= high for (low, high), (bottom, top) in product(left, right))
