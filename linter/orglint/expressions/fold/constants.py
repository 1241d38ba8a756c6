"""Evaluate the constant parts of an expression with the official evaluator."""

import re
from collections.abc import Mapping
from typing import Any

from cel_expr_python import cel

from orglint.expressions.cel import decode
from orglint.expressions.cel.checker import Checked
from orglint.expressions.cel.tree import Call, Const, Ident, ListExpr, Node, Select, walk_nodes
from orglint.expressions.fold.settings import SETTINGS, is_known_setting, is_of_settings, read_setting

_STATUS = re.compile(r"^[A-Z]+(_[A-Z]+)+: | \[[A-Z_]+\]$")
"""The library's own name for a kind of error, such as OUT_OF_RANGE."""


_LITERALS = {str: "string_value", bool: "bool_value", int: "int64_value", float: "double_value"}


class NotConstantError(Exception):
    """The constant part has no value: the official evaluator gave an error."""


def is_constant(node: Node, constants: Mapping[str, Any]) -> bool:
    """Return whether a node refers to constants only; bytes are refused, each at its place."""
    match node:
        case Const(value=value):
            return not isinstance(value, bytes)
        case Ident(name=name):
            return name in constants and name != SETTINGS
        case Select():
            return is_known_setting(node, constants)
        case Call(function="bytes"):
            return False
        case Call(operands=parts) | ListExpr(elements=parts):
            return all(is_constant(part, constants) for part in parts)
    return False


def evaluate_constant(checked: Checked, node: Node, constants: Mapping[str, Any]) -> Any:
    """Return the value of a constant node in Python; raises `NotConstantError` with the evaluator's reason."""
    if isinstance(node, Const):
        return node.value
    if is_of_settings(node):
        return read_setting(node, constants)
    names = ({each.name for each in walk_nodes(node) if isinstance(each, Ident)} & constants.keys()) - {SETTINGS}
    named = {name: constants[name] for name in names}  # the library takes in whatever it is given
    part = _extract_node(checked, node)
    settings = {SETTINGS: constants[SETTINGS]} if SETTINGS in constants else {}
    _write_out(part.expr, node, settings | {name: value for name, value in named.items() if _is_cut(value)})
    result = checked.environment.deserialize(decode.encode_checked(part)).eval(data=named)
    if result.type() == cel.Type.ERROR:
        raise NotConstantError(_STATUS.sub("", str(result.value())))
    return result.plain_value()


def _extract_node(checked: Checked, node: Node) -> Any:
    """Return a checked expression of one node alone: to copy what is known of all others takes too long."""
    part, whole = type(checked.message)(), checked.message
    part.expr.CopyFrom(node.message)
    for identity in (each.id for each in walk_nodes(node)):
        if identity in whole.type_map:
            part.type_map[identity].CopyFrom(whole.type_map[identity])
        if identity in whole.reference_map:
            part.reference_map[identity].CopyFrom(whole.reference_map[identity])
    return part


def _is_cut(value: Any) -> bool:
    """Return whether the library would lose a part of a value on its way in: it ends texts at a NUL."""
    return any(map(_is_cut, value)) if isinstance(value, list) else isinstance(value, str) and "\0" in value


def _write_out(message: Any, node: Node, values: Mapping[str, Any]) -> None:
    """Put values in the place of their names, in a message of a node; those of settings always."""
    match node:
        case Select():
            _write_literal(message, read_setting(node, values))
        case Ident(name=name) if name in values:
            _write_literal(message, values[name])
        case Call(operands=operands):
            for part, operand in zip(decode.list_operands(message.call_expr), operands, strict=True):
                _write_out(part, operand, values)
        case ListExpr(elements=elements):
            for part, element in zip(message.list_expr.elements, elements, strict=True):
                _write_out(part, element, values)


def _write_literal(message: Any, value: Any) -> None:
    if not isinstance(value, list):
        setattr(message.const_expr, _LITERALS[type(value)], value)
        return
    message.list_expr.SetInParent()
    for element in value:
        _write_literal(message.list_expr.elements.add(), element)
