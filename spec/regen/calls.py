"""What a request takes: its parameters and the members of its body, for telling what callers have to do otherwise."""

from collections.abc import Callable, Iterator
from typing import Any

from regen.document import Document, Node, Operation, Schema, follow, parameters

DEEPEST = 4
_LIMITS = ("minimum", "maximum", "minItems", "maxItems", "maxLength")

Whole = Callable[[Node], Schema]


def describe_call(document: Document, operation: Operation, whole: Whole) -> dict[str, Any]:
    """Return what a request takes, by place (`query limit`, `body name.first`).

    `whole` puts every reference's target in its place. What stands in the path is the path's own business.
    """
    taken = {
        f"{each['in']} {each['name']}": _describe(whole(_find_schema(each)), required=each.get("required", False))
        for each in parameters(document, operation)
        if each.get("in") != "path"
    }
    body = follow(document, operation.node.get("requestBody"))
    if isinstance(body, dict):
        schema = whole(_find_schema(body))
        taken["body"] = _describe(schema, required=body.get("required", False))
        taken |= {f"body {place}": said for place, said in _list_members("", schema, DEEPEST)}
    return taken


def _find_schema(holder: Node) -> Node:
    contents = (holder.get("content") or {}).values()
    return holder.get("schema", next((each.get("schema", {}) for each in contents), {}))


def _list_members(place: str, schema: Node, depth: int) -> Iterator[tuple[str, dict[str, Any]]]:
    if not depth:
        return
    required = schema.get("required", [])
    for name, member in schema.get("properties", {}).items():
        yield f"{place}{name}", _describe(member, required=name in required)
        yield from _list_members(f"{place}{name}.", member, depth - 1)
    if "items" in schema:
        yield from _list_members(f"{place.removesuffix('.')}[].", schema["items"], depth - 1)


def _describe(schema: Schema, *, required: bool) -> dict[str, Any]:
    kinds = schema.get("type", "anything")
    enum = schema.get("enum", schema.get("items", {}).get("enum"))
    said = {"required": required, "type": "|".join(map(str, kinds)) if isinstance(kinds, list) else kinds}
    limits = {word: schema[word] for word in _LIMITS if word in schema}
    return said | limits | ({"enum": enum} if enum is not None else {})
