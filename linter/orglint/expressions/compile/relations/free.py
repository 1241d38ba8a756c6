"""Free aliases of a part of SQL: those that it refers to and does not bind itself.

They are not told from the typed tree. A name in it may stand for what `map` makes of a row, for a named expression, or
for an element of which `has` asks the row that it came from (`origins`): which rows the SQL refers to is known once it
is made. A key or a filter that refers to a row which its place does not have would be a query that fails.
"""

from typing import Any

from sqlglot import exp

from orglint.sql.measures import list_children


def find_free_aliases(part: exp.Expr) -> frozenset[str]:
    """Return the aliases that a part refers to and does not bind.

    A name without an alias is a variable of a lambda, or a column of the subquery around it.
    """
    kept: frozenset[str] | None = part.meta_get(_KEPT)
    if kept is None:
        kept = part.meta[_KEPT] = _find_anew(part)
    return kept


_KEPT = "free aliases"
"""Where a part keeps what was found; it is asked for the same parts again and again."""


def _find_anew(part: exp.Expr) -> frozenset[str]:
    if isinstance(part, exp.Column):
        return frozenset({part.table} if part.table else ())
    needed = frozenset().union(*map(find_free_aliases, list_children(part)))
    return needed - find_bound_aliases(part) if isinstance(part, exp.Select) else needed


def find_bound_aliases(select: exp.Select) -> frozenset[str]:
    """Return the aliases that a query brings along."""
    source: Any = select.args.get("from_")
    return frozenset({source.this.alias} if source else ())
