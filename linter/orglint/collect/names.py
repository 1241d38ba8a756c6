"""Which specified members no row of a page has."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from orglint.tables.schema import Schema, column_type

Tree = Mapping[str, "Branch"]
Branch = tuple[bool, Tree]
"""Whether a member is a list of records, and the members of its records; none if it holds no record."""


def build_name_tree(members: Mapping[str, Schema]) -> Tree:
    """Return the names of members that become columns or parts of them, and what lies below each."""
    return {name: _build_branch(schema) for name, schema in members.items() if column_type(schema)}


def never_came(names: Tree, records: Iterable[Mapping[str, Any]], path: str = "") -> list[str]:
    """Return the paths of names, `[]` for the elements of lists, that no record holds: not even with null."""
    records = list(records)
    came: set[str] = set().union(*records)
    missing: list[str] = []
    for name, (listed, below) in names.items():
        if name not in came:
            missing.append(f"{path}{name}")
        if below:
            inner = (record.get(name) for record in records)
            mark = "[]." if listed else "."
            missing += never_came(below, _flatten_records(inner, listed=listed), f"{path}{name}{mark}")
    return missing


def _flatten_records(values: Iterable[Any], *, listed: bool) -> list[Mapping[str, Any]]:
    if listed:
        values = chain.from_iterable(value for value in values if isinstance(value, list))
    return [value for value in values if isinstance(value, dict)]


def _build_branch(schema: Schema) -> Branch:
    listed = "array" in schema["type"]
    inner = schema.get("items", {}) if listed else schema
    return listed, build_name_tree(inner.get("properties", {}))
