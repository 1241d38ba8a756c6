"""Measure parts of SQL: how long they are written out, and whether they ask a table.

What was found is kept with the part: no node is changed once it is made, and one may stand in very many places.
"""

from collections.abc import Iterator
from typing import NamedTuple

from sqlglot import exp


class _Measures(NamedTuple):
    size: int
    has_subquery: bool
    asks_in_lambda: bool


def count_parts(value: exp.Expr) -> int:
    """Return how many nodes a value has, written as text: one that several trees refer to counts for each place."""
    return _measure(value).size


def has_subquery(value: exp.Expr) -> bool:
    """Return whether a value contains a SELECT."""
    return _measure(value).has_subquery


def asks_in_lambda(value: exp.Expr) -> bool:
    """Return whether there is a lambda in a value that contains a SELECT, which DuckDB refuses."""
    return _measure(value).asks_in_lambda


def iterate_children(part: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the parts that a part of SQL is made of."""
    for value in part.args.values():
        if isinstance(value, exp.Expr):
            yield value
        elif isinstance(value, list):
            yield from (element for element in value if isinstance(element, exp.Expr))


_KEPT = "measures"
_WORD = _Measures(1, has_subquery=False, asks_in_lambda=False)


def _measure(part: exp.Expr) -> _Measures:
    if isinstance(part, exp.Identifier | exp.Literal | exp.Null):
        return _WORD
    kept: _Measures | None = part.meta_get(_KEPT)
    if kept is None:
        kept = part.meta[_KEPT] = _measure_anew(part)
    return kept


def _measure_anew(part: exp.Expr) -> _Measures:
    found = [_measure(child) for child in iterate_children(part)]
    has_select = isinstance(part, exp.Select) or any(it.has_subquery for it in found)
    asks = any(it.asks_in_lambda for it in found) or (has_select and isinstance(part, exp.Lambda))
    return _Measures(1 + sum(it.size for it in found), has_select, asks)
