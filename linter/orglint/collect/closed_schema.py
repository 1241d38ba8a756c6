"""JSON Schemas without any openness: a row that matches one is stored as it came, without a second look."""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from orglint.tables.schema import Schema

# Times in UTC to the second or finer: what every reader of the stored text understands in the same way.
UTC_TIME = r"^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)$"
# Every integer in a row is a count, so it is never negative.
LEAST = 0
_BOUNDS: Mapping[str, dict[str, Any]] = {
    "integer": {"minimum": LEAST, "maximum": (1 << 63) - 1},
    "number": {"minimum": -sys.float_info.max, "maximum": sys.float_info.max},
}


def close_schema(schema: Schema) -> dict[str, Any]:
    """Return the schema without its openness: no unknown member, no time but UTC, no number that does not fit."""
    closed = {name: member for name, member in schema.items() if name in _KEPT}
    for keyword, close in _CLOSED.items():
        if keyword in schema:
            closed |= close(schema)
    return closed


def _close_members(schema: Schema) -> dict[str, Any]:
    free = {"additionalProperties": schema.get("additionalProperties", False)}
    return free | {"properties": {name: close_schema(member) for name, member in schema["properties"].items()}}


def _restrict_times(schema: Schema) -> dict[str, Any]:
    return {"format": schema["format"]} | ({"pattern": UTC_TIME} if schema["format"] == "date-time" else {})


def _bound_types(schema: Schema) -> dict[str, Any]:
    bounds = next((bounds for kind, bounds in _BOUNDS.items() if kind in schema["type"]), dict[str, Any]())
    return {"type": schema["type"], **bounds}


def _close_element(schema: Schema) -> dict[str, Any]:
    """Return the schema of an element, which must be there."""
    strict = close_schema(schema)
    kinds = strict.get("type")
    return strict | {"type": [kind for kind in kinds if kind != "null"]} if isinstance(kinds, list) else strict


_KEPT = ("additionalProperties",)
_CLOSED: Mapping[str, Callable[[Schema], dict[str, Any]]] = {
    "type": _bound_types,
    "properties": _close_members,
    "format": _restrict_times,
    "items": lambda schema: {"items": _close_element(schema["items"])},
    "anyOf": lambda schema: {"anyOf": [close_schema(one) for one in schema["anyOf"]]},
}


def with_identity(schema: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the schema of a row, which must say who it is."""
    properties = dict(schema["properties"])
    properties[key] = {"type": "string", "minLength": 1}
    return {**schema, "properties": properties, "required": [key]}
