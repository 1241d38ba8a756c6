"""Which constant parts may be folded: supported calls, and values of a bounded size."""

from collections.abc import Callable, Mapping
from typing import Any

from orglint.expressions.cel.tree import Call, Const, Ident, Node, Select, iterate_children, walk_nodes
from orglint.expressions.compile.overloads import OVERLOADS
from orglint.expressions.fold.settings import is_known_setting, read_setting

LARGEST = 1_000_000
"""Characters, and elements of lists, that a constant part may come to."""

_SUPPORTED = {name.partition(":")[0] for name in OVERLOADS} | {"equals", "not_equals"}
_ASKED_OF = {"duration_to_int64": " of a duration", "int64_to_duration": " of a number"}
_INSTEAD = {
    "duration_to_int64": "ask for getSeconds()",
    "int64_to_duration": "write the unit, as in duration('90s') or days(1)",
    "string_format": "write the parts with + and string(...)",
    "to_dyn": "types are known beforehand",
    "type": "compare it with a type, as in type(x) == string",
}
"""What to write instead of a call that is not supported, by its overload."""
_JOINED = {"list_join", "list_join_string"}
_REPLACED = {"string_replace_string_string", "string_replace_string_string_int"}


def find_objection(node: Node, constants: Mapping[str, Any]) -> tuple[Node, str] | None:
    """Return the part that forbids to work a constant part out, and why; None if nothing does."""
    for call in (it for it in walk_nodes(node) if isinstance(it, Call)):
        if call.overload not in _SUPPORTED:
            return call, describe_refusal(call.function, call.overload)
    if _compute_max_size(node, constants) > LARGEST:
        return node, f"this may come to more than {LARGEST:,} characters once it is worked out"
    return None


def describe_refusal(function: str, overload: str) -> str:
    """Return that a call is not supported, and what to write instead if there is something."""
    what = f"{function_to_text(function)}{_ASKED_OF.get(overload, '')} is not supported here"
    return f"{what}: {_INSTEAD[overload]}" if overload in _INSTEAD else what


def function_to_text(function: str) -> str:
    """Return the name of a function or an operator as it is written."""
    return function.strip("_@") if function.strip("_@").isidentifier() else function.replace("_", " ").strip()


def _compute_max_size(node: Node, constants: Mapping[str, Any]) -> int:
    """Return how many characters and elements the value of a part has at most."""
    match node:
        case Const(value=value):
            return _measure_value(value)
        case Ident(name=name):
            return _measure_value(constants.get(name))
        case Select() if is_known_setting(node, constants):
            return _measure_value(read_setting(node, constants))
    sizes = [_compute_max_size(part, constants) for part in iterate_children(node)]
    grown = _GROWN.get(node.overload) if isinstance(node, Call) else None
    return grown(sizes) if grown else 1 + sum(sizes)


def _measure_value(value: Any) -> int:
    if isinstance(value, list):
        return 1 + sum(map(_measure_value, value))
    return 1 + len(value) if isinstance(value, str) else 1


# a text may be inserted between all characters of another, or all elements of a list
_GROWN: Mapping[str, Callable[[list[int]], int]] = {
    **dict.fromkeys(_JOINED, lambda sizes: sizes[0] * max([1, *sizes[1:]])),
    **dict.fromkeys(_REPLACED, lambda sizes: sizes[0] * (1 + sizes[2])),
}
