"""Members of an item that become columns: those of the item itself, and those of its lifted member."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from orglint.errors import UsageError
from orglint.tables.declaration import Declaration
from orglint.tables.schema import Schema


class Member(NamedTuple):
    """A member of an item: its path (`attributes.status`), the column that it becomes (`status`), and its schema."""

    path: str
    column: str
    schema: Schema


def list_members(declaration: Declaration, properties: Mapping[str, Schema]) -> Iterator[Member]:
    """Yield each member of a table's items that may become a column; `properties` are those of the items' schema.

    Raises `UsageError` if two members would become one column, or if one would take the place of a derived column: a
    row has room for one of them only, and nobody could tell which it is.
    """
    taken = {column.name: "a derived column" for column in declaration.derived}
    for member in _list_all_members(declaration, properties):
        if member.column in taken:
            raise UsageError(
                f"{declaration.name}.{member.column} would be {taken[member.column]} and {member.path} at once",
                "Give one of them another name, or drop it, in the declaration of the table (tables/declared.py).",
            )
        taken[member.column] = member.path
        yield member


def _list_all_members(declaration: Declaration, properties: Mapping[str, Schema]) -> Iterator[Member]:
    for name, schema in properties.items():
        if name == declaration.lift:
            for inner, described in schema.get("properties", {}).items():
                yield Member(f"{name}.{inner}", declaration.renamed.get(inner, inner), described)
        elif name not in declaration.drop:
            yield Member(name, name, schema)
