"""Values that a response schema allows, the same ones each time."""

from collections.abc import Mapping
from typing import Any

from regen.document import Node

COUNT = 3
"""How many rows a list has, and every number that is made."""

TIME = "2026-01-02T03:04:05Z"
_FORMATS: Mapping[str, str] = {
    "date-time": TIME,
    "date": TIME[:10],
    "time": TIME[11:],
    "email": "somebody@example.com",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/",
    "uuid": "00000000-0000-4000-8000-000000000001",
}
_CONTINUATIONS = {"next", "prev", "previous", "nextcursor", "cursor"}
_PLAIN: Mapping[str, Any] = {"boolean": False, "integer": COUNT, "number": COUNT, "string": "text", "null": None}


def make_sample(schema: Node) -> Any:
    """Return a value that a schema of `schemas.json` allows: every member of an object, one element of a list.

    Of an enumeration it is the first value, in a list it is each. Members that name another page are null, since there
    is no other page.
    """
    if not isinstance(schema, dict):
        return "text"
    if values := _list_values(schema):
        return values[0]
    for union in ("oneOf", "anyOf"):
        if branches := [each for each in schema.get(union, []) if each.get("type") != "null"]:
            return make_sample(branches[0])
    kind = _find_kind(schema)
    if kind == "object":
        return _make_object(schema)
    if kind == "array":
        items = schema.get("items", {})
        return list(_list_values(items)) or [make_sample(items)]
    if kind == "string":
        return _FORMATS.get(schema.get("format", ""), _PLAIN["string"])
    return _PLAIN[kind]


def _list_values(schema: Node) -> list[Any]:
    """Return the values of an enumeration; none if it is none."""
    listed = (schema.get("x-known-values") or schema.get("enum") or []) if isinstance(schema, dict) else []
    return [value for value in listed if value is not None]


def _find_kind(schema: dict[str, Any]) -> str:
    kinds = schema.get("type", "object" if "properties" in schema else "string")
    found = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind != "null"]
    return str(found[0]) if found else "null"


def _make_object(schema: dict[str, Any]) -> dict[str, Any]:
    return {
        name: None if name.lower() in _CONTINUATIONS else make_sample(member)
        for name, member in schema.get("properties", {}).items()
    }
