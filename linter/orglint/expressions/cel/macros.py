"""Recognize the macros over lists in the comprehensions that the parser has expanded them to."""

from dataclasses import dataclass
from typing import Any

from orglint.expressions.cel.tree import Macro


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a macro asks of each element, and what it makes of it (only `map`), as messages; None for nothing."""

    macro: Macro
    condition: Any
    value: Any = None


def recognize_macro(comprehension: Any) -> Expansion | None:
    """Return the macro that a comprehension was expanded from; None if it is from no macro."""
    if comprehension.iter_var2:
        return None
    step = comprehension.loop_step.call_expr
    match step.function:
        case "_||_":
            return Expansion(Macro.EXISTS, step.args[1])
        case "_&&_":
            return Expansion(Macro.ALL, step.args[1])
        case "_+_":
            return Expansion(Macro.MAP, None, _read_appended_element(step))
        case "_?_:_":
            return _read_conditional_step(comprehension, step)
    return None


def _read_conditional_step(comprehension: Any, step: Any) -> Expansion:
    condition, taken = step.args[0], step.args[1].call_expr
    if comprehension.result.WhichOneof("kind") == "call_expr":
        return Expansion(Macro.EXISTS_ONE, condition)
    value = _read_appended_element(taken)
    same = value.WhichOneof("kind") == "ident_expr" and value.ident_expr.name == comprehension.iter_var
    return Expansion(Macro.FILTER, condition) if same else Expansion(Macro.MAP, condition, value)


def _read_appended_element(step: Any) -> Any:
    return step.args[1].list_expr.elements[0]
