"""Map literals: indexing, field selection, membership, keys and size.

There is no map in the engine. A map that stands in another one, or in a conditional, is found by choosing between the
maps that it may be. As in CEL, a map of which any part is unknown, or which has one key twice, is unknown as a whole.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import combinations

from sqlglot import exp

from orglint.expressions.cel.tree import Call, Entry, MapExpr, Node, Select
from orglint.expressions.compile.overloads import OVERLOADS
from orglint.expressions.compile.overloads.lists import has_element
from orglint.expressions.compile.translator import Translator
from orglint.sql.builders import case_when, int_to_sql, let_once, null_if_any_null, text_to_sql

ASKED = frozenset({"index_map", "in_map", "map_size", "size_map"})
"""The overloads that ask a map."""
Entries = Sequence[Entry]
MapOperation = Callable[[Entries], exp.Expr]


def translate_map_call(translator: Translator, node: Call) -> exp.Expr | None:
    """Return what a call asks of a map; None if it asks none."""
    match node:
        case Call(overload="index_map", operands=(asked, key)):
            return _ask_map(translator, asked, lambda them: _look_up_value(translator, them, translator.sql(key)))
        case Call(overload="in_map", operands=(key, asked)):
            return _ask_map(translator, asked, lambda them: _test_key(translator, them, translator.sql(key)))
        case Call(overload="map_size" | "size_map", operands=(asked,)):
            return _ask_map(translator, asked, lambda them: _if_sound(translator, them, int_to_sql(len(them))))
    return None


def translate_field(translator: Translator, node: Select) -> exp.Expr:
    """Return `m.f`, or `has(m.f)`, of a map with texts as keys."""
    answer = _test_key if node.test_only else _look_up_value
    return _ask_map(translator, node.operand, lambda entries: answer(translator, entries, text_to_sql(node.field)))


def translate_keys(translator: Translator, node: Node) -> exp.Expr:
    """Return the keys of a map as a list, in the order in which they are written."""
    return _ask_map(
        translator,
        node,
        lambda entries: _if_sound(
            translator, entries, exp.Array(expressions=_translate_entry_keys(translator, entries))
        ),
    )


def _ask_map(translator: Translator, node: Node, ask: MapOperation) -> exp.Expr:
    """Return what `ask` makes of the map that a node is, or of each map that it may be."""
    match node:
        case MapExpr(entries=entries):
            return ask(entries)
        case Select(operand=outer, field=field) if _is_map(outer):
            key = text_to_sql(field)
            return _ask_map(translator, outer, lambda entries: _ask_inner_map(translator, entries, key, ask))
        case Call(overload="index_map", operands=(outer, index)):
            return _ask_map(
                translator, outer, lambda entries: _ask_inner_map(translator, entries, translator.sql(index), ask)
            )
        case Call(overload="conditional", operands=(condition, then, other)):
            return OVERLOADS["conditional"](
                translator.sql(condition), _ask_map(translator, then, ask), _ask_map(translator, other, ask)
            )
    raise translator.refusal(node, "only a map that is written out can be asked")


def _is_map(node: Node) -> bool:
    return node.type.startswith("map(")


def _translate_entry_keys(translator: Translator, entries: Entries) -> list[exp.Expr]:
    return [translator.sql(entry.key) for entry in entries]


def _translate_leaves(translator: Translator, entries: Entries) -> Iterator[exp.Expr]:
    """Yield every value in a map, and that of the maps in it whether they are known."""
    for entry in entries:
        if _is_map(entry.value):
            yield _ask_map(translator, entry.value, lambda inner: _if_sound(translator, inner, exp.true()))
        else:
            yield translator.sql(entry.value)


def _if_sound(translator: Translator, entries: Entries, answer: exp.Expr) -> exp.Expr:
    """Return an answer if the map has a value at all."""
    seen = set()
    for entry in (entry for entry in entries if translator.is_constant(entry.key)):
        if (value := translator.value(entry.key)) in seen:
            raise translator.refusal(entry.key, f"the key {value!r} stands twice in this map")
        seen.add(value)
    parts = [*_translate_entry_keys(translator, entries), *_translate_leaves(translator, entries)]
    if not parts:
        return answer
    count = len(entries) if len(seen) < len(entries) else 0
    return let_once(partial(_null_if_unsound, count), answer, *parts)


def _null_if_unsound(count: int, answer: exp.Expr, *parts: exp.Expr) -> exp.Expr:
    twice = [exp.EQ(this=one, expression=other) for one, other in combinations(parts[:count], 2)]
    once = case_when((exp.or_(*twice, copy=False), exp.null()), otherwise=answer) if twice else answer
    return null_if_any_null(once, *parts)


def _look_up_value(translator: Translator, entries: Entries, key: exp.Expr) -> exp.Expr:
    return _choose_by_key(translator, entries, key, [translator.sql(entry.value) for entry in entries])


def _ask_inner_map(translator: Translator, entries: Entries, key: exp.Expr, ask: MapOperation) -> exp.Expr:
    return _choose_by_key(translator, entries, key, [_ask_map(translator, entry.value, ask) for entry in entries])


def _choose_by_key(translator: Translator, entries: Entries, key: exp.Expr, answers: list[exp.Expr]) -> exp.Expr:
    pairs = zip(_translate_entry_keys(translator, entries), answers, strict=True)
    found = case_when(*((exp.EQ(this=key, expression=it), answer) for it, answer in pairs)) if entries else exp.null()
    return _if_sound(translator, entries, found)


def _test_key(translator: Translator, entries: Entries, key: exp.Expr) -> exp.Expr:
    if not entries:
        return null_if_any_null(exp.false(), key)
    return _if_sound(
        translator, entries, has_element(key, exp.Array(expressions=_translate_entry_keys(translator, entries)))
    )
