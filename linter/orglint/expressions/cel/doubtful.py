"""Expressions that are valid and probably not meant; `orglint rules lint` reports them."""

import re
from collections.abc import Iterator, Mapping

from orglint.errors import Mistake
from orglint.expressions.cel import diagnostics
from orglint.expressions.cel.checker import Checked
from orglint.expressions.cel.tree import Call, Ident, Node, walk_nodes
from orglint.expressions.scope import Binding, NamedExpression

_AGE = "write t >= now - days(n): a difference of more than 292 years is unknown"
_NOW = re.compile(r"\$now\b")
"""The present in SQL: a name that is made of a name that is made of `now` has it too."""


def find_doubts(checked: Checked, bindings: Mapping[str, Binding]) -> Iterator[Mistake]:
    """Yield each subtraction of times in which one is `now`, or made of it."""
    nows = {"now"} | {name for name, bound in bindings.items() if _is_made_of_now(bound)}
    if "-" not in checked.source or not any(name in checked.source for name in nows):
        return
    for node in walk_nodes(checked.tree):
        if isinstance(node, Call) and node.overload == "subtract_timestamp_timestamp" and _collect_names(node) & nows:
            yield diagnostics.build_mistake(checked.source, node.offset, _AGE)


def _is_made_of_now(bound: Binding) -> bool:
    return (
        isinstance(bound, NamedExpression)
        and bound.compiled.type == "timestamp"
        and bool(_NOW.search(bound.compiled.sql))
    )


def _collect_names(part: Node) -> set[str]:
    return {node.name for node in walk_nodes(part) if isinstance(node, Ident)}
