"""What is not as it was in the answers of operations, place by place; what schemas are called does not matter."""

from collections.abc import Iterator, Mapping
from typing import Any

from regen.impact.columns import Content
from regen.report.operations import index_operations, name_operation


def list_changed_answers(before: Content, after: Content) -> list[str]:
    """Return every place in an answer that is gone, new or of another type, for operations that both have."""
    old, new = index_operations(before), index_operations(after)
    return [
        f"{name_operation(new[key])}: {said}"
        for key in sorted(old.keys() & new.keys())
        for said in _compare_places(_read_answer(before, old[key]), _read_answer(after, new[key]))
    ]


def _read_answer(content: Content, described: Mapping[str, Any]) -> dict[str, str]:
    return dict(_list_places("", content["$defs"].get(described.get("responseSchema"), {})))


def _compare_places(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[str]:
    for place in sorted(old.keys() | new.keys()):
        if place not in new:
            yield f"{place} is gone ({old[place]})"
        elif place not in old:
            yield f"{place} is new ({new[place]})"
        elif old[place] != new[place]:
            yield f"{place} was {old[place]} and is {new[place]}"


def _list_places(place: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if place:
        yield place, _name_type(schema)
    for name, member in schema.get("properties", {}).items():
        yield from _list_places(f"{place}.{name}" if place else name, member)
    if isinstance(schema.get("items"), Mapping):
        yield from _list_places(f"{place}[]", schema["items"])
    for number, branch in enumerate(schema.get("anyOf", schema.get("oneOf", [])), start=1):
        yield from _list_places(f"{place}<{number}>", branch)


def _name_type(schema: Mapping[str, Any]) -> str:
    kinds = schema.get("type", "anything")
    text = "|".join(kinds) if isinstance(kinds, list) else str(kinds)
    return f"{text} {schema['format']}" if "format" in schema else text
