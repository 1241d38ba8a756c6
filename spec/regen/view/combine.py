"""Two schemas said as the one that holds for what fits both."""

from collections.abc import Callable, Mapping
from typing import Any

from regen.document import Node
from regen.view.slots import NULL, is_silent

WORDS = ("title", "description", "example", "default", "format")


class Contradiction(Exception):  # noqa: N818  (it is about a document, not about this program)
    """No value fits both."""


def combine(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Return what fits both of two schemas that have neither unions nor sums; insides that differ become sums."""
    whole = {key: value for each in (one, other) for key, value in each.items() if key in WORDS}
    for key, join in JOINTS.items():
        found = [each[key] for each in (one, other) if key in each]
        if found:
            whole[key] = found[0] if len(found) == 1 or found[0] == found[1] else join(*found)
    if False in (one.get("additionalProperties"), other.get("additionalProperties")):
        whole.pop("additionalProperties")  # Alone, the other side's properties would be forbidden.
    _refuse_contradiction(whole)
    return whole


def _join_types(one: str, other: str) -> str:
    if {one, other} == {"integer", "number"}:
        return "integer"
    raise Contradiction


def _join_values(one: list[Any], other: list[Any]) -> list[Any]:
    both = [value for value in one if value in other]
    if not both:
        raise Contradiction
    return both


def _join_constants(_: Node, __: Node) -> Node:
    raise Contradiction


def _join_names(one: list[str], other: list[str]) -> list[str]:
    return [*one, *(name for name in other if name not in one)]


def _join_properties(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    both = {name: join_schemas(one[name], other[name]) for name in one if name in other}
    return {**one, **other, **both}


def join_schemas(one: Node, other: Node) -> Node:
    """Return the sum of two schemas, or the one of them that says all; null is in it if it is in both."""
    if one == other or isinstance(other, bool) or is_silent(other):
        return one
    if isinstance(one, bool) or is_silent(one):
        return other
    parts = [_split_null(one), _split_null(other)]
    if all(nullable for _, nullable in parts):
        return {"anyOf": [join_schemas(parts[0][0], parts[1][0]), dict(NULL)]}
    return {"allOf": [one, other]}


def _split_null(schema: Node) -> tuple[Node, bool]:
    branches = schema.get("anyOf", [])
    rest = [branch for branch in branches if branch != NULL]
    if not rest or len(rest) == len(branches):
        return schema, False
    return rest[0] if len(rest) == 1 else {"anyOf": rest}, True


def _refuse_contradiction(schema: dict[str, Any]) -> None:
    kind = schema.get("type")
    if kind is not None and (
        (kind != "object" and "properties" in schema)
        or (kind != "array" and "items" in schema)
        or (kind != "string" and any(isinstance(value, str) for value in schema.get("enum", [])))
    ):
        raise Contradiction


JOINTS: Mapping[str, Callable[[Any, Any], Node]] = {
    "type": _join_types,
    "enum": _join_values,
    "const": _join_constants,
    "required": _join_names,
    "properties": _join_properties,
    "additionalProperties": join_schemas,
    "items": join_schemas,
    "prefixItems": lambda one, _: one,
    "x-enum-varnames": lambda one, _: one,
}
