"""Values of cells and of expressions in words: in a message, in evidence that people read, and as CEL writes them."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from orglint.model.wording import format_duration, format_time

NOTHING = "–"  # noqa: RUF001 - what typographers put into an empty cell
"""What a message says where a value is not known."""

_SECOND = 1_000_000  # microseconds

MessageWriter = Callable[[Any], str]


def choose_message_writer(kind: str) -> MessageWriter:
    """Return what writes values of a type, in CEL's words, into messages: of times the day, of lists the elements."""
    return _MESSAGE_WRITERS.get(kind, _write_any_in_message)


def _write_any_in_message(value: Any) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, list):
        return ", ".join(_write_any_in_message(item) for item in value) or "none"
    return str(value)


# A message is written for each of a million rows, so the two most frequent types have writers of their own.
_MESSAGE_WRITERS: Mapping[str, MessageWriter] = {
    "string": lambda value: NOTHING if value is None else value,
    "timestamp": lambda value: NOTHING if value is None else value.date().isoformat(),
}


def describe_value(value: Any) -> str:
    """Return a value as people write it; what is absent or empty is said in words."""
    if value is None:
        return "not there"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return format_time(value)
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {describe_value(item)}" for name, item in value.items()) or "empty"
    if isinstance(value, list | tuple):
        return ", ".join("unknown" if item is None else describe_value(item) for item in value) or "empty list"
    return str(value) if value != "" else "empty text"


def describe_typed_value(value: Any, kind: str) -> str:
    """Return a value of a sub-expression, which comes as JSON has it: as CEL writes it, a duration also in words."""
    if kind == "timestamp":
        return str(value)
    return _describe_seconds(value) if kind == "duration" else value_to_cel(value)


def value_to_cel(value: Any) -> str:
    """Return a value as CEL would have it written; an absent one is `absent`, an unknown element `unknown`."""
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, list | tuple):
        return f"[{', '.join('unknown' if item is None else value_to_cel(item) for item in value)}]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {value_to_cel(item)}" for name, item in value.items()) + "}"
    if value is None:
        return "absent"
    return str(value).lower() if isinstance(value, bool) else str(value)


def duration_to_cel(microseconds: int) -> str:
    """Return a duration as CEL writes it: seconds, with a fraction where there is one."""
    whole, part = divmod(abs(microseconds), _SECOND)
    fraction = f".{part:06}".rstrip("0") if part else ""
    return f"{'-' * (microseconds < 0)}{whole}{fraction}s"


def _describe_seconds(seconds: str) -> str:
    """Return a duration such as `5400s` with its length in words."""
    try:
        length = timedelta(seconds=float(seconds.removesuffix("s")))
    except (OverflowError, ValueError):
        return seconds
    sign = "minus " if length < timedelta() else ""
    return f"{seconds} ({sign}{format_duration(length)})"
