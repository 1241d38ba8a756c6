"""Named unions, as the generator can take them: it looks into their branches before it knows all names."""

from collections.abc import Iterator

from regen.document import Document
from regen.view.places import hoist, list_sites
from regen.view.slots import PAIR, Slot, get_named, get_target, is_object, list_children, list_slots, resolve


def name_branches(document: Document) -> Iterator[tuple[str, str]]:
    """Give names to the objects of named unions: the generator would make the classes inside them twice."""
    for site in list_sites(document):
        if site.in_union and is_object(site.slot.schema):
            yield site.slot.where, f"is a schema of its own, {hoist(document, site)}"


def cut_circles(document: Document) -> Iterator[tuple[str, str]]:
    """Let what leads back to itself without any object between be anything there: the generator would never know it."""
    named = get_named(document)
    done: set[str] = set()
    for name in named:
        yield from _cut(document, name, trail=[], done=done)


def open_branches(document: Document) -> Iterator[tuple[str, str]]:
    """Open the closed objects of unions: the first that fits is taken, and a closed one drops what is another's."""
    for slot in list_slots(document):
        branches = slot.schema.get("anyOf", []) if isinstance(slot.schema, dict) else []
        objects = [each for each in (resolve(document, branch) for branch in branches) if is_object(each)]
        closed = [each for each in objects if each.get("additionalProperties") is False]
        if closed and len(objects) >= PAIR:
            for each in closed:
                del each["additionalProperties"]
            yield slot.where, f"{len(closed)} closed branches keep what may be another's"


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
