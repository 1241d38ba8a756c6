"""Evaluate the constant parts of an expression with the official evaluator."""

import re
from collections.abc import Iterator
from typing import Any

from cel_expr_python import cel

from orglint.expressions.cel import decode
from orglint.expressions.cel.checker import Checked

_STATUS = re.compile(r"^[A-Z]+(_[A-Z]+)+: | \[[A-Z_]+\]$")
"""The library's own name for a kind of error, such as OUT_OF_RANGE."""


class NotConstantError(Exception):
    """The constant part has no value: the official evaluator gave an error."""


def is_constant(checked: Checked, node: Any, constants: frozenset[str]) -> bool:
    """Return whether a node refers to constants only; bytes are refused, each at its place."""
    match node.WhichOneof("kind"):
        case "const_expr":
            return bool(node.const_expr.WhichOneof("kind") != "bytes_value")
        case "ident_expr" | "select_expr":
            return checked.name(node) in constants
        case "call_expr" if node.call_expr.function == "bytes":
            return False
        case "call_expr" | "list_expr":
            return all(is_constant(checked, part, constants) for part in list_operands(node))
    return False


def evaluate_constant(checked: Checked, node: Any, constants: dict[str, Any]) -> Any:
    """Return the value of a constant node in Python; raises `NotConstantError` with the evaluator's reason."""
    if node.WhichOneof("kind") == "const_expr":
        return getattr(node.const_expr, node.const_expr.WhichOneof("kind"))
    named = {checked.name(each) for each in _walk_nodes(node)} & constants.keys()
    constants = {name: constants[name] for name in named}  # the library takes in whatever it is given
    part = _extract_node(checked, node)
    _write_out(checked, part.expr, {name: value for name, value in constants.items() if _is_cut(value)})
    result = checked.environment.deserialize(decode.encode_checked(part)).eval(data=constants)
    if result.type() == cel.Type.ERROR:
        raise NotConstantError(_STATUS.sub("", str(result.value())))
    return result.plain_value()


def _extract_node(checked: Checked, node: Any) -> Any:
    """Return a checked expression of one node alone: to copy what is known of all others takes too long."""
    part = type(checked.message)()
    part.expr.CopyFrom(node)
    for each in _walk_nodes(node):
        if each.id in checked.message.type_map:
            part.type_map[each.id].CopyFrom(checked.message.type_map[each.id])
        if each.id in checked.message.reference_map:
            part.reference_map[each.id].CopyFrom(checked.message.reference_map[each.id])
    return part


def _walk_nodes(node: Any) -> Iterator[Any]:
    yield node
    for part in list_operands(node):
        yield from _walk_nodes(part)


def list_operands(node: Any) -> list[Any]:
    """Return the arguments of a call, the one before the dot first, or the elements of a list."""
    match node.WhichOneof("kind"):
        case "call_expr":
            inside = node.call_expr
            return [*([inside.target] if inside.HasField("target") else []), *inside.args]
        case "list_expr":
            return list(node.list_expr.elements)
    return []


def _is_cut(value: Any) -> bool:
    """Return whether the library would lose a part of a value on its way in: it ends texts at a NUL."""
    return any(map(_is_cut, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _write_out(checked: Checked, node: Any, values: dict[str, Any]) -> None:
    """Put values in the place of their names."""
    match node.WhichOneof("kind"):
        case "ident_expr" | "select_expr" if checked.name(node) in values:
            _write_literal(node, values[checked.name(node)])
        case "call_expr" | "list_expr":
            for part in list_operands(node):
                _write_out(checked, part, values)


def _write_literal(node: Any, value: str | list[str]) -> None:
    if isinstance(value, str):
        node.const_expr.string_value = value
        return
    node.list_expr.SetInParent()
    for element in value:
        _write_literal(node.list_expr.elements.add(), element)
