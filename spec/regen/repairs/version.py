"""OpenAPI 3.0 said in the words of 3.1."""

from collections.abc import Iterator
from typing import Any

from regen.document import Document, all_places

LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def upgraded(document: Document) -> Iterator[tuple[str, str]]:
    """Say `nullable` and exclusive limits as JSON Schema does."""
    if str(document["openapi"]).startswith("3.0"):
        yield "openapi", f"{document['openapi']} read as 3.1.0"
        document["openapi"] = "3.1.0"
    for place in list(all_places(document)):
        if place.schema.pop("nullable", False) is True:
            yield place.where, "nullable said as a type"
            make_nullable(place.schema)
        for flag, limit in LIMITS.items():
            if place.schema.get(flag) is True and limit in place.schema:
                place.schema[flag] = place.schema.pop(limit)
            elif isinstance(place.schema.get(flag), bool):
                del place.schema[flag]


def make_nullable(schema: dict[str, Any]) -> bool:
    """Let a schema accept null, in place; say whether that was new."""
    kind = schema.get("type")
    if isinstance(kind, list):
        return _widen(schema, kind)
    if isinstance(kind, str):
        return _widen(schema, [kind])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return _add_branch(schema[union])
    inner = {key: schema.pop(key) for key in ("$ref", "allOf", "enum", "const", "properties") if key in schema}
    if inner:
        schema["anyOf"] = [inner, {"type": "null"}]
    return bool(inner)


def _widen(schema: dict[str, Any], kinds: list[Any]) -> bool:
    new = "null" not in kinds
    if new:
        schema["type"] = [*kinds, "null"]
    if "enum" in schema and None not in schema["enum"]:
        schema["enum"] = [*schema["enum"], None]
        return True
    return new


def _add_branch(branches: list[Any]) -> bool:
    if any(isinstance(each, dict) and "null" in _kinds(each) for each in branches):
        return False
    branches.append({"type": "null"})
    return True


def _kinds(schema: dict[str, Any]) -> list[Any]:
    kind = schema.get("type")
    return kind if isinstance(kind, list) else [kind]
