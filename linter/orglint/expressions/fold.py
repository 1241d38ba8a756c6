"""Constant parts of an expression, worked out once by the official evaluator when the rule is loaded."""

from typing import Any

from cel_expr_python import cel

from orglint.expressions import wire
from orglint.expressions.check import Checked


class NotConstantError(Exception):
    """The constant part has no value: the official evaluator gave an error."""


def is_constant(checked: Checked, node: Any, constants: frozenset[str]) -> bool:
    """Return whether a node names nothing but constants."""
    match node.WhichOneof("kind"):
        case "const_expr":
            return True
        case "ident_expr" | "select_expr":
            return checked.name(node) in constants
        case "call_expr":
            inside = node.call_expr
            parts = [*inside.args, *([inside.target] if inside.HasField("target") else [])]
            return all(is_constant(checked, part, constants) for part in parts)
        case "list_expr":
            return all(is_constant(checked, part, constants) for part in node.list_expr.elements)
    return False


def value(checked: Checked, node: Any, constants: dict[str, Any]) -> Any:
    """Return the value of a constant node as plain Python, or raise `NotConstantError` with the evaluator's reason."""
    part = type(checked.message)()
    part.CopyFrom(checked.message)
    part.expr.CopyFrom(node)
    _write_out(checked, part.expr, {name: value for name, value in constants.items() if _is_cut(value)})
    result = checked.environment.deserialize(wire.encode(part)).eval(data=constants)
    if result.type() == cel.Type.ERROR:
        raise NotConstantError(str(result.value()).removesuffix(" [INVALID_ARGUMENT]"))
    return result.plain_value()


def _is_cut(value: Any) -> bool:
    """Return whether the library would lose a part of a value on its way in: it ends texts at a NUL."""
    return any(map(_is_cut, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _write_out(checked: Checked, node: Any, values: dict[str, Any]) -> None:
    """Put values in the place of their names."""
    match node.WhichOneof("kind"):
        case "ident_expr" | "select_expr" if checked.name(node) in values:
            _write(node, values[checked.name(node)])
        case "call_expr":
            inside = node.call_expr
            for part in (*inside.args, *([inside.target] if inside.HasField("target") else [])):
                _write_out(checked, part, values)
        case "list_expr":
            for part in node.list_expr.elements:
                _write_out(checked, part, values)


def _write(node: Any, value: str | list[str]) -> None:
    if isinstance(value, str):
        node.const_expr.string_value = value
        return
    node.list_expr.SetInParent()
    for element in value:
        _write(node.list_expr.elements.add(), element)
