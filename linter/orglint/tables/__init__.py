"""Which tables there are, and their columns: types and meanings as the specification has them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from orglint.model.table import Absence, Column, Scalar, Table
from orglint.tables.declaration import Declaration
from orglint.tables.declared import DECLARATIONS, find_declaration
from orglint.tables.derived import DerivedColumn
from orglint.tables.items import build_item_schema
from orglint.tables.members import Member, list_members
from orglint.tables.schema import Specification, column_type, load_specification

__all__ = ["DECLARATIONS", "Declaration", "build_table", "find_declaration", "known_tables"]


@cache
def known_tables() -> Mapping[str, Table]:
    """Return every table by its name; the types of the columns come from the vendored specification."""
    return {
        declaration.name: build_table(declaration, load_specification(declaration.endpoint.api))
        for declaration in DECLARATIONS
    }


def build_table(declaration: Declaration, specification: Specification) -> Table:
    """Return a table as a specification has it."""
    operation = specification.find_operation(declaration.endpoint)
    sent = {column.name: column for column in _build_columns(declaration, specification)}
    columns = sent | {column.name: _add_optional_inputs(column, sent) for column in declaration.derived}
    assert declaration.key in columns, f"{declaration.name} has no column {declaration.key}"
    return Table(
        declaration.name,
        declaration.variable,
        declaration.key,
        declaration.meaning,
        api=declaration.endpoint.api.name,
        endpoint=str(declaration.endpoint),
        scope=operation.scope,
        columns=columns,
        specified=operation.specified,
        parent=declaration.parent.table if declaration.parent else "",
        asked_by=declaration.parent.column if declaration.parent else "",
        called=tuple(name for name in declaration.called if name in columns and columns[name].type is Scalar.STRING),
    )


def _add_optional_inputs(column: DerivedColumn, sent: Mapping[str, Column]) -> DerivedColumn:
    there = (name for name in column.optional if name in sent and sent[name].type == column.type)
    return replace(column, inputs=(*column.inputs, *there))


def _build_columns(declaration: Declaration, specification: Specification) -> Iterator[Column]:
    properties = build_item_schema(declaration, specification)["properties"]
    for member in list_members(declaration, properties):
        yield from _build_column(declaration, member)


def _describe_source(declaration: Declaration, member: Member) -> str:
    """Return where a column comes from; what a table that is asked row by row adds is in no answer."""
    if declaration.parent and member.path == declaration.parent.column:
        return "request that the row answers"
    if declaration.parent and member.path == declaration.key:
        return "columns that it joins"
    return f"field {member.path}"


def _build_column(declaration: Declaration, member: Member) -> Iterator[Column]:
    kind, name = column_type(member.schema), member.column
    if kind is not None:
        yield Column(
            name,
            kind,
            member.schema.get("description", ""),
            _describe_source(declaration, member),
            absence=declaration.absence.get(name, Absence.UNDECLARED),
            expand=declaration.expand.get(name, ""),
            may_be_missing_everywhere=name in declaration.may_be_missing,
            specified=not member.schema.get("x-gone", False),
        )
