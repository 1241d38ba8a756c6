"""One stretch of the search: expressions, each made of its number alone, and the first that is not agreed on."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from support.expressions import agreement, grammar
from support.expressions.agreement import Difference, World
from support.expressions.grammar import Part

STRETCH = 500
"""Expressions over the same rows."""
_KINDS = ("bool", "bool", "bool", *grammar.SCALARS, *(f"list({kind})" for kind in grammar.ELEMENTS[:5]))
_DEPTHS = (*(1,) * 12, *(2,) * 16, *(3,) * 8, 4, 4, 5, 6)
"""The deep ones are rare: one of depth 6 takes as long as twenty of depth 1, and what it shows a part mostly shows."""
_MOST_TRIES = 2000


@dataclass(frozen=True, slots=True)
class Found:
    """What a stretch has shown: how many expressions were compared, how many refused, and a disagreement if any."""

    first: int
    count: int
    refused: int
    difference: str = ""


def expression(number: int) -> Part:
    """Return the expression that has a number."""
    dice = random.Random(number)
    return grammar.grow(dice.choice(_KINDS), dice.choice(_DEPTHS), agreement.ALL_NAMES, dice.randrange)


def stretch(first: int, count: int) -> Found:
    """Compare expressions by their numbers until one is not agreed on, which is returned as simple as can be."""
    refused = 0
    with _rows(first // STRETCH) as world:
        for number in range(first, first + count):
            part = expression(number)
            sql = world.compiled(str(part))
            refused += sql is None
            difference = world.difference(part, sql) if sql is not None else None
            if difference:
                return Found(first, number - first, refused, _report(number, world, difference))
    return Found(first, count, refused)


@contextmanager
def _rows(seed: int) -> Iterator[World]:
    with agreement.world(seed, rows=30) as world:
        yield world


def _report(number: int, world: World, difference: Difference) -> str:
    simplest = _simplest(world, difference)
    return (
        f"not agreed on, the expression {number}:\n  {difference.source}\n"
        f"as simple as can be:\n  {simplest}\nadd to tests/expressions/disagreements.cases:\n{simplest.source}"
    )


def _simplest(world: World, difference: Difference) -> Difference:
    tries = 0
    while True:
        for part in grammar.smaller(difference.source):
            tries += 1
            found = _tried(world, part) if tries <= _MOST_TRIES else None
            if found:
                difference = found
                break
        else:
            return difference


def _tried(world: World, part: Part) -> Difference | None:
    """Return the difference of an expression that may name what it no longer knows: such a one has none."""
    try:
        return next(world.differences([part]), None)
    except agreement.NOT_AN_EXPRESSION:
        return None
