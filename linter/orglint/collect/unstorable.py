"""Whatever JSON can hold, as something that can be stored: nothing takes halves of characters or endless numbers."""

from collections.abc import Mapping
from math import isfinite
from typing import Any

from orglint.http.unreadable import Unreadable

DEEPEST = 32
"""Levels of nesting that are kept of what nobody specified."""

_LONGEST_NUMBER = 64


def escape_unstorable(value: Any, depth: int = 0) -> Any:
    """Return the value with lone surrogates, infinities and numbers beyond 64 bits spelt out, and nothing too deep."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, Unreadable):
        return str(value)
    if isinstance(value, int):
        return value if value.bit_length() < _LONGEST_NUMBER else _format_long_integer(value)
    if isinstance(value, list | tuple | Mapping) and depth == DEEPEST:
        return "(nested deeper)"
    if isinstance(value, list | tuple):
        return [escape_unstorable(element, depth + 1) for element in value]
    if isinstance(value, Mapping):
        return {escape_unstorable(name): escape_unstorable(member, depth + 1) for name, member in value.items()}
    return value


def is_finite(value: float) -> bool:
    """Tell whether a number is one that a double can hold, if not to the last digit."""
    try:
        return isfinite(value)
    except OverflowError:
        return False


def _format_long_integer(value: int) -> str:
    # Python refuses to write out numbers of many thousand digits.
    return hex(value)[:_LONGEST_NUMBER] if value.bit_length() > _LONGEST_NUMBER * 4 else str(value)
