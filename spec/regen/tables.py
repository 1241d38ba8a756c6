"""What a new specification does to tables, and to the bundled rules that read them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from orglint import rulebook, tables
from orglint.errors import OrglintError
from orglint.model.table import ColumnType, ListOf, Struct
from orglint.rulebook.rule import CompiledRule
from orglint.tables import DECLARATIONS, Declaration
from orglint.tables.items import build_item_schema
from orglint.tables.members import list_members
from orglint.tables.schema import column_type, parse_specification

Content = Mapping[str, Any]  # what schemas.json holds
Places = dict[str, str]  # a column, or a field inside it, and its type

ADDED, REMOVED, RETYPED = "added", "removed", "retyped"


@dataclass(frozen=True, slots=True)
class Shift:
    """A column, or a field inside it, that is not what it was."""

    table: str
    place: str
    what: str
    types: str

    @property
    def column(self) -> str:
        """The column that the place lies in."""
        return self.place.partition(".")[0].partition("[")[0]

    def __str__(self) -> str:
        return f"table {self.table}: {self.place} {self.what} ({self.types})"


def shifts(before: Content, after: Content, declarations: Iterable[Declaration] = DECLARATIONS) -> list[Shift]:
    """List what is different in the columns of tables."""
    return [
        Shift(declaration.name, place, what, types)
        for declaration in declarations
        for place, what, types in _outermost(_differences(columns(declaration, before), columns(declaration, after)))
    ]


def moved(before: Content, after: Content, declarations: Iterable[Declaration] = DECLARATIONS) -> Iterator[str]:
    """Say of which tables no operation lists the rows any more."""
    for declaration in declarations:
        if _has_rows(declaration, before) and not _has_rows(declaration, after):
            yield f"table {declaration.name}: {declaration.endpoint} lists its rows no more"


def readers(found: list[Shift]) -> Iterator[str]:
    """Say which bundled rules read a column that is gone or has another type, and which column."""
    lost = _with_derived({(each.table, each.column): each.what for each in found if each.what != ADDED})
    if lost:
        try:
            rules = rulebook.load(rulebook.find_bundled_rules(), tables.known_tables())
        except (OrglintError, AssertionError, KeyError) as error:
            yield f"which bundled rules are affected is not known: they could not be loaded: {error}"
            return
        for rule in rules:
            yield from (f"{rule.id} reads {'.'.join(read)}: {lost[read]}" for read in sorted(_reads(rule) & set(lost)))


def columns(declaration: Declaration, content: Content) -> Places:
    """Return the places in the columns of a table as a specification has them, with the type of each."""
    if not _has_rows(declaration, content):
        return {}
    properties = build_item_schema(declaration, parse_specification(content)).get("properties", {})
    members = list_members(declaration, properties)
    return {place: kind for it in members for place, kind in _places(it.column, column_type(it.schema))}


def _has_rows(declaration: Declaration, content: Content) -> bool:
    specification = parse_specification(content)
    operation = specification.operations.get(declaration.endpoint.key)
    return operation is not None and operation.item in specification.schemas


def _places(place: str, kind: ColumnType | None) -> Iterator[tuple[str, str]]:
    if isinstance(kind, ListOf):
        yield place, "list"
        yield from _places(f"{place}[]", kind.element)
    elif isinstance(kind, Struct):
        yield place, "record"
        for field in kind.fields:
            yield from _places(f"{place}.{field.name}", field.type)
    elif kind is not None:
        yield place, str(kind)


def _differences(old: Places, new: Places) -> dict[str, tuple[str, str]]:
    found = {}
    for place in sorted(old.keys() | new.keys()):
        if place not in new:
            found[place] = REMOVED, old[place]
        elif place not in old:
            found[place] = ADDED, new[place]
        elif old[place] != new[place]:
            found[place] = RETYPED, f"{old[place]} to {new[place]}"
    return found


def _outermost(found: dict[str, tuple[str, str]]) -> Iterator[tuple[str, str, str]]:
    """Leave out what lies inside something that is named already."""
    for place, (what, types) in found.items():
        if not any(place.startswith((f"{other}.", f"{other}[]")) for other in found):
            yield place, what, types


def _with_derived(lost: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    made = dict(lost)
    for declaration in DECLARATIONS:
        for column in declaration.derived:
            places = [(declaration.name, each) for each in column.inputs]
            gone = [f"{place[1]}, which is {lost[place]}" for place in places if place in lost]
            if gone:
                made[declaration.name, column.name] = f"made of {' and '.join(gone)}"
    return made


def _reads(rule: CompiledRule) -> set[tuple[str, str]]:
    """Return what a rule reads, the keys that name its findings too."""
    known = tables.known_tables()
    return set(rule.reads) | {(name, known[name].key) for name in (rule.table, *rule.counts)}
