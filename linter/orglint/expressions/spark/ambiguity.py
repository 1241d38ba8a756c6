"""How long Java could try a pattern: it goes back and tries again, where RE2 reads a text once.

What matters is in how many ways a pattern can match a text. If there are two ways round from a letter back to itself
that read the same text, the number doubles with each round: such a pattern is refused. If a repetition can pass what it
reads on to a later one (`.*a.*`), the number grows with the length of the text, with its square for two such steps.
"""

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import TypeAlias

from orglint.expressions.spark.graph import Edge, Graph, followers, graph, reached
from orglint.expressions.spark.refusal import RefusedError
from orglint.expressions.spark.regex import Node

_MOST_LETTERS = 120
_MOST_EDGES = 250

_Pair: TypeAlias = tuple[int, int]
_Three: TypeAlias = tuple[int, int, int]


def degree(tree: Node) -> int:
    """Return the power of a text's length that trying a pattern can take; refuse one of which there is none."""
    found = graph(tree)
    if len(found.letters) > _MOST_LETTERS:
        raise RefusedError(f"a pattern of more than {_MOST_LETTERS} letters, repetitions written out,")
    rounds = _rounds(found)
    edges = [edge for edge in found.edges if edge[0] in rounds and edge[1] in rounds[edge[0]]]
    if len(edges) > _MOST_EDGES:
        raise RefusedError("a pattern with so many choices inside a repetition")
    if any(found.edges[edge] > 1 for edge in edges) or _doubles(found, edges):
        raise RefusedError("a pattern that repeats what repeats, so that Java could try it for ever,")
    return _longest(found, rounds)


def _rounds(found: Graph) -> dict[int, set[int]]:
    """Return of each letter that repeats all letters that repeat together with it."""
    follow = followers(found.edges)
    ahead = {place: reached(follow, place) for place in follow}
    return {
        place: {other for other in ahead[place] if place in ahead.get(other, ())}
        for place in ahead
        if place in ahead[place]
    }


def _doubles(found: Graph, edges: list[Edge]) -> bool:
    """Return whether two readers that start together can part, read the same, and be together again where they were."""
    steps = [
        ((one, other), (next_one, next_other))
        for (one, next_one), (other, next_other) in product(edges, edges)
        if found.share(next_one, next_other)
    ]
    there, back = followers(steps), followers([(after, before) for before, after in steps])
    return any(_part(there, back, (place, place)) for place in {before for before, _ in edges})


def _part(there: dict[_Pair, list[_Pair]], back: dict[_Pair, list[_Pair]], start: _Pair) -> bool:
    onwards, home = reached(there, start), reached(back, start)
    return any(one != other for one, other in onwards & home)


def _longest(found: Graph, rounds: dict[int, set[int]]) -> int:
    """Return how many repetitions can pass on what they read, one to the next."""
    follow = followers(found.edges)
    later = {
        place: [it for it in rounds if it not in rounds[place] and _passes(found, follow, rounds, (place, it))]
        for place in rounds
    }

    @cache
    def chain(place: int) -> int:
        return 1 + max(map(chain, later[place]), default=0)

    return max(map(chain, rounds), default=0)


def _passes(found: Graph, follow: dict[int, list[int]], rounds: dict[int, set[int]], places: _Pair) -> bool:
    """Return whether one text leads round at both places, and from the first to the second as well."""
    place, other = places
    if other not in reached(follow, place):
        return False

    def steps(at: _Three) -> Iterator[_Three]:
        first, between, last = (follow.get(it, ()) for it in at)
        for one, two, three in product(rounds[place].intersection(first), between, rounds[other].intersection(last)):
            if found.share(one, two, three):
                yield one, two, three

    seen: set[_Three] = set()
    waiting: list[_Three] = [(place, place, other)]
    while waiting:
        for step in steps(waiting.pop()):
            if step == (place, other, other):
                return True
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return False
