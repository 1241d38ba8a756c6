"""Responses are open: new values, new properties, nulls and gaps are data, not mistakes."""

from collections.abc import Iterator
from typing import Any

from regen.document import Document, Place, response_places
from regen.repairs.version import make_nullable

PLAIN = ("string", "integer", "number", "boolean")


def loosen_enums(document: Document) -> Iterator[tuple[str, str]]:
    """Say the enums of responses as values known so far."""
    for place in response_places(document):
        values = [place.schema.pop("const")] if "const" in place.schema else place.schema.pop("enum", None)
        if values is not None:
            known = [value for value in values if value is not None]
            place.schema["x-known-values"] = known
            if known and all(isinstance(value, str) for value in known):
                place.schema.setdefault("type", "string")
            yield place.where, f"{len(values)} enum values said as known values"


def open_responses(document: Document) -> Iterator[tuple[str, str]]:
    """Let every property of a response be absent or null, and others come with it."""
    found = []
    for place in reversed(
        list(response_places(document))
    ):  # the inner ones first: what may be null moves inside a union
        said = [*_without_required(place), *_without_walls(place), *_nullable_inside(place)]
        if said:
            found.append((place.where, "; ".join(said)))
    yield from reversed(found)


def _without_required(place: Place) -> Iterator[str]:
    required = place.schema.pop("required", None)
    if required:
        yield f"{len(required)} properties may be absent"


def _without_walls(place: Place) -> Iterator[str]:
    if place.schema.get("additionalProperties") is False:
        del place.schema["additionalProperties"]
        yield "other properties are kept"


def _nullable_inside(place: Place) -> Iterator[str]:
    properties: dict[str, Any] = place.schema.get("properties", {})
    changed = [name for name, inner in properties.items() if isinstance(inner, dict) and make_nullable(inner)]
    for key in ("items", "additionalProperties"):
        inner = place.schema.get(key)
        if isinstance(inner, dict) and not _is_plain(inner) and make_nullable(inner):
            changed.append(key)
    if changed:
        yield f"{len(changed)} may be null"


def _is_plain(schema: dict[str, Any]) -> bool:
    """Say whether the client takes any value for it as it comes."""
    return schema.get("type") in PLAIN and "format" not in schema
