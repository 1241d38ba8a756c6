"""Recognize the macros over lists in the comprehensions that the parser has expanded them to."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Macro(StrEnum):
    """A macro over a list; the value is its name in CEL."""

    ALL = "all"
    EXISTS = "exists"
    EXISTS_ONE = "exists_one"
    FILTER = "filter"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Loop:
    """A macro call: which macro, over which `range`, with which variable.

    `condition` is evaluated for each element (None for `map` without one), `value` is what `map` makes of it.
    """

    macro: Macro
    variable: str
    range: Any
    condition: Any
    value: Any = None


def recognize_macro(node: Any) -> Loop | None:
    """Return the macro that a comprehension was expanded from; None if it is from no macro."""
    inside = node.comprehension_expr
    if inside.iter_var2:
        return None
    step = inside.loop_step.call_expr
    match step.function:
        case "_||_":
            return _build_loop(inside, Macro.EXISTS, step.args[1])
        case "_&&_":
            return _build_loop(inside, Macro.ALL, step.args[1])
        case "_+_":
            return _build_loop(inside, Macro.MAP, None, _read_appended_element(step))
        case "_?_:_":
            return _read_conditional_step(inside, step)
    return None


def _read_conditional_step(inside: Any, step: Any) -> Loop | None:
    condition, taken = step.args[0], step.args[1].call_expr
    if inside.result.WhichOneof("kind") == "call_expr":
        return _build_loop(inside, Macro.EXISTS_ONE, condition)
    value = _read_appended_element(taken)
    same = value.WhichOneof("kind") == "ident_expr" and value.ident_expr.name == inside.iter_var
    return _build_loop(inside, Macro.FILTER, condition) if same else _build_loop(inside, Macro.MAP, condition, value)


def _read_appended_element(step: Any) -> Any:
    return step.args[1].list_expr.elements[0]


def _build_loop(inside: Any, macro: Macro, condition: Any, value: Any = None) -> Loop:
    return Loop(macro, inside.iter_var, inside.iter_range, condition, value)
