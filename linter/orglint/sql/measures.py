"""Measure parts of SQL: how long they are written out, and whether they ask a table.

What was found is kept with the part: no node is changed once it is made, and one may stand in very many places.
"""

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


def list_children(part: exp.Expr) -> list[exp.Expr]:
    """Return the parts that a part of SQL is made of."""
    found: list[exp.Expr] = []
    for value in part.args.values():
        if isinstance(value, exp.Expr):
            found.append(value)
        elif isinstance(value, list):
            found += [element for element in value if isinstance(element, exp.Expr)]
    return found


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
    size, has_select, asks = 1, isinstance(part, exp.Select), False
    for child in list_children(part):
        found = _measure(child)
        size += found.size
        has_select = has_select or found.has_subquery
        asks = asks or found.asks_in_lambda
    return _Measures(size, has_select, asks or (has_select and isinstance(part, exp.Lambda)))
