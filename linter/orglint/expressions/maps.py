"""Maps that are written out in an expression: asked at once for a key, a member or their size."""

from typing import Any

from sqlglot import exp

from orglint.expressions.overloads.lists import contains
from orglint.expressions.sql import case, known, number
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
        key = work.sql(arguments[1])
        pairs = zip(keys, values, strict=True)
        return known(case(*((exp.EQ(this=key.copy(), expression=it), value) for it, value in pairs)), *keys, *values)
    answer = (
        number(len(keys)) if overload != "in_map" else contains(work.sql(arguments[0]), exp.Array(expressions=keys))
    )
    return known(answer, *keys, *values) if keys else exp.false() if overload == "in_map" else answer
