"""Repairs of schemas, wherever they are used."""

from collections.abc import Iterator
from typing import Any

from regen.document import SCHEMAS, Document, Node, all_places

TYPES = ("string", "number", "integer", "boolean", "object", "array", "null")


def plain_ids(document: Document) -> Iterator[tuple[str, str]]:
    """Read ids as plain text: Atlassian calls some of them UUIDs that are none."""
    for place in all_places(document):
        if place.schema.get("format") == "uuid":
            del place.schema["format"]
            yield place.where, "format uuid removed"


def null_in_enums(document: Document) -> Iterator[tuple[str, str]]:
    """Let an enum that may be null say so."""
    for place in all_places(document):
        values = place.schema.get("enum")
        nullable = isinstance(place.schema.get("type"), list) and "null" in place.schema["type"]
        if isinstance(values, list) and nullable and None not in values:
            place.schema["enum"] = [*values, None]
            yield place.where, "null added to the enum"


def types_that_are_names(document: Document) -> Iterator[tuple[str, str]]:
    """Read a type that is a schema's name as a reference to it."""
    named = document.get("components", {}).get("schemas", {})
    for place in all_places(document):
        kind = place.schema.get("type")
        if isinstance(kind, str) and kind not in TYPES and kind in named:
            del place.schema["type"]
            place.schema["$ref"] = SCHEMAS + kind
            yield place.where, f"type {kind} read as a reference"


def listed(document: Document) -> Iterator[tuple[str, str]]:
    """Let a list that does not say of what be one of anything."""
    for place in all_places(document):
        if "array" in _kinds(place.schema) and not {"items", "prefixItems"} & set(place.schema):
            place.schema["items"] = {}
            yield place.where, "a list of anything"


def sound_enums(document: Document) -> Iterator[tuple[str, str]]:
    """Take away enums that no value fits or whose values are of several types, and defaults that are none of them."""
    for place in all_places(document):
        values = place.schema.get("enum")
        if not isinstance(values, list):
            continue
        kinds = {type(value).__name__ for value in values if value is not None}
        if len(kinds) != 1:
            del place.schema["enum"]
            place.schema.pop("default", None)
            yield place.where, f"enum removed: {'values of several types' if kinds else 'no values'}"
        elif place.schema.get("default", values[0]) not in values:
            yield place.where, f"default removed: {place.schema.pop('default')} is not in the enum"


def without_discriminators(document: Document) -> Iterator[tuple[str, str]]:
    """Take away discriminators: the generator reads none, and some of them name no schema."""
    for place in all_places(document):
        if place.schema.pop("discriminator", None) is not None:
            yield place.where, "discriminator removed"


def named_branches(document: Document) -> Iterator[tuple[str, str]]:
    """Give names to the objects of a union that leads back to itself: the generator leaves it out otherwise."""
    named = document.get("components", {}).get("schemas", {})
    for name, schema in list(named.items()):
        for union in ("oneOf", "anyOf"):
            inline = [each for each in schema.get(union, []) if _is_object(each) and SCHEMAS + name in str(each)]
            for number, branch in enumerate(inline, start=1):
                title = f"{name}Variant{number}"
                named[title] = branch
                schema[union][schema[union].index(branch)] = {"$ref": SCHEMAS + title}
            if inline:
                yield name, f"{len(inline)} variants that lead back to it named"


def _is_object(schema: Node) -> bool:
    return isinstance(schema, dict) and "properties" in schema


def _kinds(schema: dict[str, Any]) -> list[Any]:
    kind = schema.get("type")
    return kind if isinstance(kind, list) else [kind]
