"""Which class the generator makes of a schema that has no name: it calls it after what holds it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from regen.document import Document, Operation, operations
from regen.names import flatten, make_identifier, make_nested_name
from regen.view.slots import Slot, get_named, list_children, list_used, make_reference

BODIES = {
    "application/x-www-form-urlencoded": "data",
    "multipart/form-data": "files",
    "application/octet-stream": "content",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A place for a schema, with the words of which the generator makes the name of its class."""

    slot: Slot
    parent: str  # the class or the operation that holds it
    name: str
    owner: str | None  # the named schema that it stands in
    is_part: bool = False  # whether it is a part of a sum, which has one class as a whole

    @property
    def class_name(self) -> str:
        """The name of the class, if the generator makes one."""
        schema = self.slot.schema
        title = schema.get("title") if isinstance(schema, dict) else None
        return make_nested_name(self.parent, str(title or self.name))


def list_sites(document: Document) -> Iterator[Site]:
    """List every place for a schema, outer ones first."""
    named = get_named(document)
    for name in list(named):
        yield from list_inside(Site(Slot(name, named, name), "", name, owner=name))
    for operation in operations(document):
        for word, parent, slot in _list_used(operation):
            yield from list_inside(Site(slot, parent, word, owner=None))


def list_inside(site: Site) -> Iterator[Site]:
    """List a place and the places inside its schema."""
    yield site
    schema = site.slot.schema
    for slot in list_children(site.slot):
        yield from list_inside(_site(site, schema, slot))


def hoist(document: Document, site: Site) -> str:
    """Make the schema at a place a named one, and let a reference stand there; return the name."""
    named = get_named(document)
    taken = set(map(flatten, named))
    name = stem = site.class_name
    number = 2
    while flatten(name) in taken:
        name = f"{stem}{number}"
        number += 1
    named[name] = {key: value for key, value in site.slot.schema.items() if key != "title"}
    site.slot.put(make_reference(name))
    return name


def _site(outer: Site, schema: dict[str, Any], slot: Slot) -> Site:
    if slot.holder is schema.get("anyOf"):
        word = _word_of_branch(schema, slot.key)
        return replace(outer, slot=slot, name=f"{outer.name}_{word}", is_part=False)
    if slot.holder is schema.get("prefixItems") or (slot.holder is schema and slot.key == "items"):
        number = len(schema.get("prefixItems") or [])
        if number + ("items" in schema) == 1:
            return replace(outer, slot=slot, name=f"{outer.name}_item", is_part=False)
        # The generator makes a union of them.
        word = f"type_{slot.key if slot.holder is not schema else number}"
        return replace(outer, slot=slot, name=f"{outer.name}_item_{word}", is_part=False)
    if slot.holder is schema.get("allOf"):
        # The properties of a part become those of the whole.
        return replace(outer, slot=slot, is_part=True)
    name = "AdditionalProperty" if slot.holder is schema else str(slot.key)
    return Site(slot, outer.class_name, name, owner=outer.owner)


def _word_of_branch(schema: dict[str, Any], number: int) -> str:
    branch = schema["anyOf"][number]
    title = branch.get("title") if isinstance(branch, dict) else None
    return str(title) if title and title != schema.get("title") else f"type_{number}"


def _list_used(operation: Operation) -> Iterator[tuple[str, str, Slot]]:
    parent = make_identifier(str(operation.node["operationId"]))
    kinds = operation.node.get("requestBody", {}).get("content", {})
    for word, kind, slot in list_used(operation):
        if kind and word == "body":
            inside = f"{parent}_{BODIES.get(kind, 'json')}" if len(kinds) > 1 else parent
            yield word, inside, slot
        else:
            yield (f"response_{word}" if kind else word), parent, slot
