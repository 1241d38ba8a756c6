"""One text for all expressions that say the same: names written out, order and brackets without meaning."""

from collections.abc import Mapping

from orglint.expressions.cel.tree import (
    Call,
    Comprehension,
    Const,
    Ident,
    ListExpr,
    MapExpr,
    Node,
    RecordExpr,
    Select,
    iterate_children,
)
from orglint.expressions.compiled import Compiled
from orglint.expressions.doubts.named import NO_VALUE, NamedTree, flatten_operator, parse_compiled

_UNORDERED = frozenset({"_&&_", "_||_"})
_SYMMETRIC = frozenset({"_==_", "_!=_"})
NO_NAMES: Mapping[str, str] = {}


def write_compiled(compiled: Compiled) -> str:
    """Return the canonical text of a compiled expression."""
    named = parse_compiled(compiled)
    return write_canonical(named, named.tree)


def write_canonical(named: NamedTree, node: Node, variables: Mapping[str, str] = NO_NAMES) -> str:
    """Return the canonical text of a part; `variables` gives the macros' variables their names in it."""
    value = named.read_constant(node)
    if value is not NO_VALUE:
        return f"{node.type} {value!r}"
    match node:
        case Ident(name=name):
            other = None if name in variables else named.resolve_name(node)
            return write_canonical(other, other.tree) if other else variables.get(name, name)
        case Call(function=function) if function in _UNORDERED:
            parts = {write_canonical(named, part, variables) for part in flatten_operator(node, function)}
            return f"{function}({', '.join(sorted(parts))})"
        case Comprehension():
            return _write_macro(named, node, variables)
    inner = [write_canonical(named, part, variables) for part in iterate_children(node)]
    return f"{_name_node(node)}({', '.join(sorted(inner) if _is_symmetric(node) else inner)})"


def _write_macro(named: NamedTree, node: Comprehension, variables: Mapping[str, str]) -> str:
    inside = {**variables, node.variable: f"${len(variables)}"}
    parts = [
        write_canonical(named, node.range, variables),
        *(write_canonical(named, part, inside) for part in (node.condition, node.value) if part),
    ]
    return f"{node.macro.value}({', '.join(parts)})"


def _is_symmetric(node: Node) -> bool:
    return isinstance(node, Call) and node.function in _SYMMETRIC


def _name_node(node: Node) -> str:
    match node:
        case Select(field=field, test_only=tested):
            return f"has .{field}" if tested else f".{field}"
        case Call(function=function):
            return function
        case ListExpr():
            return "list"
        case MapExpr():
            return "map"
        case RecordExpr():
            return "record"
        case Const(value=value):
            return f"{node.type} {value!r}"
    return ""
