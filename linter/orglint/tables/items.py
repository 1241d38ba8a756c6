"""The schema of a table's rows: that of the specification, with the times that a document may call plain text."""

from collections.abc import Mapping

from orglint.tables.declaration import Declaration
from orglint.tables.schema import Schema, Specification, list_kinds, load_specification

TIME = "date-time"


def load_item_schema(declaration: Declaration) -> Schema:
    """Return the schema of one row of a table, as the API sends it."""
    return build_item_schema(declaration, load_specification(declaration.endpoint.api))


def build_item_schema(declaration: Declaration, specification: Specification) -> Schema:
    """Return the schema of one row of a table under a specification, as the API sends it."""
    schema = _add_parent_key(declaration, specification.find_item_schema(declaration.endpoint))
    times = frozenset((*declaration.past, *declaration.times))
    if not times:
        return schema
    properties = dict(schema.get("properties", {}))
    for name, member in properties.items():
        if name == declaration.lift:
            properties[name] = _declare_members(member, "", times, declaration.renamed)
        else:
            properties[name] = _declare_times(member, name, times)
    return {**schema, "properties": properties}


def _add_parent_key(declaration: Declaration, schema: Schema) -> Schema:
    """Return the schema of a row with what the API does not repeat in it: the key that was asked for, and the row's."""
    parent = declaration.parent
    if parent is None:
        return schema
    what = f"The key of {parent.table} that was asked for."
    own = f"What tells the row apart: {', '.join(parent.identity)}, joined by spaces."
    added = {
        parent.column: {"type": "string", "description": what},
        declaration.key: {"type": "string", "description": own},
    }
    return {**schema, "properties": {**added, **schema.get("properties", {})}}


def _declare_times(schema: Schema, place: str, times: frozenset[str]) -> Schema:
    """Return a schema that says of each text below a place, and among `times`, that it is a time."""
    if not any(time.startswith(place) for time in times):
        return schema
    if place in times and "string" in list_kinds(schema):
        return {**schema, "format": TIME}
    if "properties" in schema:
        return _declare_members(schema, f"{place}.", times, {})
    if "items" in schema:
        return {**schema, "items": _declare_times(schema["items"], f"{place}[]", times)}
    return schema


def _declare_members(schema: Schema, before: str, times: frozenset[str], renamed: Mapping[str, str]) -> Schema:
    members = {
        name: _declare_times(member, f"{before}{renamed.get(name, name)}", times)
        for name, member in schema.get("properties", {}).items()
    }
    return {**schema, "properties": members} if members else schema
