"""Defaults and members of enums, as the generator can write them."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, count
from typing import Any

from regen.document import Document, Node
from regen.names import make_member_name
from regen.view.slots import NULL, get_target, is_object, list_slots, resolve

PLAIN: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
}
DATES: Mapping[str, Callable[[str], object]] = {"date": dt.date.fromisoformat, "date-time": dt.datetime.fromisoformat}


def drop_defaults(document: Document) -> Iterator[tuple[str, str]]:
    """Leave out defaults that the generator cannot write in Python: it leaves out the whole schema otherwise."""
    for slot in list_slots(document):
        default = slot.schema.get("default")
        if default is not None and not _fits(document, slot.schema, default):
            del slot.schema["default"]
            if set(slot.schema) == {"allOf"}:
                slot.put(slot.schema["allOf"][0])
            yield slot.where, "default left out"


def name_members(document: Document) -> Iterator[tuple[str, str]]:
    """Name the members of enums whose own names would be the same, or none."""
    for slot in list_slots(document):
        names = list_members(slot.schema)
        told_apart = list(_tell_apart(names))
        if told_apart != names:
            slot.schema["x-enum-varnames"] = told_apart
            yield slot.where, f"members of the enum named {', '.join(told_apart)}"


def list_members(schema: dict[str, Any]) -> list[str]:
    """List the names that the generator gives to the members of an enum."""
    values, given = schema.get("enum", []), schema.get("x-enum-varnames", [])
    if len(given) == len(values):
        return [make_member_name(str(name)) for name in given]
    if all(isinstance(value, str) for value in values):
        return [
            make_member_name(value if value[:1].isalpha() else f"VALUE_{place}") for place, value in enumerate(values)
        ]
    return [f"VALUE_{value}".replace("-", "NEGATIVE_") for value in values]


def _tell_apart(names: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        usable = name if name.isidentifier() else "VALUE"
        unique = next(
            each for each in chain([usable], (f"{usable}_{number}" for number in count(2))) if each not in seen
        )
        seen.add(unique)
        yield unique


def _fits(document: Document, schema: dict[str, Any], default: Node) -> bool:
    if "allOf" in schema:
        target = resolve(document, schema["allOf"][0])
        return "properties" not in target and target.get("type") != "object" and _fits(document, target, default)
    if get_target(schema) is not None:
        return _fits(document, {"allOf": [schema]}, default)
    if "anyOf" in schema:
        return any(_fits(document, branch, default) for branch in schema["anyOf"] if not is_object(branch))
    if schema == NULL:
        return False
    if "enum" in schema or "const" in schema:
        return default in schema.get("enum", [schema.get("const")])
    kind = str(schema.get("type"))
    if kind in PLAIN:
        return (
            isinstance(default, PLAIN[kind])
            and (kind == "boolean" or not isinstance(default, bool))
            and _is_date(schema, default)
        )
    return "type" in schema or isinstance(default, str | int | float)


def _is_date(schema: dict[str, Any], default: Node) -> bool:
    read = DATES.get(str(schema.get("format")))
    try:
        return read is None or bool(read(default))
    except ValueError:
        return False
