"""Where schemas stand in a document, so that one can be taken out and another put in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from regen.document import SCHEMAS, Document, Node, Operation, operations

MANY = ("anyOf", "allOf", "prefixItems")
NULL = {"type": "null"}
PAIR = 2

# What makes a schema say more than words about it.
STRUCTURE = ("type", "enum", "const", "properties", "required", "additionalProperties", "items", *MANY)


@dataclass(frozen=True, slots=True)
class Slot:
    """One place for a schema: what holds it, and under which key."""

    where: str
    holder: Any
    key: Any

    @property
    def schema(self) -> Node:
        """The schema that stands there now."""
        return self.holder[self.key]

    def put(self, schema: Node) -> None:
        """Let another schema stand there."""
        self.holder[self.key] = schema


def get_named(document: Document) -> dict[str, Any]:
    """Return the schemas that have a name."""
    named: dict[str, Any] = document.setdefault("components", {}).setdefault("schemas", {})
    return named


def list_slots(document: Document) -> Iterator[Slot]:
    """List every place for a schema, outer ones first; what is put into one is looked into."""
    for root in list_roots(document):
        yield from list_inside(root)


def list_roots(document: Document) -> Iterator[Slot]:
    """List the places of named schemas, then those of parameters, bodies and answers."""
    named = get_named(document)
    yield from (Slot(name, named, name) for name in list(named))
    for operation in operations(document):
        yield from (slot for _, _, slot in list_used(operation))


def list_inside(slot: Slot) -> Iterator[Slot]:
    """List a place and all places inside the schema that stands there."""
    yield slot
    for inner in list_children(slot):
        yield from list_inside(inner)


def list_children(slot: Slot) -> Iterator[Slot]:
    """List the places directly inside the schema that stands in a place."""
    schema = slot.schema
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties", {})
    yield from (Slot(f"{slot.where}.{name}", properties, name) for name in list(properties))
    if "items" in schema:
        yield Slot(slot.where, schema, "items")
    if isinstance(schema.get("additionalProperties"), dict):
        yield Slot(f"{slot.where}/additionalProperties", schema, "additionalProperties")
    for key in MANY:
        for number in range(len(schema.get(key) or [])):
            where = slot.where if NULL in schema[key] and len(schema[key]) == PAIR else f"{slot.where}/{key}/{number}"
            yield Slot(where, schema[key], number)


def get_target(schema: Node) -> str | None:
    """Return the name of the schema that a reference leads to."""
    reference = schema.get("$ref") if isinstance(schema, dict) else None
    return reference.removeprefix(SCHEMAS) if isinstance(reference, str) else None


def make_reference(name: str) -> dict[str, Any]:
    """Make a reference to a named schema."""
    return {"$ref": SCHEMAS + name}


def resolve(document: Document, schema: Node) -> dict[str, Any]:
    """Return the schema itself, or the one that its reference leads to; one that leads nowhere says nothing."""
    seen = set()
    while (name := get_target(schema)) is not None:
        if name in seen:
            return {}
        seen.add(name)
        schema = get_named(document).get(name, {})
    return schema if isinstance(schema, dict) else {}


def is_object(schema: Node) -> bool:
    """Say whether the generator makes a class of a schema, for objects."""
    if not isinstance(schema, dict) or "anyOf" in schema or "$ref" in schema:
        return False
    return schema.get("type") == "object" or bool(schema.get("properties") or schema.get("allOf"))


def is_silent(schema: Node) -> bool:
    """Say whether a schema holds for any value: it is empty, or has only words about it."""
    return isinstance(schema, dict) and "$ref" not in schema and not any(key in schema for key in STRUCTURE)


def list_used(operation: Operation) -> Iterator[tuple[str, str | None, Slot]]:
    """List the places for the schemas that an operation uses: parameter, "body" or status; kind of content; place."""
    node = operation.node
    for parameter in node.get("parameters", []):
        if "schema" in parameter:
            yield str(parameter["name"]), None, Slot(f"{operation.place} {parameter['name']}", parameter, "schema")
    for word, holder in [("body", node.get("requestBody", {})), *node.get("responses", {}).items()]:
        for kind, media in (holder.get("content") or {}).items():
            if "schema" in media:
                yield word, kind, Slot(f"{operation.place} {word}", media, "schema")
