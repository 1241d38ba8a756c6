"""What an expression may name: the row, tables, parameters, `now`, and named expressions (`let`)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

from cel_expr_python import cel
from sqlglot import exp

from orglint.expressions.cel.row_types import Types, cel_type, types_of
from orglint.expressions.compile.conditions import Condition
from orglint.expressions.compiled import Compiled
from orglint.expressions.fold.settings import SETTINGS
from orglint.model.table import ColumnType, Table
from orglint.sql.literals import build_placeholder
from orglint.sql.render import Texts


@dataclass(frozen=True, slots=True)
class RowVariable:
    """A variable that is one row of a table, under the alias that the row's table has in the query.

    `nothing` names fields that the row may be asked for although the table has no such column.
    """

    table: Table
    alias: str
    nothing: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TableVariable:
    """A variable that is a whole table, as a list of its rows."""

    table: Table


@dataclass(frozen=True, slots=True)
class ElementVariable:
    """A variable that is one element of a list; `path` names its place in the row, as far as that is known."""

    sql: exp.Expr
    path: str = ""


@dataclass(frozen=True, slots=True)
class Constant:
    """A variable whose value is known when the rule is loaded."""

    value: Any


@dataclass(frozen=True, slots=True)
class RuntimeValue:
    """A variable whose value the engine is given when it runs."""

    sql: exp.Expr


@dataclass(frozen=True, slots=True, eq=False)
class NamedExpression:
    """An expression that has a name (`let`): what it compiled to, and its type for the checker; equal only to itself.

    `condition` is its SQL and, if it is true or false, what it is made of: who names it asks tables by the keys in it.
    """

    compiled: Compiled
    type: cel.Type
    condition: Condition

    @property
    def tree(self) -> exp.Expr:
        """Its SQL."""
        return self.condition.sql


@dataclass(frozen=True, slots=True)
class SettingsVariable:
    """What the organization says of itself: the types of all settings, and the values of those that are set."""

    kinds: Mapping[str, ColumnType]
    values: Mapping[str, Any]


Binding: TypeAlias = (
    SettingsVariable | RowVariable | TableVariable | ElementVariable | Constant | RuntimeValue | NamedExpression
)

_WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")

NOW = RuntimeValue(build_placeholder("now", "timestamp"))
NOTHING = RuntimeValue(exp.null())


@dataclass(frozen=True)
class Scope:
    """What an expression may name: types for the checker, and bindings for the translation."""

    types: Types
    variables: Mapping[str, cel.Type] = field(default_factory=dict)
    bindings: Mapping[str, Binding] = field(default_factory=dict)

    def having(self, name: str, kind: cel.Type, binding: Binding) -> "Scope":
        """Return this scope with one name more."""
        return replace(self, variables={**self.variables, name: kind}, bindings={**self.bindings, name: binding})

    def with_row(self, table: Table) -> "Scope":
        """Return this scope with one row of a table, under the table's variable."""
        return self.having(table.variable, self.types.of_row(table.variable), RowVariable(table, table.variable))

    def with_parameter(self, name: str, kind: ColumnType, value: Any) -> "Scope":
        """Return this scope with a parameter, to be named `params.<name>`."""
        return self.having(f"params.{name}", cel_type(kind), Constant(value))

    @property
    def settings(self) -> SettingsVariable:
        """The settings that packs declare; none where there are none."""
        bound = self.bindings.get(SETTINGS)
        return bound if isinstance(bound, SettingsVariable) else SettingsVariable({}, {})

    def with_settings(self, values: Mapping[str, Any]) -> "Scope":
        """Return this scope in which settings have these values; one that has none keeps what it has."""
        if not values:
            return self
        bound = replace(self.settings, values={**self.settings.values, **values})
        return replace(self, bindings={**self.bindings, SETTINGS: bound})

    def with_let(self, name: str, named: NamedExpression) -> "Scope":
        """Return this scope with a named expression."""
        return self.having(name, named.type, named)

    @property
    def columns(self) -> Texts:
        """The named expressions that have a column of their own, with its name in the row."""
        alias = next((it.alias for it in self.bindings.values() if isinstance(it, RowVariable)), "")
        named = [it for it in self.bindings.values() if isinstance(it, NamedExpression) and it.compiled.column]
        return {id(it.tree): (it.tree, f'"{alias}"."{it.compiled.column}"') for it in named} if alias else {}

    def named_in(self, source: str) -> "Scope":
        """Return this scope without the parameters and named expressions that a text does not mention."""
        words = set(_WORD.findall(source))
        kept = [
            name
            for name, bound in self.bindings.items()
            if not isinstance(bound, Constant | NamedExpression | SettingsVariable) or name.partition(".")[0] in words
        ]
        if len(kept) == len(self.bindings):
            return self
        return Scope(self.types, {n: self.variables[n] for n in kept}, {n: self.bindings[n] for n in kept})

    @cached_property
    def meanings(self) -> frozenset[object] | None:
        """What the names stand for, to be compared with another scope of the same types; None if nobody can say.

        Rows, tables and the time are the same wherever they have the same name. A value is told by how it is written:
        to Python, 1 is 1.0 and True.
        """
        found: set[object] = set()
        for name, bound in self.bindings.items():
            match bound:
                case RowVariable() | TableVariable():
                    found.add(name)
                case RuntimeValue():
                    found.add((name, str(self.variables[name])))
                case Constant(value):
                    found.add((name, str(self.variables[name]), repr(value)))
                case NamedExpression():
                    found.add((name, bound))
                case SettingsVariable(values=values):
                    found.add((name, repr(sorted(values.items()))))
                case ElementVariable():
                    return None
        return frozenset(found)

    @cached_property
    def constants(self) -> Mapping[str, Any]:
        """The values that are known at load time, by name."""
        found = {name: it.value for name, it in self.bindings.items() if isinstance(it, Constant)}
        settings = self.bindings.get(SETTINGS)
        return found | ({SETTINGS: settings.values} if isinstance(settings, SettingsVariable) else {})


def organization_scope(
    tables: Mapping[str, Table],
    settings: Mapping[str, ColumnType] | None = None,
    values: Mapping[str, Any] | None = None,
) -> Scope:
    """Return the scope that every rule starts from: each table by its name, and `now`.

    If there are `settings`, by their types, also those; `values` are of the ones that are set.
    """
    rows = {table.variable: {c.name: c.type for c in table.columns.values()} for table in tables.values()}
    types = types_of(rows | ({SETTINGS: settings} if settings else {}))
    scope = Scope(types).having("now", cel.Type.TIMESTAMP, NOW)
    if settings:
        scope = scope.having(SETTINGS, types.of_row(SETTINGS), SettingsVariable(settings, values or {}))
    for table in tables.values():
        if table.name != table.variable:
            scope = scope.having(table.name, cel.Type.List(types.of_row(table.variable)), TableVariable(table))
    return scope
