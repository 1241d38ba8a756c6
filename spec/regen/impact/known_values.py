"""Values of enumerations that a newer document does not list any more, kept where it lists none at all.

To rules, an unlisted value of a closed enumeration is unknown. A document that calls a place plain text would make all
values unknown there, although nothing about them has changed.
"""

from collections.abc import Iterator
from typing import Any

from orglint.tables.schema import parse_specification
from regen.impact.columns import Content, has_rows, list_declarations

LISTED = "x-known-values"


def keep_known_values(before: Content, after: dict[str, Any], api: str) -> Iterator[tuple[str, str]]:
    """Give places in the rows of tables the values that they had before; yield each place and a sentence."""
    old, new = parse_specification(before), parse_specification(after)
    for declaration in list_declarations(api):
        if has_rows(declaration, old) and has_rows(declaration, new):
            schemas = (old.find_item_schema(declaration.endpoint), new.find_item_schema(declaration.endpoint))
            yield from _keep_values(declaration.name, *schemas)


def _keep_values(place: str, old: Any, new: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return
    if LISTED in old and LISTED not in new and "string" in _list_kinds(new):
        new[LISTED] = old[LISTED]
        yield place, f"{len(old[LISTED])} known values as before: the document lists none"
    for name, member in old.get("properties", {}).items():
        yield from _keep_values(f"{place}.{name}", member, new.get("properties", {}).get(name))
    yield from _keep_values(f"{place}[]", old.get("items"), new.get("items"))


def _list_kinds(schema: dict[str, Any]) -> list[Any]:
    kinds = schema.get("type")
    return kinds if isinstance(kinds, list) else [kinds]
