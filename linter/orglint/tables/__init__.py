"""Which tables there are, and their columns: types and meanings as the specification has them."""

from collections.abc import Iterator, Mapping
from functools import cache

from orglint.model.table import Absence, Column, Table
from orglint.tables.declared import DECLARATIONS, Declaration
from orglint.tables.members import Member, list_members
from orglint.tables.schema import column_type, load_specification

__all__ = ["DECLARATIONS", "Declaration", "known_tables", "load_specification"]


@cache
def known_tables() -> Mapping[str, Table]:
    """Return every table by its name; the types of the columns come from the vendored specification."""
    return {declaration.name: _build_table(declaration) for declaration in DECLARATIONS}


def _build_table(declaration: Declaration) -> Table:
    operation = load_specification().operations[declaration.operation]
    columns = {column.name: column for column in (*_build_columns(declaration), *declaration.derived)}
    assert declaration.key in columns, f"{declaration.name} has no column {declaration.key}"
    return Table(
        declaration.name,
        declaration.variable,
        declaration.key,
        declaration.meaning,
        operation=declaration.operation,
        endpoint=operation.endpoint,
        scope=operation.scope,
        columns=columns,
    )


def _build_columns(declaration: Declaration) -> Iterator[Column]:
    properties = load_specification().schemas[declaration.schema]["properties"]
    for member in list_members(declaration, properties):
        yield from _build_column(declaration, member)


def _build_column(declaration: Declaration, member: Member) -> Iterator[Column]:
    kind, name = column_type(member.schema), member.column
    if kind is not None:
        yield Column(
            name,
            kind,
            member.schema.get("description", ""),
            f"{declaration.operation}: {member.path}",
            absence=declaration.absence.get(name, Absence.UNDECLARED),
            expand=declaration.expand.get(name, ""),
            may_be_missing_everywhere=name in declaration.may_be_missing,
        )
