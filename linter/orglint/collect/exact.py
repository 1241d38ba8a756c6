"""The strictest reading of the specification: a row that fits it is stored as it came, without a second look."""

from collections.abc import Callable, Mapping
from typing import Any

from orglint.tables.schema import Schema

# Times in UTC to the second or finer: what every reader of the stored text understands in the same way.
UTC_TIME = r"^(?!0000)[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,9})?(Z|\+00:00)$"
_LARGEST = (1 << 63) - 1


def exact(schema: Schema) -> dict[str, Any]:
    """Return the schema without its openness: no unknown member, no time but UTC, no number that does not fit."""
    closed = {name: member for name, member in schema.items() if name in _KEPT}
    for keyword, close in _CLOSED.items():
        if keyword in schema:
            closed |= close(schema)
    return closed


def _members(schema: Schema) -> dict[str, Any]:
    free = {"additionalProperties": schema.get("additionalProperties", False)}
    return free | {"properties": {name: exact(member) for name, member in schema["properties"].items()}}


def _times(schema: Schema) -> dict[str, Any]:
    return {"format": schema["format"]} | ({"pattern": UTC_TIME} if schema["format"] == "date-time" else {})


def _kinds(schema: Schema) -> dict[str, Any]:
    whole = "integer" in schema["type"]
    return {"type": schema["type"]} | ({"minimum": -_LARGEST - 1, "maximum": _LARGEST} if whole else {})


_KEPT = ("additionalProperties",)
_CLOSED: Mapping[str, Callable[[Schema], dict[str, Any]]] = {
    "type": _kinds,
    "properties": _members,
    "format": _times,
    "items": lambda schema: {"items": exact(schema["items"])},
    "anyOf": lambda schema: {"anyOf": [exact(one) for one in schema["anyOf"]]},
}


def with_identity(schema: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return the schema of a row, which must say who it is."""
    properties = dict(schema["properties"])
    properties[key] = {"type": "string", "minLength": 1}
    return {**schema, "properties": properties, "required": [key]}
