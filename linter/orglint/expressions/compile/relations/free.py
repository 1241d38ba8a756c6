"""Free aliases of a part of SQL: those that it refers to and does not bind itself.

They are not told from the typed tree. A name in it may stand for what `map` makes of a row, for a named expression, or
for an element of which `has` asks the row that it came from (`origins`): which rows the SQL refers to is known once it
is made. A key or a filter that refers to a row which its place does not have would be a query that fails.
"""

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
