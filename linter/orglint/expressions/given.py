"""Variables that come as JSON, without a snapshot: what an expression may name, and the rows to evaluate it on.

A record under the name of a table's variable (`user`) has that table's columns and types, as long as it names no
others (or, where it is empty, as long as the expression asks for no others); a list under the name of a table is that
table. Both may be given, and the record need not be one of the rows. Null under one of these names is a row or a table
of which nothing is known. Any other value has the types that its JSON shows; a field that is not there is absent, as in
CEL.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cel_expr_python import cel
from sqlglot import exp

from orglint.errors import UsageError
from orglint.expressions.fits import misfits
from orglint.expressions.infer import MixedTypesError, fields_of
from orglint.expressions.messages import types_of
from orglint.expressions.scope import NOTHING, NOW, Given, Row, Scope, Whole
from orglint.model.table import Column, ListOf, Scalar, Struct, Table

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_PLAIN = "_plain_variables"
"""The one-row table whose columns are the variables that are no records."""
_PLACE = " place"
"""The column that is the key of rows that have no table, and keeps their order; no expression can have this name."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A scope for JSON variables, the tables that it stands on, their rows, and those that a query starts from.

    A table without rows here is one of which nothing is known; `untyped` names the variables that have the types that
    their JSON shows.
    """

    scope: Scope
    tables: Mapping[str, Table]
    rows: Mapping[str, Sequence[Mapping[str, Any]]]
    sources: tuple[tuple[str, str], ...]
    untyped: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Actor:
    """One variable: its table, its rows (None: not known), and whether it is the whole table or a row of it."""

    name: str
    table: Table
    rows: Sequence[Mapping[str, Any]] | None
    whole: bool = False
    nothing: frozenset[str] = frozenset()


def stage(variables: Mapping[str, Any], tables: Mapping[str, Table], source: str) -> Stage:
    """Return what an expression with these variables stands on; `UsageError` if a value has no one type."""
    for name in _unspeakable(variables):
        raise UsageError(f"the variables cannot be used: no expression could name {name!r}")
    try:
        actors = list(_actors(variables, tables, source))
    except MixedTypesError as error:
        raise UsageError(f"the variables cannot be used: {error}") from None
    if wrong := next((told for actor in actors for told in _wrong(actor)), ""):
        raise UsageError(f"the variables cannot be used: {wrong}")
    if twice := next(_twice(actors), ""):
        why = f"{twice} is a name that orglint itself needs beside the others"
        raise UsageError(f"the variables cannot be used: {why}", "Give it another name.")
    types = types_of({actor.table.variable: _columns(actor) for actor in actors})
    scope = Scope(types).having("now", cel.Type.TIMESTAMP, NOW)
    for actor in actors:
        scope = _enter(scope, actor)
    sources = tuple((actor.table.name, _alias(actor)) for actor in actors if not actor.whole)
    rows = {actor.table.name: actor.rows for actor in actors if actor.rows is not None}
    untyped = frozenset(name for actor in actors if not actor.table.operation for name in _variables(actor))
    return Stage(scope, {actor.table.name: actor.table for actor in actors}, rows, sources, untyped)


def _actors(variables: Mapping[str, Any], tables: Mapping[str, Table], source: str) -> Iterator[_Actor]:
    by_variable = {table.variable: table for table in tables.values()}
    plain: dict[str, Any] = {}
    for name, value in variables.items():
        if value is None and (table := by_variable.get(name)) and _named(name, source) <= table.columns.keys():
            yield _Actor(name, _apart(table), [{}])
        elif value is None and name in tables:
            yield _Actor(name, replace(tables[name], variable=name), None, whole=True)
        elif isinstance(value, Mapping):
            yield _record(name, value, by_variable.get(name), source)
        elif name in tables and isinstance(value, list) and all(isinstance(row, Mapping) for row in value):
            yield _list(name, value, tables[name])
        else:
            plain[name] = value
    yield _Actor(_PLAIN, _table(_PLAIN, [plain]), [plain], nothing=_missing(plain))


def _record(name: str, value: Mapping[str, Any], table: Table | None, source: str) -> _Actor:
    named = _named(name, source)
    if table is not None and (value.keys() or named) <= table.columns.keys():
        return _Actor(name, _apart(table), [_every_column(table, value)])
    return _untyped(name, [value], named)


def _named(name: str, source: str) -> frozenset[str]:
    """Return the fields that an expression asks a record for."""
    return frozenset(re.findall(rf"\b{re.escape(name)}\.([A-Za-z_]\w*)", source))


def _apart(table: Table) -> Table:
    """Return a table for one record of its own: beside it, the table itself may be given."""
    return replace(table, name=f"given_{table.variable}")


def _list(name: str, rows: Sequence[Mapping[str, Any]], table: Table) -> _Actor:
    if all(row.keys() <= table.columns.keys() for row in rows):
        own = replace(table, variable=name)  # a record beside it may have other columns
        return _Actor(name, own, [_every_column(table, row) for row in rows], whole=True)
    return replace(_untyped(name, rows, frozenset()), whole=True)


def _untyped(name: str, rows: Sequence[Mapping[str, Any]], named: frozenset[str]) -> _Actor:
    table = _table(name, rows)
    numbered = replace(table, columns={**table.columns, _PLACE: Column(_PLACE, Scalar.INT, "", "given")})
    filled = [{**_every_column(table, row), _PLACE: at} for at, row in enumerate(rows)]
    return _Actor(name, numbered, filled, nothing=named - table.columns.keys())


def _table(name: str, rows: Sequence[Mapping[str, Any]]) -> Table:
    columns = {field.name: Column(field.name, field.type, "", "given") for field in fields_of(rows)}
    return Table(f"given_{name}", name, _PLACE, "", operation="", endpoint="", scope="", columns=columns)


def _unspeakable(value: Any) -> Iterator[str]:
    """Yield the names of variables, and of members of records, that are no names in an expression."""
    if isinstance(value, Mapping):
        yield from (name for name in value if not _NAME.fullmatch(name))
    if isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _unspeakable(inner)


def _every_column(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: row.get(name) for name in table.columns}


def _wrong(actor: _Actor) -> Iterator[str]:
    """Yield what is wrong with the values of a variable; the engine would make something else of them."""
    for at, row in enumerate(actor.rows or ()):
        record = f"{actor.name}[{at}]." if actor.whole else "" if actor.name == _PLAIN else f"{actor.name}."
        for name, column in actor.table.columns.items():
            yield from misfits(column.type, row.get(name), f"{record}{name}")


def _twice(actors: Sequence[_Actor]) -> Iterator[str]:
    """Yield the names that two types of records would have: one inside a variable, one of another variable."""
    names = [name for actor in actors for name in _records(actor.table.variable, _columns(actor))]
    yield from (name for at, name in enumerate(names) if name in names[:at])


def _records(name: str, columns: Mapping[str, Any]) -> Iterator[str]:
    yield name
    for column, kind in columns.items():
        element = kind.element if isinstance(kind, ListOf) else kind
        if isinstance(element, Struct):
            yield from _records(f"{name}__{column}", {field.name: field.type for field in element.fields})


def _missing(plain: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name for name, value in plain.items() if value is None)


def _variables(actor: _Actor) -> Collection[str]:
    return actor.table.columns.keys() if actor.name == _PLAIN else (actor.name,)


def _columns(actor: _Actor) -> dict[str, Any]:
    columns = {name: column.type for name, column in actor.table.columns.items() if name != _PLACE}
    return columns | dict.fromkeys(actor.nothing)


def _alias(actor: _Actor) -> str:
    """Return the alias of a record: a variable may be called as a part of the SQL is, such as t1 or it."""
    return f"given {actor.table.variable}"


def _enter(scope: Scope, actor: _Actor) -> Scope:
    row = scope.types.of_row(actor.table.variable)
    if actor.whole:
        return scope.having(actor.name, cel.Type.List(row), Whole(actor.table))
    if actor.name != _PLAIN:
        return scope.having(actor.name, row, Row(actor.table, _alias(actor), actor.nothing))
    for name, column in actor.table.columns.items():
        kind = scope.types.of_cell(_PLAIN, name, column.type)
        scope = scope.having(name, kind, Given(exp.column(name, table=_alias(actor), quoted=True)))
    for name in actor.nothing:
        scope = scope.having(name, cel.Type.DYN, NOTHING)
    return scope
