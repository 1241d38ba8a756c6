"""Convert the items of a page to rows: lifted, renamed and checked, with everything unexpected marked."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from jsonschema_rs import Draft202012Validator

from orglint.collect.closed_schema import close_schema, with_identity
from orglint.collect.coerce import Findings, RecordWithNewMembers, coerce_value
from orglint.collect.names import Tree, build_name_tree, never_came
from orglint.collect.renaming import Renaming
from orglint.collect.unstorable import escape_unstorable
from orglint.model.hidden import EXTRA, INVALID, LEFT_OUT, MAYBE
from orglint.model.table import Absence
from orglint.model.unknown import column_of
from orglint.snapshots.pages import intern_texts
from orglint.tables import find_declaration, known_tables
from orglint.tables.items import load_item_schema
from orglint.tables.members import list_members
from orglint.tables.schema import Schema, column_type

MOST_NEW = 200
"""Members that nobody specified of which a page remembers how often they came: those that came most."""
_LONGEST = 100

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class PageRows:
    """The rows of a page, and what was unexpected about them.

    `missing` are the paths of specified members that no row holds; `fitting` and `refuted` what the page shows of
    possible renamings.
    """

    rows: tuple[Row, ...]
    dropped: int
    new_fields: Counter[str]
    missing: tuple[str, ...] = ()
    fitting: tuple[str, ...] = ()
    refuted: tuple[str, ...] = ()

    @property
    def page_fields(self) -> dict[str, Any]:
        """What is stored with the page: keyword arguments of `Page`."""
        lists = {"missing": self.missing, "fitting": self.fitting, "refuted": self.refuted}
        interned = {name: intern_texts(texts) for name, texts in lists.items()}
        return {"dropped": self.dropped, "new_fields": dict(self.new_fields.most_common(MOST_NEW)), **interned}


@dataclass(frozen=True, slots=True)
class Shape:
    """How the items of one table become rows, worked out once.

    `lists` are the columns that the API may leave out when they are empty; `members` maps each column to its schema
    and to the path of the member that it is made of; `loose` are known members that have no single type, `nested`
    columns whose lists may come in another list. `outer` and `inner` are the names that may come in a row and in its
    lifted member.
    """

    key: str
    lift: str
    drop: frozenset[str]
    lists: tuple[str, ...]
    members: Mapping[str, tuple[Schema, str]]
    columns: Mapping[str, str]
    loose: frozenset[str]
    nested: frozenset[str]
    outer: Tree
    inner: Tree
    page: Draft202012Validator
    row: Draft202012Validator

    @property
    def plain(self) -> bool:
        """Whether an exact item is a row already."""
        return not self.lift and not self.loose

    @property
    def lifted_columns(self) -> tuple[str, ...]:
        """The columns that are made of members of the lifted one."""
        return tuple(column for path, column in self.columns.items() if path.startswith(f"{self.lift}."))


def items_to_rows(table: str, items: Sequence[Any]) -> PageRows:
    """Return the rows of a page; only items that are not exactly as specified cost a closer look."""
    shape, new, renaming = _build_shape(table), Counter[str](), Renaming()
    missing = _find_missing_members(shape, items)
    every = _is_exact(shape.page, items)
    made = [_item_to_row(shape, item, new, renaming, exact=every or _is_exact(shape.row, item)) for item in items]
    named = tuple(row for row in made if row is not None)
    fitting, refuted = renaming.fitting - renaming.refuted, renaming.refuted
    return PageRows(named, len(made) - len(named), new, missing, tuple(sorted(fitting)), tuple(sorted(refuted)))


def _find_missing_members(shape: Shape, items: Sequence[Any]) -> tuple[str, ...]:
    records = [item for item in items if isinstance(item, dict)]
    lifted = [item[shape.lift] for item in records if isinstance(item.get(shape.lift), dict)] if shape.lift else []
    outer, inner = never_came(shape.outer, records), never_came(shape.inner, lifted)
    return (*outer, *(_rename_lifted_path(shape, path) for path in inner))


def _rename_lifted_path(shape: Shape, path: str) -> str:
    name = column_of(path)
    return f"{shape.columns[f'{shape.lift}.{name}']}{path.removeprefix(name)}"


def _is_exact(validator: Draft202012Validator, instance: Any) -> bool:
    try:
        # The validator accepts a lone surrogate as text; the writer of pages does not.
        return validator.is_valid(instance) and bool(orjson.dumps(instance))
    except (TypeError, ValueError, RecursionError):
        # A lone surrogate, or a number that is too large for JSON: it does not fit.
        return False


def _item_to_row(shape: Shape, item: Any, new: Counter[str], renaming: Renaming, *, exact: bool) -> Row | None:
    row = _drop_members(shape, item) if exact and shape.plain else _check_item(shape, item, new, renaming)
    if row is None:
        return None
    left = [name for name in shape.lists if name not in row and name not in row.get(INVALID, ())]
    if left:
        row[LEFT_OUT] = left
    return row


def _drop_members(shape: Shape, item: Row) -> Row:
    for name in shape.drop:
        item.pop(name, None)
    return item


def _check_item(shape: Shape, item: Any, new: Counter[str], renaming: Renaming) -> Row | None:
    if not isinstance(item, dict):
        return None
    outer, inner = Findings(new), Findings(new, prefix=f"{shape.lift}.")
    row: Row = {}
    extra: dict[str, Any] = {}
    # Where all that is new are members beside the known ones, these are as good as those of an exact item.
    exact = shape.plain and _is_exact(shape.row, {name: value for name, value in item.items() if name in shape.columns})
    _fill_columns(shape, "", item, outer, row=row, extra=extra, exact=exact)
    lifted = item.get(shape.lift) if shape.lift else None
    if isinstance(lifted, dict):
        _fill_columns(shape, inner.prefix, lifted, inner, row=row, extra=extra)
    if shape.lift and not (isinstance(lifted, dict) and shape.inner.keys() & lifted.keys()):
        # Whatever the reason is that the parent is not there, or holds nothing that is known: what lies in it is not.
        inner.bad.extend(shape.lifted_columns)
    identity = row.get(shape.key)
    if not isinstance(identity, str) or not identity:
        return None
    maybe = renaming.watch(outer) + renaming.watch(inner)
    hidden = {INVALID: outer.bad + inner.bad, MAYBE: maybe, EXTRA: extra and json.dumps(extra, allow_nan=False)}
    return row | {name: value for name, value in hidden.items() if value}


def _fill_columns(
    shape: Shape,
    prefix: str,
    members: Mapping[str, Any],
    found: Findings,
    *,
    row: Row,
    extra: dict[str, Any],
    exact: bool = False,
) -> None:
    """Put the members of an item, or of its lifted member, into their columns, and what has none aside."""
    unspecified: list[str] = []
    for name, value in members.items():
        path = f"{prefix}{name}"
        # A member whose name looks like a path below the lifted member is not that path.
        column = shape.columns.get(path) if prefix or "." not in name else None
        if column is not None:
            before = len(found.records)
            plain = _flatten_list(value) if column in shape.nested else value
            row[column] = value if exact else coerce_value(shape.members[column][0], plain, column, found)
            if len(found.records) > before:
                extra[path] = escape_unstorable(value)
        elif prefix or name not in (*shape.drop, shape.lift):
            extra[str(escape_unstorable(path))] = escape_unstorable(value)
            if path not in shape.loose:
                unspecified.append(name)
    if unspecified:
        found.new.update(f"{prefix}{escape_unstorable(name)}"[:_LONGEST] for name in unspecified)
        found.records.append(RecordWithNewMembers(members, tuple(unspecified), _list_known_members(shape, prefix)))


def _flatten_list(value: Any) -> Any:
    """Return a list with the elements of its lists in their place, one level deep; anything else as it is."""
    if not isinstance(value, list):
        return value
    return [inner for one in value for inner in (one if isinstance(one, list) else [one])]


def _list_known_members(shape: Shape, prefix: str) -> Mapping[str, tuple[Schema, str]]:
    """Return the members of an item, or of its lifted member, that become columns: their schemas and the columns."""
    return {
        path.removeprefix(prefix): (shape.members[column][0], column)
        for path, column in shape.columns.items()
        if (path.startswith(prefix) if prefix else "." not in path)
    }


@cache
def _build_shape(table: str) -> Shape:
    declaration = find_declaration(table)
    schema = load_item_schema(declaration)
    members = {member.path: member for member in list_members(declaration, schema["properties"])}
    columns = {path: member.column for path, member in members.items() if column_type(member.schema)}
    strict = with_identity(close_schema(schema), declaration.key)
    empty = [c.name for c in known_tables()[table].columns.values() if c.absence is Absence.EMPTY and not c.inputs]
    return Shape(
        key=declaration.key,
        lift=declaration.lift,
        drop=frozenset(declaration.drop),
        lists=tuple(empty),
        members={column: (members[path].schema, path) for path, column in columns.items()},
        columns=columns,
        loose=frozenset(members.keys() - columns.keys()),
        nested=frozenset(declaration.nested),
        outer=build_name_tree({path: it.schema for path, it in members.items() if "." not in path}),
        inner=build_name_tree({path.partition(".")[2]: it.schema for path, it in members.items() if "." in path}),
        page=Draft202012Validator({"type": "array", "items": strict}, validate_formats=True),
        row=Draft202012Validator(strict, validate_formats=True),
    )
