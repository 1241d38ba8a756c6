"""One value that is not exactly what the specification says: what can be kept of it."""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any

from orglint.collect.unreadable import Unreadable
from orglint.tables.schema import Schema

_LARGEST = (1 << 63) - 1
_LONGEST = 100


class InvalidError(Exception):
    """The value is not of the type that the specification gives to it."""


def settle(schema: Schema, value: Any, path: str, new: Counter[str]) -> Any:
    """Return the value as it may be stored: times in UTC, text whole; members that nobody specified go into `new`."""
    if value is None:
        if "type" in schema and "null" not in schema["type"]:
            raise InvalidError(path)
        return None
    for kind, (is_one, take) in _KINDS.items():
        if kind in schema.get("type", ()) and is_one(value):
            return take(schema, value, path, new)
    if "type" in schema:
        raise InvalidError(path)
    return whole(value)


def whole(value: Any) -> Any:
    """Return the value with lone surrogates and infinities spelt out: nothing takes them as they are."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, Unreadable) or (isinstance(value, float) and not isfinite(value)):
        return str(value)
    if isinstance(value, list):
        return [whole(element) for element in value]
    if isinstance(value, Mapping):
        return {whole(name): whole(member) for name, member in value.items()}
    return value


def _text(schema: Schema, value: str, path: str, _: Counter[str]) -> str:
    if schema.get("format") == "date-time":
        return _time(value, path)
    return str(whole(value))


def _time(value: str, path: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise InvalidError(path)
        return moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        raise InvalidError(path) from None


def _integer(_: Schema, value: float, path: str, __: Counter[str]) -> int:
    if not -_LARGEST - 1 <= value <= _LARGEST:
        raise InvalidError(path)
    return int(value)


def _number(_: Schema, value: float, path: str, __: Counter[str]) -> float:
    if not isfinite(value):
        raise InvalidError(path)
    return float(value)


def _members(schema: Schema, value: Mapping[str, Any], path: str, new: Counter[str]) -> dict[str, Any]:
    known = schema.get("properties", {})
    if known and not schema.get("additionalProperties"):
        new.update(f"{path}.{whole(name)}"[:_LONGEST] for name in value.keys() - known.keys())
    return {name: settle(known[name], value[name], f"{path}.{name}", new) for name in known.keys() & value.keys()}


def _elements(schema: Schema, value: list[Any], path: str, new: Counter[str]) -> list[Any]:
    return [settle(schema.get("items", {}), element, f"{path}[]", new) for element in value]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS: Mapping[str, Any] = {
    "string": (lambda value: isinstance(value, str), _text),
    "boolean": (lambda value: isinstance(value, bool), lambda _, value, *__: value),
    "integer": (lambda value: _is_number(value) and isfinite(value) and value == value // 1, _integer),
    "number": (_is_number, _number),
    "array": (lambda value: isinstance(value, list), _elements),
    "object": (lambda value: isinstance(value, Mapping), _members),
}
