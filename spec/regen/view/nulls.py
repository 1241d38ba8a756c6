"""Named schemas that may be null, said as the plain schema, and "this or null" wherever one is used.

The generator looks into the branches of a named union before it knows all names, and a second time when it does: what
refers to itself is never found, and a class inside is made twice.
"""

from collections.abc import Iterator
from typing import Any

from regen.document import Document, Node
from regen.view.slots import (
    NULL,
    Slot,
    get_named,
    get_target,
    is_silent,
    list_children,
    list_roots,
    list_slots,
    make_reference,
)


def split_nullable(document: Document) -> Iterator[tuple[str, str]]:
    """Take null out of named schemas, and let it in where they are used."""
    named = get_named(document)
    nullable = _find_nullable(named)
    for name in named:
        if name in nullable:
            named[name] = _without_null(named[name])
            yield name, "may be null where it is used, not by itself"
    for root in list_roots(document):
        _allow_null(root, nullable, here=root.holder is not named)


def resolve_names(document: Document) -> Iterator[tuple[str, str]]:
    """Let references to a schema that is another one's name lead to that one: the generator would make it twice."""
    named = get_named(document)
    for name, schema in named.items():
        if (
            len(schema.get("allOf", [])) == 1
            and get_target(schema["allOf"][0])
            and is_silent({key: value for key, value in schema.items() if key != "allOf"})
        ):
            named[name] = schema["allOf"][0]  # A default is none by itself.
    meant = {name: _follow(named, name) for name, schema in named.items() if get_target(schema) is not None}
    for name, target in meant.items():
        if target is None:
            named[name] = {}
            yield name, "leads only to itself and is anything"
        else:
            del named[name]
            yield name, f"is {target}"
    for slot in list_slots(document):
        if target := meant.get(get_target(slot.schema) or ""):
            slot.put(make_reference(target))


def _follow(named: dict[str, Any], name: str) -> str | None:
    seen = {name}
    while (target := get_target(named.get(name))) is not None:
        if target in seen:
            return None
        seen.add(target)
        name = target
    return name


def _find_nullable(named: dict[str, Any]) -> set[str]:
    nullable: set[str] = set()
    while more := {name for name, schema in named.items() if name not in nullable and _accepts(schema, nullable)}:
        nullable |= more
    return nullable


def _accepts(schema: Node, nullable: set[str]) -> bool:
    """Say whether null fits a schema that says more than that."""
    if not isinstance(schema, dict):
        return False
    if "$ref" in schema:
        return get_target(schema) in nullable
    if "anyOf" in schema:
        others = [branch for branch in schema["anyOf"] if branch != NULL]
        return bool(others) and (len(others) < len(schema["anyOf"]) or any(_accepts(each, nullable) for each in others))
    parts = [part for part in schema.get("allOf", []) if not is_silent(part)]
    return bool(parts) and all(_accepts(part, nullable) for part in parts)


def _without_null(schema: Node) -> Node:
    if not isinstance(schema, dict) or "anyOf" not in schema:
        return schema
    branches = [_without_null(branch) for branch in schema["anyOf"] if branch != NULL]
    words = {key: value for key, value in schema.items() if key != "anyOf"}
    if len(branches) == 1:
        return branches[0] if "$ref" in branches[0] else {**words, **branches[0]}
    return {**words, "anyOf": branches}


def _allow_null(slot: Slot, nullable: set[str], *, here: bool) -> None:
    """Let null in at a place where a schema is used that may be null; branches and parts have it from their whole."""
    schema = slot.schema
    if here and _accepts(schema, nullable):
        if "anyOf" not in schema:
            slot.put({"anyOf": [schema, dict(NULL)]})
        elif NULL not in schema["anyOf"]:
            schema["anyOf"].append(dict(NULL))
    for inner in list_children(Slot(slot.where, {"": schema}, "")):
        is_part = any(inner.holder is schema.get(key) for key in ("anyOf", "allOf"))
        _allow_null(inner, nullable, here=not is_part)
