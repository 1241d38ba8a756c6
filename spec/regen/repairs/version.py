"""OpenAPI 3.0 said in the words of 3.1."""

from collections.abc import Iterator
from typing import Any

from regen.document import Document, all_places, list_kinds

# What a schema demands of a value; the rest are words about it.
MEANING = {
    *("$ref", "type", "format", "enum", "const", "allOf", "anyOf", "oneOf", "not", "items", "prefixItems"),
    *("properties", "required", "additionalProperties", "patternProperties", "minProperties", "maxProperties"),
}
LIMITS = {"exclusiveMinimum": "minimum", "exclusiveMaximum": "maximum"}


def upgrade_words(document: Document) -> Iterator[tuple[str, str]]:
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
    kinds = list_kinds(schema)
    unions = [union for union in ("anyOf", "oneOf") if union in schema]
    if not kinds and unions:
        return _add_branch(schema[unions[0]])
    if not kinds or {"$ref", "allOf"} & set(schema) or unions:
        return "null" not in kinds and _wrap(schema)
    return _widen(schema, kinds)


def _wrap(schema: dict[str, Any]) -> bool:
    """Say "this or null" of what cannot be widened; what holds for any value does so for null."""
    inner = {key: schema.pop(key) for key in list(schema) if key in MEANING}
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
    if any(isinstance(each, dict) and "null" in list_kinds(each) for each in branches):
        return False
    branches.append({"type": "null"})
    return True
