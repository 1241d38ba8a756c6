"""The search looks everywhere: the grammar reaches every overload, every macro and every way to ask a table."""

import random
from collections.abc import Iterator

from orglint.errors import ExpressionError
from support.expressions import agreement, grammar, reach
from support.expressions.agreement import ALL_NAMES

SCOPE = agreement.scope()
KINDS = ("bool", *grammar.SCALARS, "list(string)", "list(timestamp)", "list(double)")


def sample(size: int) -> Iterator[str]:
    for seed in range(size):
        dice = random.Random(seed)
        yield str(grammar.grow(dice.choice(KINDS), dice.choice((2, 3, 6)), ALL_NAMES, dice.randrange))


def test_no_part_of_the_language_is_out_of_reach() -> None:
    missing = set(reach.wanted())
    for source in sample(5000):
        missing -= reach.reached(source, SCOPE)
        if not missing:
            break
    assert missing == set()


def test_no_way_to_ask_a_table_is_out_of_reach() -> None:
    missing = set(reach.SHAPES)
    for source in sample(200):
        missing -= _shapes(source)
        if not missing:
            break
    assert missing == set()


def _shapes(source: str) -> set[str]:
    try:
        return reach.shapes(source, SCOPE)
    except ExpressionError:
        return set()
