"""The few functions that rules have besides CEL's own, with their types and meanings."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from cel_expr_python import cel
from cel_expr_python.ext import ext_strings


@dataclass(frozen=True, slots=True)
class Function:
    """A function of ours: overload id, types, the value it has for the official evaluator, and what it is for."""

    name: str
    overload: str
    parameters: tuple[cel.Type, ...]
    result: cel.Type
    value: Callable[..., Any]
    meaning: str


FUNCTIONS = (
    Function(
        "days",
        "days_int",
        (cel.Type.INT,),
        cel.Type.DURATION,
        lambda count: timedelta(days=count),
        "A duration of so many days of 24 hours: now - user.lastActive > days(90).",
    ),
)


def extensions() -> list[cel.CelExtensionBase]:
    """Return our functions, and CEL's own extension for texts, as an environment of the official library takes them."""
    ours = cel.CelExtension("orglint", [_declaration(function) for function in FUNCTIONS])
    return [ours, ext_strings.ExtStrings()]


def _declaration(function: Function) -> cel.FunctionDecl:
    overload = cel.Overload(
        function.overload, function.result, list(function.parameters), is_member=False, impl=function.value
    )
    return cel.FunctionDecl(function.name, [overload])
