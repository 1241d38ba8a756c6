"""The content of rows as SQL, without what changes by itself while it is read (activity, counts)."""

from collections.abc import Iterable, Mapping

from orglint.model.table import Column, ColumnType, ListOf, Struct, Table
from orglint.sql.quoting import quote_identifier
from orglint.tables import DECLARATIONS


def select_stable_cells(table: Table, columns: tuple[Column, ...]) -> Mapping[str, str]:
    """Return for each column that is not moving itself its cell as SQL, without the members that move.

    Lists are sorted: the order of roles, groups and resources means nothing, and the API promises none.
    """
    moving = moving_paths(table)
    return {
        column.name: _drop_moving_members(quote_identifier(column.name), column.type, column.name, moving)
        for column in columns
        if column.name not in moving
    }


def moving_paths(table: Table) -> tuple[str, ...]:
    """Return the paths that are declared to move: whole columns, or members with `[]` for every element of a list."""
    return next(one.moving for one in DECLARATIONS if one.name == table.name)


def still_element(element: str, kind: ColumnType, path: str, table: Table) -> str:
    """Return an element of a list as SQL, without the members that move; `path` is that of the elements."""
    return _drop_moving_members(element, kind, path, moving_paths(table))


def fingerprint(values: Iterable[str]) -> str:
    """Return as SQL a hash of values that differs wherever the values differ.

    The engine's hash of a list is made of its elements alone: it does not tell an empty list from one that is absent,
    nor where one list ends and the next begins.
    """
    members = ", ".join(f"v{place} := {value}" for place, value in enumerate(values))
    return f"hash(CAST(to_json(struct_pack({members})) AS VARCHAR))"


def _drop_moving_members(value: str, kind: ColumnType, path: str, moving: tuple[str, ...]) -> str:
    if isinstance(kind, ListOf):
        inner = f"{path}[]"
        if any(one.startswith(inner) for one in moving):
            element = f"e{path.count('[]')}"
            still = _drop_moving_members(element, kind.element, inner, moving)
            value = f"list_transform({value}, lambda {element}: {still})"
        return f"list_sort({value})"
    if isinstance(kind, Struct) and any(one.startswith(f"{path}.") for one in moving):
        members = ", ".join(
            f"{member} := {_drop_moving_members(f'{value}.{member}', field.type, inner, moving)}"
            for field in kind.fields
            for member, inner in [(quote_identifier(field.name), f"{path}.{field.name}")]
            if inner not in moving
        )
        return f"CASE WHEN {value} IS NOT NULL THEN struct_pack({members}) END"
    return value
