"""Expressions that are valid and probably not meant; `orglint rules lint` reports them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from orglint.errors import Mistake
from orglint.expressions.cel import diagnostics
from orglint.expressions.cel.checker import Checked
from orglint.expressions.scope import Binding, NamedExpression

_AGE = "write t >= now - days(n): a difference of more than 292 years is unknown"
_NOW = re.compile(r"\$now\b")
"""The present in SQL: a name that is made of a name that is made of `now` has it too."""


def find_doubts(checked: Checked, bindings: Mapping[str, Binding]) -> Iterator[Mistake]:
    """Yield each subtraction of times in which one is `now`, or made of it."""
    nows = {"now"} | {name for name, bound in bindings.items() if _is_made_of_now(bound)}
    if "-" not in checked.source or not any(name in checked.source for name in nows):
        return
    for node in _walk_nodes(checked.tree):
        if checked.overload(node) == "subtract_timestamp_timestamp" and _collect_names(checked, node) & nows:
            yield diagnostics.build_mistake(checked.source, checked.message.source_info.positions.get(node.id, 0), _AGE)


def _is_made_of_now(bound: Binding) -> bool:
    return (
        isinstance(bound, NamedExpression)
        and bound.compiled.type == "timestamp"
        and bool(_NOW.search(bound.compiled.sql))
    )


def _collect_names(checked: Checked, part: Any) -> set[str]:
    return {checked.name(node) for node in _walk_nodes(part) if node.WhichOneof("kind") == "ident_expr"}


def _walk_nodes(part: Any) -> Iterator[Any]:
    """Yield every expression in a part of the tree."""
    if part.DESCRIPTOR.name == "Expr":
        yield part
    for field, inside in part.ListFields():
        if field.message_type:
            for child in (inside,) if hasattr(inside, "DESCRIPTOR") else inside:
                yield from _walk_nodes(child)
