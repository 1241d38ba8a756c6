"""Repairs of schemas, wherever they are used."""

from collections.abc import Iterator

from regen.document import Document, all_places


def plain_ids(document: Document) -> Iterator[tuple[str, str]]:
    """Read ids as plain text: Atlassian calls some of them UUIDs that are none."""
    for place in all_places(document):
        if place.schema.get("format") == "uuid":
            del place.schema["format"]
            yield place.where, "format uuid removed"


def null_in_enums(document: Document) -> Iterator[tuple[str, str]]:
    """Let an enum that may be null say so."""
    for place in all_places(document):
        values = place.schema.get("enum")
        nullable = isinstance(place.schema.get("type"), list) and "null" in place.schema["type"]
        if isinstance(values, list) and nullable and None not in values:
            place.schema["enum"] = [*values, None]
            yield place.where, "null added to the enum"
