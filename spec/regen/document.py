"""The words in which the other stages speak about a document: operations, schemas and their places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

STEPS_TO_METHOD = 2
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
NESTED_ONE = ("items", "not", "additionalProperties", "contains", "propertyNames")
NESTED_MANY = ("anyOf", "oneOf", "allOf", "prefixItems")
SCHEMAS = "#/components/schemas/"
PARAMETER = re.compile(r"\{[^{}]*\}")

# How YAML writes yes and no: 1.1 in all these ways, 1.2 in two.
FLAGS = {"yes": True, "on": True, "true": True, "no": False, "off": False, "false": False}

Node = Any  # A JSON value: what it is shows only when one looks.
Document = dict[str, Any]
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with the path item that it stands in."""

    method: str
    path: str
    node: dict[str, Any]
    item: dict[str, Any]

    @property
    def place(self) -> str:
        """Name the operation as people do."""
        return f"{self.method.upper()} {self.path}"

    @property
    def request(self) -> tuple[str, str]:
        """Say what the operation asks for, whatever the parameters of its path are called."""
        return self.method, unname_path(self.path)


@dataclass(frozen=True, slots=True)
class Place:
    """One schema and where it stands."""

    where: str
    schema: Schema


def operations(document: Document) -> Iterator[Operation]:
    """List all operations in the order of the document."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if isinstance(item, dict) and isinstance(item.get(method), dict):
                yield Operation(method, path, item[method], item)


def unname_path(path: str) -> str:
    """Leave the names of the parameters out of a path."""
    return PARAMETER.sub("{}", path)


def follow(document: Document, node: Node) -> Node:
    """Return what a local reference points to, or the node itself."""
    seen: set[str] = set()
    while isinstance(node, dict) and isinstance(node.get("$ref"), str) and node["$ref"].startswith("#/"):
        if node["$ref"] in seen:
            return {}
        seen.add(node["$ref"])
        target: Node = document
        for step in map(unescape, node["$ref"][2:].split("/")):
            if isinstance(target, list):
                target = target[int(step)] if step.isdigit() and int(step) < len(target) else None
            else:
                target = target.get(step) if isinstance(target, dict) else None
        node = target
    return node


def redirect(node: Node, old: str, new: str) -> None:
    """Let every reference to one place of the document lead to another; escapes in it do not matter."""
    if isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and unescape(reference) == old:
            node["$ref"] = new
        for inner in node.values():
            redirect(inner, old, new)
    elif isinstance(node, list):
        for inner in node:
            redirect(inner, old, new)


def unescape(reference: str) -> str:
    """Return a reference as it reads without the escapes of URLs and JSON pointers."""
    return unquote(reference).replace("~1", "/").replace("~0", "~")


def name_place(path: list[str]) -> str:
    """Name a place as people do: an operation by method and path, anything else by the steps that lead to it."""
    if path[:1] == ["paths"] and len(path) > STEPS_TO_METHOD and path[STEPS_TO_METHOD] in METHODS:
        return " ".join([f"{path[2].upper()} {path[1]}", "/".join(path[3:])]).strip()
    if path[:1] == ["paths"] and len(path) > 1:
        return " ".join([path[1], "/".join(path[2:])]).strip()
    return "/".join(path) or "document"


def within(schema: Node, where: str) -> Iterator[Place]:
    """List a schema and all schemas inside it, without following references."""
    if not isinstance(schema, dict):
        return
    yield Place(where, schema)
    for name, inner in list(schema.get("properties", {}).items()):
        yield from within(inner, f"{where}.{name}")
    for key in NESTED_ONE:
        yield from within(schema.get(key), where if key == "items" else f"{where}/{key}")
    for key in NESTED_MANY:
        for number, inner in enumerate(schema.get(key) or []):
            yield from within(inner, f"{where}/{key}/{number}")


def reachable(document: Document, roots: Iterator[Place]) -> Iterator[Place]:
    """List every schema that the roots lead to, each component once."""
    seen: set[str] = set()
    waiting = list(roots)
    while waiting:
        root = waiting.pop(0)
        for place in within(root.schema, root.where):
            yield place
            reference = place.schema.get("$ref")
            if isinstance(reference, str) and reference not in seen:
                seen.add(reference)
                waiting.append(Place(reference.rpartition("/")[2], follow(document, {"$ref": reference})))


def response_places(document: Document) -> Iterator[Place]:
    """List every schema that a response of any operation can hold."""
    yield from reachable(document, _bodies_of_responses(document))


def request_places(document: Document) -> Iterator[Place]:
    """List every schema that a request of any operation can hold."""
    yield from reachable(document, _bodies_of_requests(document))


def all_places(document: Document) -> Iterator[Place]:
    """List every schema of the document, those that nothing uses too."""
    named = [Place(name, schema) for name, schema in document.get("components", {}).get("schemas", {}).items()]
    seen: set[int] = set()
    for places in (reachable(document, iter(named)), response_places(document), request_places(document)):
        for place in places:
            if id(place.schema) not in seen:
                seen.add(id(place.schema))
                yield place


def parameters(document: Document, operation: Operation) -> list[dict[str, Any]]:
    """List the parameters of an operation, those of its path item first, references followed."""
    listed = [*operation.item.get("parameters", []), *operation.node.get("parameters", [])]
    return [found for found in (follow(document, each) for each in listed) if isinstance(found, dict)]


def _bodies_of_responses(document: Document) -> Iterator[Place]:
    for operation in operations(document):
        for status, response in operation.node.get("responses", {}).items():
            yield from _contents(follow(document, response), f"{operation.place} {status}")


def _bodies_of_requests(document: Document) -> Iterator[Place]:
    for operation in operations(document):
        yield from _contents(follow(document, operation.node.get("requestBody")), f"{operation.place} body")
        for parameter in parameters(document, operation):
            where = f"{operation.place} {parameter.get('name')}"
            if isinstance(parameter.get("schema"), dict):
                yield Place(where, parameter["schema"])
            yield from _contents(parameter, where)


def _contents(holder: Node, where: str) -> Iterator[Place]:
    if not isinstance(holder, dict):
        return
    for media in (holder.get("content") or {}).values():
        if isinstance(media, dict) and isinstance(media.get("schema"), dict):
            yield Place(where, media["schema"])


def list_kinds(schema: dict[str, Any]) -> list[Any]:
    """List the types that a schema names itself."""
    kind = schema.get("type")
    return kind if isinstance(kind, list) else [kind] if kind is not None else []
