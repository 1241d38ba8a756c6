"""An activation from JSON variables, without a snapshot: what an expression may name, and rows to evaluate it on.

A record under the name of a table's variable (`user`) has that table's columns and types, as long as it names no others
(or, where it is empty, as long as the expression asks for no others); a list under the name of a table is that table.
Both may be given, and the record need not be one of the rows. Null under one of these names is a row or a table of
which nothing is known. Any other value has the types that its JSON shows; a field that is not there is absent, as in
CEL.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cel_expr_python import cel
from sqlglot import exp

from orglint.errors import UsageError
from orglint.expressions.activation.fits import find_misfits
from orglint.expressions.activation.infer import MixedTypesError, fields_of
from orglint.expressions.cel.row_types import types_of
from orglint.expressions.scope import NOTHING, NOW, RowVariable, RuntimeValue, Scope, TableVariable
from orglint.model.table import Column, ListOf, Scalar, Struct, Table

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN = "_plain_variables"
"""The one-row table whose columns are the variables that are no records."""
_PLACE = " place"
"""The column that is the key of rows that have no table, and keeps their order; no expression can have this name."""


@dataclass(frozen=True, slots=True)
class Activation:
    """The scope of JSON variables, the tables that they become, their rows, and the tables that a query selects from.

    A table without rows here is unknown; `untyped` names the variables whose types were inferred from their JSON.
    """

    scope: Scope
    tables: Mapping[str, Table]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    sources: tuple[tuple[str, str], ...]
    untyped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Variable:
    """One variable: its table, its rows (None: not known), and whether it is the whole table or a row of it."""

    name: str
    table: Table
    rows: Sequence[Mapping[str, Any]] | None
    whole: bool = False
    nothing: frozenset[str] = frozenset()


def build_activation(variables: Mapping[str, Any], tables: Mapping[str, Table], source: str) -> Activation:
    """Return the activation of JSON variables; raises `UsageError` if a value has no single type."""
    for name in _find_invalid_names(variables):
        raise UsageError(f"the variables cannot be used: an expression cannot name {name!r}")
    try:
        actors = list(_build_variables(variables, tables, source))
    except MixedTypesError as error:
        raise UsageError(f"the variables cannot be used: {error}") from None
    if wrong := next((mistake for actor in actors for mistake in _find_wrong_values(actor)), ""):
        raise UsageError(f"the variables cannot be used: {wrong}")
    if twice := next(_find_duplicate_types(actors), ""):
        why = f"{twice} is a name that orglint itself needs beside the others"
        raise UsageError(f"the variables cannot be used: {why}", "Give it another name.")
    types = types_of({actor.table.variable: _map_column_types(actor) for actor in actors})
    scope = Scope(types).having("now", cel.Type.TIMESTAMP, NOW)
    for actor in actors:
        scope = _add_to_scope(scope, actor)
    sources = tuple((actor.table.name, _build_alias(actor)) for actor in actors if not actor.whole)
    rows = {actor.table.name: actor.rows for actor in actors if actor.rows is not None}
    untyped = frozenset(name for actor in actors if not actor.table.api for name in _list_variable_names(actor))
    return Activation(scope, {actor.table.name: actor.table for actor in actors}, rows, sources, untyped)


def _build_variables(variables: Mapping[str, Any], tables: Mapping[str, Table], source: str) -> Iterator[_Variable]:
    by_variable = {table.variable: table for table in tables.values()}
    plain: dict[str, Any] = {}
    for name, value in variables.items():
        if (
            value is None
            and (table := by_variable.get(name))
            and _find_named_fields(name, source) <= table.columns.keys()
        ):
            yield _Variable(name, _separate_table(table), [{}])
        elif value is None and name in tables:
            yield _Variable(name, replace(tables[name], variable=name), None, whole=True)
        elif isinstance(value, Mapping):
            yield _build_record_variable(name, value, by_variable.get(name), source)
        elif name in tables and isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
            yield _build_list_variable(name, value, tables[name])
        else:
            plain[name] = value
    yield _Variable(_PLAIN, _infer_table(_PLAIN, [plain]), [plain], nothing=_find_null_names(plain))


def _build_record_variable(name: str, value: Mapping[str, Any], table: Table | None, source: str) -> _Variable:
    named = _find_named_fields(name, source)
    if table is not None and (value.keys() or named) <= table.columns.keys():
        return _Variable(name, _separate_table(table), [_every_column(table, value)])
    return _build_untyped_variable(name, [value], named)


def _find_named_fields(name: str, source: str) -> frozenset[str]:
    """Return the fields that an expression asks a record for."""
    return frozenset(re.findall(rf"\b{re.escape(name)}\.([A-Za-z_]\w*)", source))


def _separate_table(table: Table) -> Table:
    """Return a table for one record of its own: beside it, the table itself may be given."""
    return replace(table, name=f"given_{table.variable}")


def _build_list_variable(name: str, rows: Sequence[Mapping[str, Any]], table: Table) -> _Variable:
    if all(row.keys() <= table.columns.keys() for row in rows):
        own = replace(table, variable=name)  # a record beside it may have other columns
        return _Variable(name, own, [_every_column(table, row) for row in rows], whole=True)
    return replace(_build_untyped_variable(name, rows, frozenset()), whole=True)


def _build_untyped_variable(name: str, rows: Sequence[Mapping[str, Any]], named: frozenset[str]) -> _Variable:
    table = _infer_table(name, rows)
    numbered = replace(table, columns={**table.columns, _PLACE: Column(_PLACE, Scalar.INT, "", "given")})
    filled = [{**_every_column(table, row), _PLACE: at} for at, row in enumerate(rows)]
    return _Variable(name, numbered, filled, nothing=named - table.columns.keys())


def _infer_table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = {field.name: Column(field.name, field.type, "", "given") for field in fields_of(rows)}
    return Table(f"given_{name}", name, _PLACE, "", api="", endpoint="", scope="", columns=columns)


def _find_invalid_names(value: Any) -> Iterator[str]:
    """Yield the names of variables, and of members of records, that are no names in an expression."""
    if isinstance(value, Mapping):
        yield from (name for name in value if not _NAME.fullmatch(name))
    if isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _find_invalid_names(inner)


def _every_column(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row.get(name) for name in table.columns}


def _find_wrong_values(actor: _Variable) -> Iterator[str]:
    """Yield what is wrong with the values of a variable; the engine would make something else of them."""
    for at, row in enumerate(actor.rows or ()):
        record = f"{actor.name}[{at}]." if actor.whole else "" if actor.name == _PLAIN else f"{actor.name}."
        for name, column in actor.table.columns.items():
            yield from find_misfits(column.type, row.get(name), f"{record}{name}")


def _find_duplicate_types(actors: Sequence[_Variable]) -> Iterator[str]:
    """Yield the names that two types of records would have: one inside a variable, one of another variable."""
    names = [name for actor in actors for name in _list_record_types(actor.table.variable, _map_column_types(actor))]
    yield from (name for at, name in enumerate(names) if name in names[:at])


def _list_record_types(name: str, columns: Mapping[str, Any]) -> Iterator[str]:
    yield name
    for column, kind in columns.items():
        element = kind.element if isinstance(kind, ListOf) else kind
        if isinstance(element, Struct):
            yield from _list_record_types(f"{name}__{column}", {field.name: field.type for field in element.fields})


def _find_null_names(plain: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name for name, value in plain.items() if value is None)


def _list_variable_names(actor: _Variable) -> Collection[str]:
    return actor.table.columns.keys() if actor.name == _PLAIN else (actor.name,)


def _map_column_types(actor: _Variable) -> dict[str, Any]:
    columns = {name: column.type for name, column in actor.table.columns.items() if name != _PLACE}
    return columns | dict.fromkeys(actor.nothing)


def _build_alias(actor: _Variable) -> str:
    """Return the alias of a record: a variable may be called as a part of the SQL is, such as t1 or it."""
    return f"given {actor.table.variable}"


def _add_to_scope(scope: Scope, actor: _Variable) -> Scope:
    row = scope.types.of_row(actor.table.variable)
    if actor.whole:
        return scope.having(actor.name, cel.Type.List(row), TableVariable(actor.table))
    if actor.name != _PLAIN:
        return scope.having(actor.name, row, RowVariable(actor.table, _build_alias(actor), actor.nothing))
    for name, column in actor.table.columns.items():
        kind = scope.types.of_cell(_PLAIN, name, column.type)
        scope = scope.having(name, kind, RuntimeValue(exp.column(name, table=_build_alias(actor), quoted=True)))
    for name in actor.nothing:
        scope = scope.having(name, cel.Type.DYN, NOTHING)
    return scope
