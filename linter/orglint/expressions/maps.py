"""Maps that are written out in an expression: asked at once for a key, a field, a member, their keys or their size.

There is no map in the engine. A map that stands in another one, or in a conditional, is found by choosing between the
maps that it may be. As in CEL, a map of which any part is unknown, or which has one key twice, is unknown as a whole.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from sqlglot import exp

from orglint.expressions.overloads import OVERLOADS
from orglint.expressions.overloads.lists import contains
from orglint.expressions.sql import bound, case, known, number, text
from orglint.expressions.work import Translation

ASKED = {"index_map": 0, "in_map": 1, "size_map": 0, "map_size": 0}
"""Where the map stands among the arguments, by overload."""
Entries = Sequence[Any]
Ask = Callable[[Entries], exp.Expr]


def asked(work: Translation, node: Any, arguments: list[Any]) -> exp.Expr | None:
    """Return what a call asks of a map; None if it asks none."""
    overload = work.checked.overload(node)
    if overload not in ASKED:
        return None
    written = arguments[ASKED[overload]]
    if overload == "index_map":
        return _of(work, written, lambda entries: _value(work, entries, work.sql(arguments[1])))
    if overload == "in_map":
        return _of(work, written, lambda entries: _member(work, entries, work.sql(arguments[0])))
    return _of(work, written, lambda entries: _if_sound(work, entries, number(len(entries))))


def field(work: Translation, node: Any) -> exp.Expr:
    """Return `m.f`, or `has(m.f)`, of a map with texts as keys."""
    select = node.select_expr
    answer = _member if select.test_only else _value
    return _of(work, select.operand, lambda entries: answer(work, entries, text(select.field)))


def keys(work: Translation, node: Any) -> exp.Expr:
    """Return the keys of a map as a list, in the order in which they are written."""
    return _of(work, node, lambda entries: _if_sound(work, entries, exp.Array(expressions=_keys(work, entries))))


def _of(work: Translation, node: Any, ask: Ask) -> exp.Expr:
    """Return what is asked of the map that a node stands for."""
    match node.WhichOneof("kind"):
        case "struct_expr" if not node.struct_expr.message_name:
            return ask(node.struct_expr.entries)
        case "select_expr" if _is_map(work, node.select_expr.operand):
            key = text(node.select_expr.field)
            return _of(work, node.select_expr.operand, lambda entries: _inner(work, entries, key, ask))
        case "call_expr" if work.checked.overload(node) == "index_map":
            outer, index = node.call_expr.args
            return _of(work, outer, lambda entries: _inner(work, entries, work.sql(index), ask))
        case "call_expr" if work.checked.overload(node) == "conditional":
            condition, then, other = node.call_expr.args
            return OVERLOADS["conditional"](work.sql(condition), _of(work, then, ask), _of(work, other, ask))
    raise work.refusal(node, "only a map that is written out can be asked")


def _is_map(work: Translation, node: Any) -> bool:
    return work.type_of(node).startswith("map(")


def _keys(work: Translation, entries: Entries) -> list[exp.Expr]:
    return [work.sql(entry.map_key) for entry in entries]


def _leaves(work: Translation, entries: Entries) -> Iterator[exp.Expr]:
    """Yield every value in a map, and that of the maps in it whether they are known."""
    for entry in entries:
        if _is_map(work, entry.value):
            yield _of(work, entry.value, lambda inner: _if_sound(work, inner, exp.true()))
        else:
            yield work.sql(entry.value)


def _if_sound(work: Translation, entries: Entries, answer: exp.Expr) -> exp.Expr:
    """Return an answer if the map has a value at all."""
    seen = set()
    for entry in (entry for entry in entries if work.is_constant(entry.map_key)):
        if (value := work.value(entry.map_key)) in seen:
            raise work.refusal(entry.map_key, f"the key {value!r} stands twice in this map")
        seen.add(value)
    parts = [*_keys(work, entries), *_leaves(work, entries)]
    if not parts:
        return answer
    count = len(entries) if len(seen) < len(entries) else 0
    return bound(partial(_sound, count), answer, *parts)


def _sound(count: int, answer: exp.Expr, *parts: exp.Expr) -> exp.Expr:
    twice = [exp.EQ(this=one, expression=other) for one, other in combinations(parts[:count], 2)]
    once = case((exp.or_(*twice, copy=False), exp.null()), otherwise=answer) if twice else answer
    return known(once, *parts)


def _value(work: Translation, entries: Entries, key: exp.Expr) -> exp.Expr:
    return _chosen(work, entries, key, [work.sql(entry.value) for entry in entries])


def _inner(work: Translation, entries: Entries, key: exp.Expr, ask: Ask) -> exp.Expr:
    return _chosen(work, entries, key, [_of(work, entry.value, ask) for entry in entries])


def _chosen(work: Translation, entries: Entries, key: exp.Expr, answers: list[exp.Expr]) -> exp.Expr:
    pairs = zip(_keys(work, entries), answers, strict=True)
    found = case(*((exp.EQ(this=key, expression=it), answer) for it, answer in pairs)) if entries else exp.null()
    return _if_sound(work, entries, found)


def _member(work: Translation, entries: Entries, key: exp.Expr) -> exp.Expr:
    if not entries:
        return known(exp.false(), key)
    return _if_sound(work, entries, contains(key, exp.Array(expressions=_keys(work, entries))))
