"""Schemas of few words that the generator cannot read."""

from collections.abc import Iterator

from regen.document import Document
from regen.view.slots import NULL, is_silent, list_slots, resolve


def say_schemas(document: Document) -> Iterator[tuple[str, str]]:
    """Say a schema that is only true or false as one that says nothing."""
    for slot in list_slots(document):
        if isinstance(slot.schema, bool):
            slot.put({})
            yield slot.where, "is anything"


def loosen_lists(document: Document) -> Iterator[tuple[str, str]]:
    """Say a list of anything as anything: in a union it becomes a cast that mypy calls redundant."""
    for slot in reversed(list(list_slots(document))):  # the inner one first: the outer one may be of nothing else
        schema = slot.schema
        items = resolve(document, schema.get("items", {}))
        if schema.get("type") == "array" and is_silent(items) and "prefixItems" not in schema:
            slot.put({key: value for key, value in schema.items() if key not in ("type", "items")})
            yield slot.where, "a list of anything has no type of its own"
        elif all(branch == NULL or is_silent(branch) for branch in schema.get("anyOf", [NULL])):
            schema.pop("anyOf", None)
