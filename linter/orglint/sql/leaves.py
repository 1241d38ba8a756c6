"""The leaves of a column, in lists and records too, found by a condition and set to NULL, as SQL.

A column of lists or records has leaves: what is neither. A condition is about the leaves of one path, such as
`resources[].applicationStatus`; what is made of them is about one row.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import attrgetter

from orglint.model.table import ColumnType, ListOf, Struct
from orglint.sql.quoting import quote_identifier, quote_text

Condition = Callable[[str], str]
"""From a leaf to what is asked of it, both as SQL."""
_NONE = "CAST([] AS VARCHAR[])"


@dataclass(frozen=True, slots=True)
class _LeafPath:
    """A place in a column: its path, its type, its value and its exact path as SQL, and how many lists it lies in."""

    path: str
    kind: ColumnType
    value: str
    place: str
    depth: int = 0

    @property
    def element(self) -> "_LeafPath":
        """Any element of the list that is here; `it` and `at` are the parameters of the lambda around it."""
        assert isinstance(self.kind, ListOf)
        place = f"{self.place} || '[' || ({self.at} - 1) || ']'"
        return _LeafPath(f"{self.path}[]", self.kind.element, self.element_name, place, self.depth + 1)

    @property
    def element_name(self) -> str:
        """The parameter of the lambda that stands for an element of this list; one name for each depth."""
        return f"_it{self.depth}"

    @property
    def at(self) -> str:
        """The parameter of the lambda that stands for the place of an element in this list, from 1."""
        return f"_at{self.depth}"

    def members(self) -> Iterator[tuple[str, "_LeafPath"]]:
        """Yield each member of the record that is here, with its name."""
        assert isinstance(self.kind, Struct)
        for field in self.kind.fields:
            value = f"struct_extract({self.value}, {quote_text(field.name)})"
            place = f"{self.place} || {quote_text(f'.{field.name}')}"
            yield field.name, _LeafPath(f"{self.path}.{field.name}", field.type, value, place, self.depth)


@dataclass(frozen=True, slots=True)
class Leaves:
    """The leaves of a column for which the condition of their path holds; `value` is the column as SQL."""

    column: str
    kind: ColumnType
    conditions: Mapping[str, Condition]
    value: str = ""

    def test_existence(self) -> str:
        """Return whether the row has such a leaf; never NULL."""
        return self._test_existence(self._column_path)

    def null_leaves(self) -> str:
        """Return the column with NULL in the place of each such leaf."""
        return self._null_leaves(self._column_path)

    def paths(self) -> str:
        """Return the exact paths of these leaves as a list of texts: `resources[1].applicationStatus`."""
        return self._list_leaves(self._column_path, attrgetter("place"))

    def texts(self) -> str:
        """Return these leaves, which must be texts, as a list in the order of their paths."""
        return self._list_leaves(self._column_path, attrgetter("value"))

    @property
    def _column_path(self) -> _LeafPath:
        return _LeafPath(self.column, self.kind, self.value or quote_identifier(self.column), quote_text(self.column))

    def _test_existence(self, spot: _LeafPath) -> str:
        if not self._lead_to(spot):
            return "false"
        if isinstance(spot.kind, ListOf):
            found = f"list_filter({spot.value}, lambda {spot.element_name}: {self._test_existence(spot.element)})"
            return f"coalesce(len({found}) > 0, false)"
        if isinstance(spot.kind, Struct):
            members = (self._test_existence(member) for _, member in spot.members() if self._lead_to(member))
            return f"({' OR '.join(members) or 'false'})"
        return f"coalesce({self.conditions[spot.path](spot.value)}, false)"

    def _null_leaves(self, spot: _LeafPath) -> str:
        if not self._lead_to(spot):
            return spot.value
        if isinstance(spot.kind, ListOf):
            return f"list_transform({spot.value}, lambda {spot.element_name}: {self._null_leaves(spot.element)})"
        if isinstance(spot.kind, Struct):
            members = ", ".join(
                f"{quote_identifier(title)} := {self._null_leaves(member)}" for title, member in spot.members()
            )
            return f"CASE WHEN {spot.value} IS NOT NULL THEN struct_pack({members}) END"
        return f"CASE WHEN NOT {self._test_existence(spot)} THEN {spot.value} END"

    def _list_leaves(self, spot: _LeafPath, make: Callable[[_LeafPath], str]) -> str:
        if not self._lead_to(spot):
            return _NONE
        if isinstance(spot.kind, ListOf):
            inner = self._list_leaves(spot.element, make)
            found = f"flatten(list_transform({spot.value}, lambda {spot.element_name}, {spot.at}: {inner}))"
            return f"coalesce({found}, {_NONE})"
        if isinstance(spot.kind, Struct):
            members = (self._list_leaves(member, make) for _, member in spot.members() if self._lead_to(member))
            return f"list_concat({', '.join((_NONE, *members))})"
        return f"CASE WHEN {self._test_existence(spot)} THEN [{make(spot)}] ELSE {_NONE} END"

    def _lead_to(self, spot: _LeafPath) -> bool:
        """Tell whether a condition is about what is here or below."""
        below = (f"{spot.path}.", f"{spot.path}[")
        return any(path == spot.path or path.startswith(below) for path in self.conditions)


def list_members(column: str, kind: ColumnType, value: str, places: frozenset[str]) -> str:
    """Return the exact paths of members in the records that are there, as a list of texts; `places` name the members.

    Of a place such as `resources[].meta` it is `resources[1].meta`, whatever stands there. `value` is the column as
    SQL.
    """
    return _list_members(_LeafPath(column, kind, value, quote_text(column)), places)


def _list_members(spot: _LeafPath, places: frozenset[str]) -> str:
    if isinstance(spot.kind, ListOf):
        inner = _list_members(spot.element, places)
        found = f"flatten(list_transform({spot.value}, lambda {spot.element_name}, {spot.at}: {inner}))"
        return f"coalesce({found}, {_NONE})"
    if isinstance(spot.kind, Struct):
        members = [
            f"[{member.place}]" if member.path in places else _list_members(member, places)
            for _, member in spot.members()
        ]
        found = ", ".join((_NONE, *(it for it in members if it != _NONE)))
        return f"CASE WHEN {spot.value} IS NOT NULL THEN list_concat({found}) ELSE {_NONE} END"
    return _NONE
