"""Free aliases of a part of SQL: those that it refers to and does not bind itself."""

from collections.abc import Iterator
from typing import Any

from sqlglot import exp


def find_free_aliases(part: exp.Expr) -> frozenset[str]:
    """Return the aliases that a part refers to and does not bind.

    A name without an alias is a variable of a lambda, or a column of the subquery around it.
    """
    if isinstance(part, exp.Column):
        return frozenset({part.table} if part.table else ())
    needed = frozenset().union(*map(find_free_aliases, iterate_children(part)))
    return needed - find_bound_aliases(part) if isinstance(part, exp.Select) else needed


def iterate_children(part: exp.Expr) -> Iterator[exp.Expr]:
    """Yield the parts that a part of SQL is made of."""
    for value in part.args.values():
        if isinstance(value, exp.Expr):
            yield value
        elif isinstance(value, list):
            yield from (element for element in value if isinstance(element, exp.Expr))


def find_bound_aliases(select: exp.Select) -> frozenset[str]:
    """Return the aliases that a query brings along."""
    source: Any = select.args.get("from_")
    return frozenset({source.this.alias} if source else ())
