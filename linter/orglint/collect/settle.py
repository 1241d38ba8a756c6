"""One value that is not exactly what the specification says: what can be kept of it, and what is new about it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from orglint.tables.schema import Schema

_LARGEST = (1 << 63) - 1
_LONGEST = 100
_MOST = 50


class InvalidError(Exception):
    """The value is not of the type that the specification gives to it."""


@dataclass(frozen=True, slots=True)
class Drift:
    """What came that the specification does not know: members by path, and values of known lists of values."""

    fields: Counter[str] = field(default_factory=Counter)
    values: dict[str, Counter[str]] = field(default_factory=dict)

    def value(self, path: str, value: str) -> None:
        """Count a value that the specification does not list; a list of them does not grow without end."""
        seen = self.values.setdefault(path, Counter())
        shown = value[:_LONGEST]
        seen[shown if shown in seen or len(seen) < _MOST else "(others)"] += 1


def settle(schema: Schema, value: Any, path: str, drift: Drift) -> Any:
    """Return the value as it may be stored: times in UTC, text without halves of characters."""
    if value is None:
        if "type" in schema and "null" not in schema["type"]:
            raise InvalidError(path)
        return None
    for kind, (is_one, take) in _KINDS.items():
        if kind in schema.get("type", ()) and is_one(value):
            return take(schema, value, path, drift)
    if "type" in schema:
        raise InvalidError(path)
    return whole(value)


def whole(value: Any) -> Any:
    """Return the value with lone surrogates spelt out: no file and no engine takes them as they are."""
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, list):
        return [whole(element) for element in value]
    if isinstance(value, Mapping):
        return {whole(name): whole(member) for name, member in value.items()}
    return value


def _text(schema: Schema, value: str, path: str, drift: Drift) -> str:
    if schema.get("format") == "date-time":
        return _time(value, path)
    if "x-known-values" in schema and value not in schema["x-known-values"]:
        drift.value(path, whole(value))
    return str(whole(value))


def _time(value: str, path: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise InvalidError(path)
        return moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        raise InvalidError(path) from None


def _integer(_: Schema, value: float, path: str, __: Drift) -> int:
    if not -_LARGEST - 1 <= value <= _LARGEST:
        raise InvalidError(path)
    return int(value)


def _members(schema: Schema, value: Mapping[str, Any], path: str, drift: Drift) -> dict[str, Any]:
    known = schema.get("properties", {})
    new = value.keys() - known.keys() if "properties" in schema and not schema.get("additionalProperties") else ()
    drift.fields.update(f"{path}.{whole(name)}"[:_LONGEST] for name in new)
    return {name: settle(known.get(name, {}), member, f"{path}.{name}", drift) for name, member in value.items()}


def _elements(schema: Schema, value: list[Any], path: str, drift: Drift) -> list[Any]:
    return [settle(schema.get("items", {}), element, f"{path}[]", drift) for element in value]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_KINDS: Mapping[str, Any] = {
    "string": (lambda value: isinstance(value, str), _text),
    "boolean": (lambda value: isinstance(value, bool), lambda _, value, *__: value),
    "integer": (lambda value: _is_number(value) and value == value // 1, _integer),
    "number": (_is_number, lambda _, value, *__: float(value)),
    "array": (lambda value: isinstance(value, list), _elements),
    "object": (lambda value: isinstance(value, Mapping), _members),
}
