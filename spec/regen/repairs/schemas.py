"""Repairs of schemas, wherever they are used."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from openapi_schema_validator import OAS31Validator, oas31_format_checker
from referencing.exceptions import Unresolvable

from regen.document import FLAGS, SCHEMAS, Document, Node, all_places, list_kinds

SAID_BY: Mapping[type, str] = {bool: "boolean", float: "number", int: "integer", str: "string"}
TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")


def loosen_ids(document: Document) -> Iterator[tuple[str, str]]:
    """Read ids as plain text: Atlassian calls some of them UUIDs that are none."""
    for place in all_places(document):
        if place.schema.get("format") == "uuid":
            del place.schema["format"]
            yield place.where, "format uuid removed"


def add_null_to_enums(document: Document) -> Iterator[tuple[str, str]]:
    """Let an enum that may be null say so."""
    for place in all_places(document):
        values = place.schema.get("enum")
        nullable = isinstance(place.schema.get("type"), list) and "null" in place.schema["type"]
        if isinstance(values, list) and nullable and None not in values:
            place.schema["enum"] = [*values, None]
            yield place.where, "null added to the enum"


def refer_to_types(document: Document) -> Iterator[tuple[str, str]]:
    """Read a type that is a schema's name as a reference to it."""
    named = document.get("components", {}).get("schemas", {})
    for place in all_places(document):
        kind = place.schema.get("type")
        if isinstance(kind, str) and kind not in TYPES and kind in named:
            del place.schema["type"]
            place.schema["$ref"] = SCHEMAS + kind
            yield place.where, f"type {kind} read as a reference"


def loosen_lists(document: Document) -> Iterator[tuple[str, str]]:
    """Let a list that does not say of what be one of anything."""
    for place in all_places(document):
        if "array" in list_kinds(place.schema) and not {"items", "prefixItems"} & set(place.schema):
            place.schema["items"] = {}
            yield place.where, "a list of anything"


def type_values(document: Document) -> Iterator[tuple[str, str]]:
    """Read members of enums, constants and defaults as the type that the schema names: quotes are easily left out."""
    for place in all_places(document):
        kinds = [kind for kind in list_kinds(place.schema) if kind != "null"]
        read = READERS.get(str(kinds[0])) if len(kinds) == 1 else None
        if read is None:
            continue
        for key in [key for key in ("enum", "const", "default") if key in place.schema]:
            given = place.schema[key]
            meant = [read(value) for value in given] if key == "enum" else read(given)
            if repr(meant) != repr(given):  # 1 equals True
                place.schema[key] = meant
                yield place.where, f"{key} read as {kinds[0]}"


def drop_unsound_enums(document: Document) -> Iterator[tuple[str, str]]:
    """Take away enums that no class can be made of: without values, or with values of several types."""
    for place in all_places(document):
        values = place.schema.get("enum")
        if not isinstance(values, list):
            continue
        kinds = {type(value) for value in values if value is not None}
        once = [value for number, value in enumerate(values) if value not in values[:number]]
        if len(kinds) > 1 or not values or kinds - {str, int}:
            del place.schema["enum"]
            if "type" not in place.schema and kinds and kinds <= set(SAID_BY):
                said = sorted(SAID_BY[kind] for kind in kinds)
                place.schema["type"] = [*said, *(["null"] if None in values else [])]
            yield place.where, f"enum removed: {_reason(kinds)}"
        elif len(once) < len(values):
            place.schema["enum"] = once
            yield place.where, f"{len(values) - len(once)} values of the enum were there twice"


def drop_unfit_defaults(document: Document) -> Iterator[tuple[str, str]]:
    """Take away defaults that their schemas do not allow."""
    for place in all_places(document):
        if "default" in place.schema and not _allows(document, place.schema, place.schema["default"]):
            yield place.where, f"default removed: {place.schema.pop('default')} is not allowed"


def move_required(document: Document) -> Iterator[tuple[str, str]]:
    """Say that a property is required where OpenAPI says it: in a list of names beside the properties."""
    for place in all_places(document):
        names = [
            name
            for name, inner in place.schema.get("properties", {}).items()
            if isinstance(inner, dict) and inner.get("required") is True
        ]
        if names and not isinstance(place.schema.get("required"), bool):
            place.schema["required"] = [*place.schema.get("required", []), *names]
    for place in all_places(document):
        if isinstance(place.schema.get("required"), bool):
            yield place.where, f"required: {str(place.schema.pop('required')).lower()} said beside the properties"


def drop_discriminators(document: Document) -> Iterator[tuple[str, str]]:
    """Take away discriminators: the generator reads none, and some of them name no schema."""
    for place in all_places(document):
        if place.schema.pop("discriminator", None) is not None:
            yield place.where, "discriminator removed"


def _allows(document: Document, schema: dict[str, Any], value: Node) -> bool:
    whole = {**schema, "components": document.get("components", {})} if "$ref" in str(schema) else schema
    try:
        return bool(OAS31Validator(whole, format_checker=oas31_format_checker).is_valid(value))
    except RecursionError:
        return False
    except Unresolvable:
        return True  # The document is refused for the reference.


def _reason(kinds: set[type]) -> str:
    if not kinds:
        return "no values"
    return "values of several types" if len(kinds) > 1 else f"its values are of the type {next(iter(kinds)).__name__}"


def _as_text(value: Node) -> Node:
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int | float) else value


def _as_flag(value: Node) -> Node:
    return FLAGS.get(value.lower(), value) if isinstance(value, str) else value


def _as_integer(value: Node) -> Node:
    return int(value) if isinstance(value, str) and re.fullmatch(r"-?\d+", value) else value


def _as_number(value: Node) -> Node:
    return float(value) if isinstance(value, str) and re.fullmatch(r"-?\d+(\.\d+)?", value) else value


READERS: Mapping[str, Callable[[Node], Node]] = {
    "string": _as_text,
    "boolean": _as_flag,
    "integer": _as_integer,
    "number": _as_number,
}
