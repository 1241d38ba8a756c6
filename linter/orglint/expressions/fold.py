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
    result = checked.environment.deserialize(wire.encode(part)).eval(data=constants)
    if result.type() == cel.Type.ERROR:
        raise NotConstantError(str(result.value()).removesuffix(" [INVALID_ARGUMENT]"))
    return result.plain_value()
