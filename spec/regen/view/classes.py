"""Names of classes and attributes that would hide what their modules need, or each other."""

from collections import Counter
from collections.abc import Iterator
from itertools import count
from typing import Any

from regen.document import Document, Node
from regen.names import (
    find_taken_classes,
    flatten,
    is_inside,
    make_class_name,
    make_identifier,
    make_nested_name,
    make_raw_identifier,
)
from regen.view.places import list_sites
from regen.view.slots import get_named, get_target, is_object, list_slots, make_reference
from regen.view.values import list_members

PLAIN = ("string", "integer", "number", "boolean", "null")

# Names that a generated model has or uses itself, so that a property or a module of that name would break it.
TAKEN = {
    *("additional_keys", "additional_properties", "cast", "cls", "d", "field_dict", "from_dict"),
    *("prop", "prop_dict", "prop_name", "src_dict", "to_dict", "to_multipart"),
}


def leave_properties(document: Document) -> Iterator[tuple[str, str]]:
    """Leave a property whose name its model needs to its additional properties, where nothing is lost."""
    for slot in list_slots(document):
        properties = slot.schema.get("properties", {})
        for name in _list_unusable(properties):
            del properties[name]
            if "required" in slot.schema:
                slot.schema["required"] = [each for each in slot.schema["required"] if each != name]
            slot.schema.pop("additionalProperties", None)
            yield slot.where, f"property {name} is read and written as model[{name!r}]"


def _list_unusable(properties: dict[str, Any]) -> list[str]:
    """List the properties that cannot have an attribute: the name is taken, by the model or by another property."""
    unusable = [name for name in properties if make_identifier(name) in TAKEN]
    names = {name: make_identifier(name) for name in properties if name not in unusable}
    often = Counter(names.values())
    # The generator tells two apart by what they are in the document, but not what it calls their insides.
    names |= {
        name: make_raw_identifier(name) for name in names if often[names[name]] > 1 and _is_plain(properties[name])
    }
    free: set[str] = set()
    for name, identifier in names.items():
        is_hiding = identifier != identifier.lower() and identifier in find_taken_classes()
        if identifier in free or is_hiding or is_inside(identifier, names.values()):
            unusable.append(name)
        free.add(identifier)
    return unusable


def _is_plain(schema: Node) -> bool:
    """Say whether a value goes in and out of a model as it is."""
    parts = schema.get("anyOf", [schema])
    return all(part.get("type") in PLAIN and "enum" not in part and "format" not in part for part in parts)


def rename_classes(document: Document) -> Iterator[tuple[str, str]]:
    """Give another name to a class that would hide a name that its module needs, or the class of another schema."""
    named = get_named(document)
    classes: dict[str, Node] = {}
    new_names = {}
    for name, schema in named.items():
        new = name
        if _has_class(schema) and not _is_free(make_class_name(str(schema.get("title") or name)), schema, classes):
            schema.pop("title", None)
            others = {flatten(each): None for each in named if each != name}
            new = next(
                each
                for each in _list_candidates(name)
                if _is_free(make_class_name(each), schema, {**others, **classes})
            )
            new_names[name] = new
            yield name, f"its class is {make_class_name(new)}"
        if _has_class(schema):
            classes[flatten(make_class_name(str(schema.get("title") or new)))] = schema
    _rename(document, new_names)
    yield from _entitle(document, classes)


def _entitle(document: Document, classes: dict[str, Node]) -> Iterator[tuple[str, str]]:
    """Give titles to inline schemas whose classes are not free: a title is what the generator calls them after."""
    for site in list_sites(document):
        schema = site.slot.schema
        if site.is_part or site.slot.holder is get_named(document) or not _has_class(schema):
            continue
        if not _is_free(site.class_name, schema, classes):
            stem = str(schema.pop("title", None) or site.name)
            names = _list_candidates(stem)
            schema["title"] = next(
                each for each in names if _is_free(make_nested_name(site.parent, each), schema, classes)
            )
            yield site.slot.where, f"its class is {site.class_name}"
        classes[flatten(site.class_name)] = schema


def _list_candidates(name: str) -> Iterator[str]:
    yield from (name, f"{name}Model")
    yield from (f"{name}Model{number}" for number in count(2))


def _is_free(name: str, schema: dict[str, Any], classes: dict[str, Node]) -> bool:
    """Say whether a schema's class may have a name; enums of the same values may share one."""
    module = make_identifier(name)
    own = {make_identifier(each) for each in schema.get("properties", {})}
    if name in find_taken_classes() or module in TAKEN | own or is_inside(module, own) or name in list_members(schema):
        return False
    other = classes.get(flatten(name), schema)
    return other is schema or (isinstance(other, dict) and "enum" in schema and other.get("enum") == schema["enum"])


def _has_class(schema: Node) -> bool:
    return isinstance(schema, dict) and ("enum" in schema or is_object(schema))


def _rename(document: Document, new_names: dict[str, str]) -> None:
    named = get_named(document)
    for old, new in new_names.items():
        named[new] = named.pop(old)
    for slot in list_slots(document):
        if target := new_names.get(get_target(slot.schema) or ""):
            slot.put(make_reference(target))
