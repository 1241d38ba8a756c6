"""Values of enumerations in the rows of tables, as far as rules depend on them.

To rules, an unlisted value of a closed enumeration is unknown, because nobody knows what it means for the conditions
that look for the listed ones. That a newer document lists a value does not say what it means for those either, and a
document that calls a place plain text would make all values unknown. So closed ones keep the values that they had,
until our own document lists others; open ones keep them where the newer document lists none.
"""

from collections.abc import Iterator
from typing import Any

from orglint.tables import Declaration
from orglint.tables.members import list_members
from orglint.tables.schema import parse_specification
from regen.document import list_kinds
from regen.impact.columns import Content, has_rows, list_declarations

LISTED = "x-known-values"


def keep_known_values(before: Content, after: dict[str, Any], api: str) -> Iterator[tuple[str, str]]:
    """Give places in the rows of tables the values that they had before; yield each place and a sentence."""
    old, new = parse_specification(before), parse_specification(after)
    for declaration in list_declarations(api):
        if has_rows(declaration, old) and has_rows(declaration, new):
            schemas = [each.find_item_schema(declaration.endpoint).get("properties", {}) for each in (old, new)]
            members = [{it.path: it for it in list_members(declaration, each)} for each in schemas]
            for path, member in members[0].items():
                if path in members[1]:
                    yield from _keep_values(declaration, member.column, member.schema, members[1][path].schema)


def _keep_values(declaration: Declaration, place: str, old: Any, new: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return
    differs = set(old.get(LISTED, ())) != set(new.get(LISTED, ()))
    if LISTED in old and differs and "string" in list_kinds(new) and (place in declaration.closed or LISTED not in new):
        why = "the document lists others" if LISTED in new else "the document lists none"
        new[LISTED] = old[LISTED]
        yield f"{declaration.name}.{place}", f"{len(old[LISTED])} known values as before: {why}"
    for name, member in old.get("properties", {}).items():
        yield from _keep_values(declaration, f"{place}.{name}", member, new.get("properties", {}).get(name))
    yield from _keep_values(declaration, f"{place}[]", old.get("items"), new.get("items"))
