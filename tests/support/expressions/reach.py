"""What of the language an expression reaches: overloads, macros over which kind of list, and questions by key."""

from collections.abc import Iterator
from typing import Any

from orglint import expressions
from orglint.expressions import Scope
from orglint.expressions.cel import macros
from orglint.expressions.cel.checker import Checked, check_expression
from orglint.expressions.cel.macros import Macro
from orglint.expressions.compile.calls import list_arguments
from orglint.expressions.compile.overloads import OVERLOADS
from support.expressions.agreement import TABLES
from support.expressions.grammar import ELEMENTS

OF_MAPS = ("index_map", "in_map", "size_map", "map_size")
FORMS = (
    *(f"{macro} over a list" for macro in Macro),
    *(f"{macro} over a known list" for macro in Macro),
    *(f"{macro} over a table" for macro in (Macro.ALL, Macro.EXISTS, Macro.EXISTS_ONE, Macro.FILTER)),
    *(f"{macro} over a filtered table" for macro in (Macro.ALL, Macro.EXISTS, Macro.EXISTS_ONE, Macro.FILTER)),
    *("size of a table", "size of a filtered table", "type", "a named expression", "a parameter", "now"),
    "a name of the outer loop",
    *(f"{macro} over a map" for macro in (Macro.ALL, Macro.EXISTS, Macro.EXISTS_ONE)),
    *("a field of a map", "has of a field of a map", "a map in a map"),
    *(f"equality of list({kind})" for kind in ELEMENTS),
    *("equality of a record", "equality of a list of records", "equality of a list of lists"),
    *("a record in a list", "a list in a list", "a duration of a text in a row"),
)
"""Ways to ask that are no overloads."""
SHAPES = {"by key": "AS groups", "unnested": "UNNEST("}
"""Ways to ask that only the SQL shows."""


def wanted() -> frozenset[str]:
    """Return all that there is to reach."""
    return frozenset((*OVERLOADS, *OF_MAPS, *FORMS))


def reached(source: str, scope: Scope) -> set[str]:
    """Return what of the language an expression reaches."""
    checked = check_expression(source, scope.types, scope.variables)
    return set(_of_node(checked, checked.tree, ()))


def shapes(source: str, scope: Scope) -> set[str]:
    """Return which ways to ask that only its SQL shows an expression is compiled to."""
    sql = expressions.compile_value(source, scope).compiled.sql
    return {name for name, sign in SHAPES.items() if sign in sql}


def _of_node(checked: Checked, node: Any, loops: tuple[str, ...]) -> Iterator[str]:  # noqa: C901 - a kind a case
    match node.WhichOneof("kind"):
        case "call_expr":
            yield _overload(checked, node)
            yield from _of_call(checked, node)
            children = list_arguments(node)
        case "comprehension_expr":
            loop = macros.recognize_macro(node)
            assert loop is not None
            yield f"{loop.macro} over {'a map' if _is_map(checked, loop.range) else _sort(loop.range)}"
            yield from _of_node(checked, loop.range, loops)
            inner = (*loops, loop.variable)
            for part in (loop.condition, loop.value):
                if part is not None:
                    yield from _of_node(checked, part, inner)
            return
        case "select_expr":
            children = [node.select_expr.operand]
            if _is_map(checked, children[0]):
                yield "has of a field of a map" if node.select_expr.test_only else "a field of a map"
        case "ident_expr":
            yield _name(checked.name(node), loops)
            return
        case "list_expr":
            children = list(node.list_expr.elements)
        case "struct_expr":
            children = [part for entry in node.struct_expr.entries for part in (entry.map_key, entry.value)]
            if any(_is_map(checked, entry.value) for entry in node.struct_expr.entries):
                yield "a map in a map"
        case _:
            return
    for child in children:
        yield from _of_node(checked, child, loops)


def _of_call(checked: Checked, node: Any) -> Iterator[str]:
    asked, first = node.call_expr.function, list_arguments(node)[0]
    kind = _kind(checked.type_of(first))
    if asked == "size":
        yield f"size of {_sort(first)}"
    if asked in {"_==_", "_!=_"}:
        yield f"equality of {kind}"
    if asked == "@in" and checked.overload(node) == "in_list":
        yield f"{'a list' if kind.startswith(('list', 'a list')) else kind} in a list"
    if checked.overload(node) == "string_to_duration" and first.WhichOneof("kind") != "const_expr":
        yield "a duration of a text in a row"


def _kind(name: str) -> str:
    """Return a type as the forms speak of it."""
    if name.startswith("orglint."):
        return "a record"
    if name.startswith("list(orglint."):
        return "a list of records"
    return "a list of lists" if name.startswith("list(list(") else name


def _is_map(checked: Checked, node: Any) -> bool:
    return checked.type_of(node).startswith("map(")


def _name(name: str, loops: tuple[str, ...]) -> str:
    if name in loops[:-1]:
        return "a name of the outer loop"
    return next((sort for start, sort in _NAMED.items() if name.startswith(start)), name)


_NAMED = {"let_": "a named expression", "params.": "a parameter"}


def _overload(checked: Checked, node: Any) -> str:
    overload = checked.overload(node)
    kinds = [checked.type_of(argument) for argument in list_arguments(node)]
    if any(kind.startswith("type") for kind in kinds) or node.call_expr.function == "type":
        return "type"
    typed = f"{overload}:{kinds[-1]}" if kinds else ""
    return typed if typed in OVERLOADS else overload


def _sort(node: Any) -> str:
    kind = node.WhichOneof("kind")
    if kind == "ident_expr" and node.ident_expr.name in TABLES:
        return "a table"
    if kind == "comprehension_expr":
        loop = macros.recognize_macro(node)
        filtered = loop is not None and loop.macro is Macro.FILTER and "table" in _sort(loop.range)
        return "a filtered table" if filtered else "a list"
    parameter = kind == "ident_expr" and node.ident_expr.name.startswith("params.")
    constant = kind == "list_expr" and all(e.WhichOneof("kind") == "const_expr" for e in node.list_expr.elements)
    return "a known list" if constant or parameter or (kind == "select_expr" and _is_parameter(node)) else "a list"


def _is_parameter(node: Any) -> bool:
    operand = node.select_expr.operand
    return operand.WhichOneof("kind") == "ident_expr" and operand.ident_expr.name == "params"
