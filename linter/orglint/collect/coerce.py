"""Convert a value that does not match the specification exactly, and list the paths of what is invalid in it."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from orglint.collect.closed_schema import LEAST
from orglint.collect.unstorable import escape_unstorable, is_finite
from orglint.model.unknown import place_of
from orglint.tables.schema import Schema, column_type

_LARGEST = (1 << 63) - 1
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class RecordWithNewMembers:
    """A record with unspecified members (`new`); `known` maps the others by name to schema and path."""

    members: Mapping[str, Any]
    new: tuple[str, ...]
    known: Mapping[str, tuple[Schema, str]]


@dataclass(slots=True)
class Findings:
    """What was unexpected in one row: exact paths of what is invalid, and records with members nobody specified.

    `new` counts those members; `prefix` is where the columns lie in what the API sent.
    """

    new: Counter[str] = field(default_factory=Counter)
    bad: list[str] = field(default_factory=list)
    records: list[RecordWithNewMembers] = field(default_factory=list)
    prefix: str = ""


def coerce_value(schema: Schema, value: Any, path: str, found: Findings) -> Any:
    """Return the value as it may be stored: times in UTC, text whole, null in the place of what is invalid."""
    if "type" not in schema:
        return escape_unstorable(value)
    if value is None:
        return None if "null" in schema["type"] else _mark_invalid(path, found)
    for kind, (is_one, take) in _KINDS.items():
        if kind in schema["type"] and is_one(value):
            return take(schema, value, path, found)
    return _mark_invalid(path, found)


def is_valid_value(schema: Schema, value: Any) -> bool:
    """Tell whether a value is of the type of a member, through and through."""
    found = Findings()
    coerce_value(schema, value, "", found)
    return not found.bad


def _mark_invalid(path: str, found: Findings) -> Any:
    """Note the path as invalid, and return the value to store: null."""
    found.bad.append(path)
    return None


def _coerce_text(schema: Schema, value: str, path: str, found: Findings) -> str | None:
    if schema.get("format") == "date-time":
        return _coerce_time(value, path, found)
    return str(escape_unstorable(value))


def _coerce_time(value: str, path: str, found: Findings) -> str | None:
    try:
        moment = datetime.fromisoformat(value)
        if moment.tzinfo:
            return moment.astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        pass
    found.bad.append(path)
    return None


def _coerce_integer(_: Schema, value: float, path: str, found: Findings) -> int | None:
    return int(value) if LEAST <= value <= _LARGEST else _mark_invalid(path, found)


def _coerce_number(_: Schema, value: float, path: str, found: Findings) -> float | None:
    return float(value) if is_finite(value) else _mark_invalid(path, found)


def _coerce_members(schema: Schema, value: Mapping[str, Any], path: str, found: Findings) -> dict[str, Any]:
    known = schema.get("properties", {})
    new = value.keys() - known.keys() if known and not schema.get("additionalProperties") else ()
    if new:
        place = f"{found.prefix}{place_of(path)}"
        found.new.update(f"{place}.{escape_unstorable(name)}"[:_LONGEST] for name in new)
        known_here = {name: (one, f"{path}.{name}") for name, one in known.items() if column_type(one)}
        found.records.append(RecordWithNewMembers(value, tuple(sorted(new)), known_here))
    return {
        name: coerce_value(known[name], value[name], f"{path}.{name}", found) for name in known.keys() & value.keys()
    }


def _coerce_elements(schema: Schema, value: list[Any], path: str, found: Findings) -> list[Any]:
    inner = schema.get("items", {})
    return [
        # A null element has no documented meaning, also where the specification allows it.
        _mark_invalid(f"{path}[{place}]", found)
        if element is None
        else coerce_value(inner, element, f"{path}[{place}]", found)
        for place, element in enumerate(value)
    ]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_whole_number(value: Any) -> bool:
    return _is_number(value) and (isinstance(value, int) or value.is_integer())


_KINDS: Mapping[str, Any] = {
    "string": (lambda value: isinstance(value, str), _coerce_text),
    "boolean": (lambda value: isinstance(value, bool), lambda _, value, *__: value),
    "integer": (_is_whole_number, _coerce_integer),
    "number": (_is_number, _coerce_number),
    "array": (lambda value: isinstance(value, list), _coerce_elements),
    "object": (lambda value: isinstance(value, Mapping), _coerce_members),
}
