"""What of the language an expression reaches: overloads, macros over which kind of list, and questions by key."""

from collections.abc import Iterator

from orglint import expressions
from orglint.expressions import Scope
from orglint.expressions.cel.checker import check_expression
from orglint.expressions.cel.tree import (
    Call,
    Comprehension,
    Const,
    Ident,
    ListExpr,
    Macro,
    MapExpr,
    Node,
    Select,
    iterate_children,
)
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
    return set(_of_node(check_expression(source, scope.types, scope.variables).tree, ()))


def shapes(source: str, scope: Scope) -> set[str]:
    """Return which ways to ask that only its SQL shows an expression is compiled to."""
    sql = expressions.compile_value(source, scope).compiled.sql
    return {name for name, sign in SHAPES.items() if sign in sql}


def _of_node(node: Node, loops: tuple[str, ...]) -> Iterator[str]:
    match node:
        case Call():
            yield _overload(node)
            yield from _of_call(node)
        case Comprehension():
            yield f"{node.macro} over {'a map' if _is_map(node.range) else _sort(node.range)}"
            yield from _of_node(node.range, loops)
            for part in (node.condition, node.value):
                if part is not None:
                    yield from _of_node(part, (*loops, node.variable))
            return
        case Select() if _is_map(node.operand):
            yield "has of a field of a map" if node.test_only else "a field of a map"
        case Ident():
            yield _name(node.name, loops)
        case MapExpr() if any(_is_map(entry.value) for entry in node.entries):
            yield "a map in a map"
    for child in iterate_children(node):
        yield from _of_node(child, loops)


def _of_call(node: Call) -> Iterator[str]:
    first = node.operands[0]
    kind = _kind(first.type)
    if node.function == "size":
        yield f"size of {_sort(first)}"
    if node.function in {"_==_", "_!=_"}:
        yield f"equality of {kind}"
    if node.overload == "in_list":
        yield f"{'a list' if kind.startswith(('list', 'a list')) else kind} in a list"
    if node.overload == "string_to_duration" and not isinstance(first, Const):
        yield "a duration of a text in a row"


def _kind(name: str) -> str:
    """Return a type as the forms speak of it."""
    if name.startswith("orglint."):
        return "a record"
    if name.startswith("list(orglint."):
        return "a list of records"
    return "a list of lists" if name.startswith("list(list(") else name


def _is_map(node: Node) -> bool:
    return node.type.startswith("map(")


def _name(name: str, loops: tuple[str, ...]) -> str:
    if name in loops[:-1]:
        return "a name of the outer loop"
    return next((sort for start, sort in _NAMED.items() if name.startswith(start)), name)


_NAMED = {"let_": "a named expression", "params.": "a parameter"}


def _overload(node: Call) -> str:
    kinds = [operand.type for operand in node.operands]
    if any(kind.startswith("type") for kind in kinds) or node.function == "type":
        return "type"
    typed = f"{node.overload}:{kinds[-1]}" if kinds else ""
    return typed if typed in OVERLOADS else node.overload


def _sort(node: Node) -> str:
    match node:
        case Ident(name=name) if name in TABLES:
            return "a table"
        case Comprehension(macro=Macro.FILTER) if "table" in _sort(node.range):
            return "a filtered table"
        case Ident(name=name) if name.startswith("params."):
            return "a known list"
        case ListExpr() if all(isinstance(element, Const) for element in node.elements):
            return "a known list"
    return "a list"
