"""Where the rows of an answer stand, whether it is written inline, has a name, or is a sum or union of parts."""

from collections.abc import Iterator

from regen.document import Document, Node, Operation, follow

POINTERS = ("/data", "/items")
PARTS = ("allOf", "anyOf", "oneOf")
DEEPEST = 8
"""No real answer nests its parts so far; what leads back to itself would without end."""


def list_row_holders(document: Document, operation: Operation, answer: Node) -> Iterator[Node]:
    """Yield what an answer's schema says of its rows, a list or one object: where ours says it, or where most have it.

    A list that has a name is the list itself; an object that has one is the reference to it.
    """
    stated = (operation.node.get("x-pagination") or {}).get("items")
    for pointer in [stated] if stated else POINTERS:
        holder: Node = answer
        for step in pointer.strip("/").split("/"):
            holder = _find_property(document, holder, step)
        if isinstance(holder, dict):
            yield find_list(document, holder) or holder


def find_list(document: Document, schema: Node, depth: int = 0) -> Node:
    """Return the list that a schema is, or one of its parts; None if it is none."""
    whole = follow(document, schema)
    if not isinstance(whole, dict) or depth > DEEPEST:
        return None
    if isinstance(whole.get("items"), dict):
        return whole
    return next((found for part in _list_parts(whole) if (found := find_list(document, part, depth + 1))), None)


def _find_property(document: Document, schema: Node, name: str, depth: int = 0) -> Node:
    whole = follow(document, schema)
    if not isinstance(whole, dict) or depth > DEEPEST:
        return None
    if name in whole.get("properties", {}):
        return whole["properties"][name]
    parts = (_find_property(document, part, name, depth + 1) for part in _list_parts(whole))
    return next((found for found in parts if found is not None), None)


def _list_parts(schema: Node) -> Iterator[Node]:
    for key in PARTS:
        yield from schema.get(key) or []
