"""Maps that are written out in an expression: asked at once for a key, a member or their size."""

from functools import partial
from typing import Any

from sqlglot import exp

from orglint.expressions.overloads.lists import contains
from orglint.expressions.sql import bound, case, known, number
from orglint.expressions.work import Translation

_ASKED = {"index_map": 0, "in_map": 1, "size_map": 0, "map_size": 0}
"""Where the map stands among the arguments, by overload."""


def asked(work: Translation, node: Any, arguments: list[Any]) -> exp.Expr | None:
    """Return what a call asks of a map; None if it asks none."""
    overload = work.checked.overload(node)
    if overload not in _ASKED:
        return None
    written = arguments[_ASKED[overload]]
    if written.WhichOneof("kind") != "struct_expr" or written.struct_expr.message_name:
        raise work.refusal(node, "only a map that is written out can be asked")
    keys = [work.sql(entry.map_key) for entry in written.struct_expr.entries]
    values = [work.sql(entry.value) for entry in written.struct_expr.entries]
    if overload == "index_map":
        return bound(partial(_value, len(keys)), work.sql(arguments[1]), *keys, *values)
    if overload == "in_map":
        return bound(partial(_member, len(keys)), work.sql(arguments[0]), *keys, *values)
    return bound(lambda *parts: known(number(len(keys)), *parts), *keys, *values) if keys else number(0)


def _value(count: int, key: exp.Expr, *parts: exp.Expr) -> exp.Expr:
    pairs = zip(parts[:count], parts[count:], strict=True)
    return known(case(*((exp.EQ(this=key.copy(), expression=it.copy()), value) for it, value in pairs)), *parts)


def _member(count: int, key: exp.Expr, *parts: exp.Expr) -> exp.Expr:
    found = contains(key, exp.Array(expressions=[part.copy() for part in parts[:count]]))
    return known(found, *parts) if parts else known(exp.false(), key)
