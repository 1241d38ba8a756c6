"""From the items of a page to rows of cells: lifted and renamed, checked, with everything unexpected marked."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema_rs import Draft202012Validator

from orglint.collect.exact import exact, with_identity
from orglint.collect.settle import InvalidError, settle, whole
from orglint.model.table import Absence
from orglint.tables import DECLARATIONS, Declaration, known, specification
from orglint.tables.schema import Schema, column_type

LEFT_OUT = "_left"
INVALID = "_bad"
EXTRA = "_extra"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a page, and what was unexpected about them."""

    rows: tuple[Row, ...]
    dropped: int
    new_fields: Counter[str]


@dataclass(frozen=True, slots=True)
class Shape:
    """How the items of one table become rows, worked out once.

    `lists` are the columns that the API may leave out when they are empty; `members` maps each column to its schema
    and to the path of the member that it is made of; `loose` are known members that have no single type.
    """

    key: str
    lift: str
    drop: frozenset[str]
    lists: tuple[str, ...]
    members: Mapping[str, tuple[Schema, str]]
    columns: Mapping[str, str]
    loose: frozenset[str]
    page: Draft202012Validator
    row: Draft202012Validator

    @property
    def plain(self) -> bool:
        """Whether an exact item is a row already."""
        return not self.lift and not self.loose


def rows(table: str, items: Sequence[Any]) -> Rows:
    """Return the rows of a page; only items that are not exactly as specified cost a closer look."""
    shape, new = _shape(table), Counter[str]()
    every = _fits(shape.page, items)
    made = [_row(shape, item, new, exact=every or _fits(shape.row, item)) for item in items]
    named = [row for row in made if row is not None]
    return Rows(tuple(named), len(made) - len(named), new)


def _fits(validator: Draft202012Validator, instance: Any) -> bool:
    try:
        return validator.is_valid(instance)
    except (UnicodeEncodeError, ValueError, RecursionError):
        # Half of a character, a number beyond all bounds: nothing that fits.
        return False


def _row(shape: Shape, item: Any, new: Counter[str], *, exact: bool) -> Row | None:
    row = _plain(shape, item) if exact and shape.plain else _checked(shape, item, new)
    if row is None:
        return None
    left = [name for name in shape.lists if name not in row]
    if left:
        row[LEFT_OUT] = left
    bad = row.get(INVALID)
    if bad and left:
        row[LEFT_OUT] = [name for name in left if name not in bad]
    return row


def _plain(shape: Shape, item: Row) -> Row:
    for name in shape.drop:
        item.pop(name, None)
    return item


def _checked(shape: Shape, item: Any, new: Counter[str]) -> Row | None:
    if not isinstance(item, dict):
        return None
    row: Row = {}
    bad: list[str] = []
    extra: dict[str, Any] = {}
    for path, value in _lifted(shape, item, bad):
        column = shape.columns.get(path)
        if column is None:
            _set_aside(shape, path, value, extra=extra, new=new)
            continue
        before = new.total()
        try:
            row[column] = settle(shape.members[column][0], value, path, new)
        except InvalidError:
            bad.append(column)
        if new.total() > before:
            extra[path] = whole(value)
    identity = row.get(shape.key)
    if not isinstance(identity, str) or not identity:
        return None
    return row | ({INVALID: bad} if bad else {}) | ({EXTRA: json.dumps(extra, allow_nan=False)} if extra else {})


def _lifted(shape: Shape, item: Mapping[str, Any], bad: list[str]) -> list[tuple[str, Any]]:
    """Return the members of an item by path; a lifted member of a wrong type spoils every column made of it."""
    members = [(name, value) for name, value in item.items() if name not in shape.drop and name != shape.lift]
    inner = item.get(shape.lift) if shape.lift else None
    if isinstance(inner, dict):
        return members + [(f"{shape.lift}.{name}", value) for name, value in inner.items()]
    if inner is not None:
        bad.extend(column for path, column in shape.columns.items() if path.startswith(f"{shape.lift}."))
    return members


def _set_aside(shape: Shape, path: str, value: Any, *, extra: dict[str, Any], new: Counter[str]) -> None:
    extra[whole(path)] = whole(value)
    if path not in shape.loose:
        new[str(whole(path))[:100]] += 1


@cache
def _shape(table: str) -> Shape:
    declaration = next(one for one in DECLARATIONS if one.name == table)
    schema = specification().schemas[declaration.schema]
    paths = dict(_paths(declaration, schema))
    columns = {path: column for path, (column, member) in paths.items() if column_type(member)}
    strict = with_identity(exact(schema), declaration.key)
    empty = [c.name for c in known()[table].columns.values() if c.absence is Absence.EMPTY and not c.inputs]
    return Shape(
        key=declaration.key,
        lift=declaration.lift,
        drop=frozenset(declaration.drop),
        lists=tuple(empty),
        members={column: (paths[path][1], path) for path, column in columns.items()},
        columns=columns,
        loose=frozenset(paths.keys() - columns.keys()),
        page=Draft202012Validator({"type": "array", "items": strict}, validate_formats=True),
        row=Draft202012Validator(strict, validate_formats=True),
    )


def _paths(declaration: Declaration, schema: Schema) -> list[tuple[str, tuple[str, Schema]]]:
    """Return for each member that may become a column its path, the column's name and its schema."""
    found: list[tuple[str, tuple[str, Schema]]] = []
    for name, member in schema["properties"].items():
        if name == declaration.lift:
            inner = member["properties"].items()
            found += [
                (f"{declaration.lift}.{title}", (declaration.renamed.get(title, title), one)) for title, one in inner
            ]
        elif name not in declaration.drop:
            found.append((name, (name, member)))
    return found
