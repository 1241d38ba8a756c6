"""The enumerations of a table: the values that the specification lists at each place.

A place is a path below the table: `status`, `platformRoles[]` (each element), `resources[].applicationStatus`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from orglint.model.table import ListOf, Scalar, Struct
from orglint.model.values import LONGEST, KnownValues, NewValues
from orglint.tables.declaration import Declaration
from orglint.tables.declared import find_declaration
from orglint.tables.items import load_item_schema
from orglint.tables.members import list_members
from orglint.tables.schema import Schema, column_type


@dataclass(frozen=True, slots=True)
class Enumeration:
    """The values that one place may hold as far as it is known: those of the specification, and the `others`.

    In a `closed` one an unlisted value is unknown, because nobody knows what it means for the conditions that look for
    the listed ones; in an open one it is just another value.
    """

    specified: tuple[str, ...]
    others: tuple[str, ...] = ()
    closed: bool = False

    @property
    def listed(self) -> tuple[str, ...]:
        """Every value whose meaning is known."""
        return (*self.specified, *self.others)


@cache
def find_enumerations(table: str) -> Mapping[str, Enumeration]:
    """Return every place of a table that has an enumeration; those that are closed and have no list here too."""
    declaration = find_declaration(table)
    return {
        path: Enumeration(
            tuple(described.get("x-known-values", ())), declaration.closed.get(path, ()), path in declaration.closed
        )
        for column, schema in _column_schemas(declaration).items()
        for path, described in _find_leaves(column, schema, Scalar.STRING)
        if "x-known-values" in described or path in declaration.closed
    }


def still_new(table: str, counted: Mapping[str, Mapping[str, int]], known: KnownValues) -> Iterator[NewValues]:
    """Yield what is new of the values that a table was found to hold: not listed, and not declared to be known."""
    for path, enumeration in find_enumerations(table).items():
        listed = {value[:LONGEST] for value in (*enumeration.listed, *known.get((table, path), ()))}
        rows = {value: number for value, number in counted.get(path, {}).items() if value not in listed}
        if rows:
            yield NewValues(table, path, enumeration.closed, rows)


def column_schema(table: str, column: str) -> Schema:
    """Return the specification's schema of a column."""
    return _column_schemas(find_declaration(table))[column]


def find_past_places(table: str) -> tuple[str, ...]:
    """Return the places of a table that hold times, as far as the specification has them, that can only be past."""
    declaration = find_declaration(table)
    times = (path for it in _column_schemas(declaration).items() for path, _ in _find_leaves(*it, Scalar.TIMESTAMP))
    return tuple(path for path in times if path in declaration.past)


def _column_schemas(declaration: Declaration) -> dict[str, Schema]:
    properties = load_item_schema(declaration)["properties"]
    return {member.column: member.schema for member in list_members(declaration, properties)}


def _find_leaves(path: str, described: Schema, wanted: Scalar) -> Iterator[tuple[str, Schema]]:
    """Yield each place at or below a path that holds values of a type, with its schema."""
    kind = column_type(described)
    if kind is wanted:
        yield path, described
    if isinstance(kind, ListOf):
        yield from _find_leaves(f"{path}[]", described["items"], wanted)
    if isinstance(kind, Struct):
        for field in kind.fields:
            yield from _find_leaves(f"{path}.{field.name}", described["properties"][field.name], wanted)
