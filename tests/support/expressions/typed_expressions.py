"""Random typed expressions, as text: the grammar driven by hypothesis, which shrinks to its simplest choices."""

from functools import cache

from hypothesis import strategies as st

from support.expressions import grammar
from support.expressions.grammar import Names, Part

Texts = st.SearchStrategy[str]

ROW_ONLY = Names()
"""The row, `now` and the tables: what expressions may name where there are neither parameters nor named expressions."""


@st.composite
def expressions(draw: st.DrawFn, kind: str, depth: int, names: Names = ROW_ONLY) -> Part:
    """Return expressions of a kind (`bool`, `list(int)`), nested at most so deep."""
    return grammar.grow(kind, depth, names, lambda below: draw(_below(below)))


def booleans(depth: int, names: Names = ROW_ONLY) -> Texts:
    """Return conditions as text, nested at most so deep."""
    return expressions("bool", depth, names).map(str)


def values(depth: int, names: Names = ROW_ONLY) -> st.SearchStrategy[Part]:
    """Return expressions of every kind that is no condition, nested at most so deep."""
    return st.one_of(*(expressions(kind, depth, names) for kind in VALUES))


VALUES = ("string", "int", "uint", "double", "timestamp", "duration", "list(string)", "list(int)", "list(timestamp)")


@cache
def _below(number: int) -> st.SearchStrategy[int]:
    return st.integers(0, number - 1)
