"""What a new specification does to the columns of tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from orglint.model.table import ColumnType, ListOf, Struct
from orglint.tables import DECLARATIONS, Declaration
from orglint.tables.items import build_item_schema
from orglint.tables.members import list_members
from orglint.tables.schema import Specification, column_type, parse_specification
from regen.impact.renaming import find_new_name

Content = Mapping[str, Any]  # what schemas.json holds
Places = dict[str, str]  # a column, or a field inside it, and its type

ADDED, REMOVED, RETYPED, RELISTED = "added", "removed", "retyped", "has other values"


@dataclass(frozen=True, slots=True)
class Shift:
    """A column, or a field inside it, that is not what it was.

    `renamed` is the place that probably has its content now; empty if none is likely.
    """

    table: str
    place: str
    what: str
    types: str
    renamed: str = ""

    @property
    def column(self) -> str:
        """The column that the place lies in."""
        return self.place.partition(".")[0].partition("[")[0]

    @property
    def full_place(self) -> str:
        """The place with its table: `users.productAccess[].key`."""
        return f"{self.table}.{self.place}"

    def __str__(self) -> str:
        probably = f"; it is probably called {self.renamed} now" if self.renamed else ""
        return f"{self.full_place} {self.what} ({self.types}){probably}"


def list_shifts(before: Content, after: Content, *, api: str) -> list[Shift]:
    """List what is different in the columns of those tables of an API that both specifications have."""
    old, new = parse_specification(before), parse_specification(after)
    return [
        shift
        for declaration in list_declarations(api)
        if has_rows(declaration, old) and has_rows(declaration, new)
        for shift in (
            *_compare_columns(declaration.name, list_places(declaration, old), list_places(declaration, new)),
            *_compare_values(declaration, old, new),
        )
    ]


def list_declarations(api: str) -> list[Declaration]:
    """Return the declarations of the tables that are read from an API."""
    return [declaration for declaration in DECLARATIONS if declaration.endpoint.api.name == api]


def list_places(declaration: Declaration, specification: Specification) -> Places:
    """Return the places in the columns of a table as a specification has them, with the type of each."""
    properties = build_item_schema(declaration, specification).get("properties", {})
    members = list_members(declaration, properties)
    return {place: kind for it in members for place, kind in _list_inner_places(it.column, column_type(it.schema))}


def has_rows(declaration: Declaration, specification: Specification) -> bool:
    """Return whether a specification has the operation that lists a table's rows, and what tells them apart."""
    operation = specification.operations.get(declaration.endpoint.key)
    if operation is None or operation.item not in specification.schemas:
        return False
    return declaration.key in list_places(declaration, specification)


def _list_inner_places(place: str, kind: ColumnType | None) -> Iterator[tuple[str, str]]:
    if isinstance(kind, ListOf):
        yield place, "list"
        yield from _list_inner_places(f"{place}[]", kind.element)
    elif isinstance(kind, Struct):
        yield place, "record"
        for field in kind.fields:
            yield from _list_inner_places(f"{place}.{field.name}", field.type)
    elif kind is not None:
        yield place, str(kind)


def _compare_columns(table: str, old: Places, new: Places) -> Iterator[Shift]:
    added = {place: kind for place, kind in new.items() if place not in old}
    for place, (what, types) in _keep_outermost(_find_differences(old, new)).items():
        renamed = find_new_name(place, old[place], added) if what == REMOVED else ""
        yield Shift(table, place, what, types, renamed)


def _compare_values(declaration: Declaration, old: Specification, new: Specification) -> Iterator[Shift]:
    """Yield the closed enumerations of which the new specification lists other values, if it lists any."""
    before, after = list_values(declaration, old), list_values(declaration, new)
    for place in sorted(before.keys() & after.keys() & declaration.closed.keys()):
        gone, fresh = (sorted(one[place] - other[place]) for one, other in ((before, after), (after, before)))
        said = [f"{what} {', '.join(values)}" for what, values in (("new:", fresh), ("gone:", gone)) if values]
        if said and after[place]:
            yield Shift(declaration.name, place, RELISTED, "; ".join(said))


def list_values(declaration: Declaration, specification: Specification) -> dict[str, frozenset[str]]:
    """Return the values that a specification lists at each place in the rows of a table; none where it lists none."""
    properties = build_item_schema(declaration, specification).get("properties", {})
    members = list_members(declaration, properties)
    return {place: frozenset(listed) for it in members for place, listed in _list_inner_values(it.column, it.schema)}


def _list_inner_values(place: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    yield place, schema.get("x-known-values", [])
    for name, member in schema.get("properties", {}).items():
        yield from _list_inner_values(f"{place}.{name}", member)
    if "items" in schema:
        yield from _list_inner_values(f"{place}[]", schema["items"])


def _find_differences(old: Places, new: Places) -> dict[str, tuple[str, str]]:
    found = {}
    for place in sorted(old.keys() | new.keys()):
        if place not in new:
            found[place] = REMOVED, old[place]
        elif place not in old:
            found[place] = ADDED, new[place]
        elif old[place] != new[place]:
            found[place] = RETYPED, f"{old[place]} to {new[place]}"
    return found


def _keep_outermost(found: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Leave out what lies inside something that is named already."""
    return {
        place: said
        for place, said in found.items()
        if not any(place.startswith((f"{other}.", f"{other}[]")) for other in found)
    }
