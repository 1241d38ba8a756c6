"""Named lists and unions, as the generator can take them: it looks into them before it knows all names.

A class inside is made twice; what leads back is never found; and what it calls their insides is the same wherever one
is used, so that two uses in one model get into each other's way.
"""

import copy
from collections.abc import Iterator
from typing import Any

from regen.document import Document, Node
from regen.view.places import hoist, list_sites
from regen.view.slots import NULL, PAIR, Slot, get_named, get_target, is_object, list_children, list_slots, resolve


def name_branches(document: Document) -> Iterator[tuple[str, str]]:
    """Give names to the objects and enums of named lists and unions."""
    named = get_named(document)
    for site in list_sites(document):
        schema = site.slot.schema
        if site.owner and not site.parent and not site.is_part and site.slot.holder is not named and _has_class(schema):
            yield site.slot.where, f"is a schema of its own, {hoist(document, site)}"


def cut_circles(document: Document) -> Iterator[tuple[str, str]]:
    """Let what leads back to itself without any object between be anything there."""
    named = get_named(document)
    done: set[str] = set()
    for name in named:
        yield from _cut(document, name, trail=[], done=done)


def write_out(document: Document) -> Iterator[tuple[str, str]]:
    """Write a named list or union wherever it is used."""
    named = get_named(document)
    plain = {name: schema for name, schema in named.items() if "anyOf" in schema or schema.get("type") == "array"}
    for slot in list_slots(document):
        while (target := get_target(slot.schema)) in plain:
            slot.put(copy.deepcopy(plain[target]))
    for name in plain:
        del named[name]
        yield name, "is written out where it is used"


def unite_lists(document: Document) -> Iterator[tuple[str, str]]:
    """Say a union of lists as a list of the union: the generator tells branches apart by their class, which is list."""
    for slot in list_slots(document):
        branches = list(_flatten(slot.schema)) if "anyOf" in slot.schema else []
        lists = [branch for branch in branches if branch.get("type") == "array"]
        if len(lists) > 1:
            items = [item for each in lists for item in (*each.get("prefixItems", []), each.get("items", {}))]
            once = [item for number, item in enumerate(items) if item not in items[:number]]
            whole = {"type": "array", "items": once[0] if len(once) == 1 else {"anyOf": once}}
            rest = [branch for branch in branches if branch not in lists and branch != NULL]
            slot.schema["anyOf"] = [whole, *rest, *([dict(NULL)] if NULL in branches else [])]
            yield slot.where, f"{len(lists)} lists are one of what each holds"


def open_branches(document: Document) -> Iterator[tuple[str, str]]:
    """Open the closed objects of unions: the first that fits is taken, and a closed one drops what is another's."""
    for slot in list_slots(document):
        branches = list(_flatten(slot.schema)) if "anyOf" in slot.schema else []
        objects = [each for each in (resolve(document, branch) for branch in branches) if is_object(each)]
        closed = [each for each in objects if each.get("additionalProperties") is False]
        if closed and len(objects) >= PAIR:
            for each in closed:
                del each["additionalProperties"]
            yield slot.where, f"{len(closed)} closed branches keep what may be another's"


def _flatten(schema: Node) -> Iterator[dict[str, Any]]:
    for branch in schema["anyOf"]:
        if "anyOf" in branch:
            yield from _flatten(branch)
        else:
            yield branch


def _has_class(schema: Node) -> bool:
    return isinstance(schema, dict) and ("enum" in schema or is_object(schema))


def _cut(document: Document, name: str, *, trail: list[str], done: set[str]) -> Iterator[tuple[str, str]]:
    named = get_named(document)
    if name in done:
        return
    for slot in list(_list_plain(Slot(name, named, name))):
        target = get_target(slot.schema)
        if target in [*trail, name]:
            slot.put({})
            yield slot.where, f"leads back to {target} and is anything there"
        elif target in named:
            yield from _cut(document, target, trail=[*trail, name], done=done)
    done.add(name)


def _list_plain(slot: Slot) -> Iterator[Slot]:
    """List a place and those inside it that no object holds."""
    yield slot
    if not is_object(slot.schema):
        for inner in list_children(slot):
            yield from _list_plain(inner)
